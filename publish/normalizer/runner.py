"""Runs the rules in their order, and writes down what each of them did."""

from __future__ import annotations

from dataclasses import dataclass

from publish.model import Article
from publish.report import Change


@dataclass(frozen=True, slots=True)
class Normalized:
    """A cleaned article and all that was done to it, in order."""

    article: Article
    changes: tuple[Change, ...]


def normalize(article: Article) -> Normalized:
    """Clean `article`."""
    return Normalized(article, ())
