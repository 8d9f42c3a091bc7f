import json
from importlib import resources
from pathlib import Path

import pytest

from publish.errors import InputUnusable
from publish.exporters import EXPORTERS
from publish.interchange import schema
from publish.readers.json import read
from publish.readers.source import Source, from_path
from publish.segment import join, segment
from tests.exporters.editions import article, edition
from tests.samples import every_block, para


def published() -> dict[str, object]:
    text = (resources.files("publish") / "data" / "article.schema.json").read_text("utf-8")
    loaded: dict[str, object] = json.loads(text)
    return loaded


def test_every_block_is_read_back_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    assert EXPORTERS.get("json")(edition(every_block()), target) == ()
    back, notices = read(from_path(target))
    assert back == every_block()
    assert notices == ()


def test_joining_undoes_the_cut_into_sentences() -> None:
    assert join(segment(every_block())) == every_block()


def test_the_published_schema_is_the_models() -> None:
    assert published() == schema()


def test_what_is_written_fits_the_schema(tmp_path: Path) -> None:
    from jsonschema import Draft202012Validator

    target = tmp_path / "a.json"
    EXPORTERS.get("json")(edition(every_block(), article(para("Two."))), target)
    validator = Draft202012Validator(published())
    Draft202012Validator.check_schema(published())
    assert list(validator.iter_errors(json.loads(target.read_text("utf-8")))) == []
    assert list(validator.iter_errors({"format": "publish-article", "version": 1}))


def test_a_book_is_read_as_one_article_with_sections(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    EXPORTERS.get("json")(edition(every_block(), article(para("Two."), title="Second")), target)
    back, notices = read(from_path(target))
    assert [n.code for n in notices] == ["book-read-as-article"]
    assert back.meta == every_block().meta
    assert len(back.blocks) == len(every_block().blocks) + 3


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("{", "Expecting"),
        ("[]", "no article"),
        ('{"format": "publish-article", "version": 9, "articles": []}', "version 9"),
        ('{"format": "publish-article", "version": 1, "articles": []}', "no articles"),
        ("[" * 100_000, "deeply"),
    ],
)
def test_what_is_no_article_is_refused(data: str, says: str) -> None:
    with pytest.raises(InputUnusable, match=says):
        read(Source("x.json", data.encode(), ".json"))


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ({"type": "heading", "content": []}, r"blocks\[0\]: the field “level” is missing"),
        ({"type": "heading", "level": True, "content": []}, "level: a whole number is expected"),
        ({"type": "text", "value": "x"}, "“text” is no type that can stand here"),
        ({"type": "paragraph", "content": "x"}, "content: a list is expected"),
        ({"type": "paragraph", "content": [], "x": 1}, "there is no field “x”"),
        ({"type": ["x"]}, "is no type"),
        (7, "is no type"),
        (
            {"type": "figure", "image": {"type": "image", "source": "", "data": "?"}},
            "base64",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(block: object, says: str) -> None:
    data = {"format": "publish-article", "version": 1, "articles": [{"blocks": [block]}]}
    with pytest.raises(InputUnusable, match=says):
        read(Source("x.json", json.dumps(data).encode(), ".json"))
