"""publish: one messy article in, every accessible edition out."""

__version__ = "0.1.0"
