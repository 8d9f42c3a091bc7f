"""A folder of editions as a library: podcast feed, OPDS catalogues, web page, server."""
