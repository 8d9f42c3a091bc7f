"""A user's pronunciations, and which words are worth one."""

from publish.narration.lexicon.lexicon import Entry, Lexicon, Segment
from publish.narration.lexicon.suggest import Suggestion, suggest

__all__ = ["Entry", "Lexicon", "Segment", "Suggestion", "suggest"]
