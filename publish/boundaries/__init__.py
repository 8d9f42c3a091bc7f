"""Sentences of a text, as strings or as character spans."""

from publish.boundaries.segmenter import sentences, spans

__all__ = ["sentences", "spans"]
