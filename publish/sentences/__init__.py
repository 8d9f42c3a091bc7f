"""Sentences of a text, as strings or as character spans."""

from publish.sentences.segmenter import sentences, spans

__all__ = ["sentences", "spans"]
