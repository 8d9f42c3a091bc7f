"""The spoken form of a text, whole or piece by piece."""

from __future__ import annotations

import re

from publish.narration.spoken.rule import Replacement, Rule, join
from publish.narration.spoken.rule import replacements as _claims

# A text without any of these needs nothing in any language here.
_WORTH_A_LOOK = re.compile(
    r"[\d@&$£€¥₩₹₽₿%§°#/.<>~±=+*×½¼¾⅐-⅞²³₀-₉]|[A-Z]{2}|\b[ivxIVX]+\b"
    r"|(?:day|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)s?\.?\s?[-–]"
    r"|\b(?:[Dd]r|[Mm]rs?|Prof|St|Mt|Ft|vs|aka|approx|Jr|Inc|Ltd|Corp)\b"
)


def spoken_form(text: str, language: str = "en") -> str:
    """Return a text as it is said: "Gen. Lee paid $5" becomes "General Lee paid five dollars".

    What needs no change is left as it is, character for character. `language` is a BCP 47 tag;
    English has all rules, other languages what num2words and Babel carry (cardinals, ordinals,
    dates, times, money, measures, percentages), and languages that those do not know are returned
    as they are.
    """
    return join(text, replacements(text, language))


def replacements(text: str, language: str = "en") -> list[Replacement]:
    """Return the pieces of a text that are said otherwise than written, in the text's order."""
    if not _WORTH_A_LOOK.search(text):
        return []
    return _claims(text, _rules(language))


def _rules(language: str) -> tuple[Rule, ...]:
    code = language.replace("_", "-").split("-")[0].lower()
    if code == "en":
        from publish.narration.spoken.english import RULES

        return RULES
    from publish.narration.spoken.other import rules

    return rules(language)
