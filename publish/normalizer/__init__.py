"""The normalizer: debris out, text repaired, structure found, each change recorded.

`audit` keeps the account of a run and rebuilds the original text from it.
"""

from publish.normalizer.explanation import Explanation, explain
from publish.normalizer.plain import cleaned_text
from publish.normalizer.rules import RULES, Rule
from publish.normalizer.runner import Normalized, normalize

__all__ = [
    "RULES",
    "Explanation",
    "Normalized",
    "Rule",
    "cleaned_text",
    "explain",
    "normalize",
]
