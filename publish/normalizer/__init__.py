"""The normalizer: debris out, text repaired, structure found, each change recorded."""

from publish.normalizer.audit import Audit, audit, from_json, restore, to_json
from publish.normalizer.explain import Explanation, explain
from publish.normalizer.plain import cleaned_text
from publish.normalizer.rules import RULES
from publish.normalizer.runner import Normalized, normalize

__all__ = [
    "RULES",
    "Audit",
    "Explanation",
    "Normalized",
    "audit",
    "cleaned_text",
    "explain",
    "from_json",
    "normalize",
    "restore",
    "to_json",
]
