"""publish: one messy article in, every accessible edition out.

>>> import publish
>>> article, notices = publish.read("article.txt")
>>> cleaned = publish.normalize(article)
>>> publish.build("article.txt", "output", format=("epub", "text"))

Everything here is imported when it is first used, so that ``import publish`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from publish.version import __version__

if TYPE_CHECKING:
    from publish.api import build, normalize, read
    from publish.boundaries import sentences
    from publish.errors import PublishError
    from publish.model import Article, Metadata
    from publish.narration.spoken import spoken_form
    from publish.normalizer import Normalized
    from publish.pipeline import Outcome
    from publish.readers.source import Source
    from publish.report import Change, Notice
    from publish.settings import Settings

__all__ = [
    "Article",
    "Change",
    "Metadata",
    "Normalized",
    "Notice",
    "Outcome",
    "PublishError",
    "Settings",
    "Source",
    "__version__",
    "build",
    "normalize",
    "read",
    "sentences",
    "spoken_form",
]

_HOMES = {
    "publish.api": ("build", "normalize", "read"),
    "publish.boundaries": ("sentences",),
    "publish.errors": ("PublishError",),
    "publish.model": ("Article", "Metadata"),
    "publish.narration.spoken": ("spoken_form",),
    "publish.normalizer": ("Normalized",),
    "publish.pipeline": ("Outcome",),
    "publish.readers.source": ("Source",),
    "publish.report": ("Change", "Notice"),
    "publish.settings": ("Settings",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'publish' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
