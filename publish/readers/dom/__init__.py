"""Markup to model: parsing, charset and the conversion of a DOM, for every format made of HTML."""
