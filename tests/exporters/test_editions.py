"""What holds for every format: each word of the article is there, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from publish.edition import BrailleOptions, Edition, Options
from publish.exporters import EXPORTERS, FORMATS, format_named
from publish.model import Code, Note
from publish.walk import flatten, images, passages, plain_text
from tests.exporters.extraction import READERS, SOUND, words
from tests.narration.speaking import edition_of
from tests.needs import liblouis
from tests.samples import every_block

#: Formats that need something which may be absent.
_NEEDING = {"brf": liblouis, "pef": liblouis}


def formats(*names: str) -> list[object]:
    return [pytest.param(name, marks=_NEEDING.get(name, ())) for name in names]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    cache = tmp_path_factory.mktemp("speech")
    with edition_of(every_block(), cache) as made:
        # Contracted braille does not come back letter for letter.
        yield replace(made, options=Options(braille=BrailleOptions(grade=1)))


def build(name: str, edition: Edition, folder: Path) -> Path:
    target = folder / f"article{format_named(name).ending}"
    EXPORTERS.get(name)(edition, target)
    return target


def missing(wanted: list[str], found: list[str]) -> str:
    """The first word of `wanted` that `found` does not have in order, with those before it."""
    left = iter(found)
    for at, word in enumerate(wanted):
        if word not in left:
            return " ".join(wanted[max(0, at - 5) : at + 1])
    return ""


def test_every_format_is_looked_at() -> None:
    assert {f.name for f in FORMATS} == set(READERS) | set(SOUND)


@pytest.mark.parametrize("name", formats(*READERS))
def test_each_word_of_the_article_is_in_each_edition_in_order(
    name: str, edition: Edition, tmp_path: Path
) -> None:
    article = every_block()
    found = words(READERS[name](build(name, edition, tmp_path)))
    body = [article.meta.title, article.meta.subtitle, *article.meta.authors]
    for block in article.blocks:
        if isinstance(block, Code):
            body.append(block.value)
        body += [plain_text(passage.content) for passage in passages((block,))]
    assert not missing(words(" ".join(body)), found)
    notes = [
        plain_text(inline.children)
        for passage in passages(article.blocks)
        for inline in flatten(passage.content)
        if isinstance(inline, Note)
    ]
    alts = [image.alt or "" for image in images(article.blocks)]
    for text in (*notes, *alts):
        assert not missing(words(text), found), text
