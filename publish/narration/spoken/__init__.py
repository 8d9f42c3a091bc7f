"""Spoken forms: numbers, dates, money, abbreviations and the like, in the words that are said."""

from publish.narration.spoken.forms import replacements, spoken_form
from publish.narration.spoken.rule import Replacement

__all__ = ["Replacement", "replacements", "spoken_form"]
