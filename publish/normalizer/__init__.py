"""The normalizer: debris out, text repaired, structure found, each change recorded.

`audit` keeps the account of a run and rebuilds the original text from it; `own` reads a user's
rules file; `furniture` learns what many articles of a source share; `review` asks about doubtful
changes.
"""

from publish.normalizer.explanation import Explanation, explain
from publish.normalizer.plain import cleaned_text
from publish.normalizer.rules import RULES, Rule
from publish.normalizer.runner import Normalized, arranged, normalize

__all__ = [
    "RULES",
    "Explanation",
    "Normalized",
    "Rule",
    "arranged",
    "cleaned_text",
    "explain",
    "normalize",
]
