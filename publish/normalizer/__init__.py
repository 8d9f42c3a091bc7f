"""The normalizer: debris out, text repaired, structure found, each change recorded."""

from publish.normalizer.runner import Normalized, normalize

__all__ = ["Normalized", "normalize"]
