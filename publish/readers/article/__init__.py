"""Finding the article in a web page: which of its blocks are the author's, which are debris."""
