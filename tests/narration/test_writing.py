import pytest

from publish.edition import make_parts
from publish.errors import UsageError
from publish.model import (
    Article,
    Emphasis,
    Foreign,
    Heading,
    Image,
    Metadata,
    Note,
    Paragraph,
    Sentence,
    Text,
)
from publish.narration.options import NarrationOptions
from publish.narration.script import Script, Utterance
from publish.narration.writing import make_script
from publish.walk import Role, chapters, flatten, images, passages
from tests.samples import every_block, para, words


def script_of(article: Article, **options: object) -> Script:
    return make_script(make_parts((article,)), NarrationOptions(**options))  # type: ignore[arg-type]


def said(script: Script) -> list[Utterance]:
    return [u for chapter in script.chapters for u in chapter.utterances]


def test_every_sentence_is_said_once_and_in_order() -> None:
    part = make_parts((every_block(),))[0]
    written = [
        inline.id
        for passage in (*part.front.passages(), *passages(part.article.blocks))
        for inline in flatten(passage.content)
        if isinstance(inline, Sentence)
    ]
    ids = [u.id for u in said(script_of(every_block()))]
    assert len(ids) == len(set(ids))
    assert set(written) <= set(ids)


def test_announcements_have_ids_of_their_own() -> None:
    own = [u for u in said(script_of(every_block())) if u.announcement]
    part = make_parts((every_block(),))[0]
    taken = {
        i.id for p in passages(part.article.blocks) for i in flatten(p.content) if hasattr(i, "id")
    }
    taken |= {image.id for image in images(part.article.blocks)}
    assert {u.text for u in own} >= {
        "Quote:",
        "End of quote.",
        "List of 3 items:",
        "Caption:",
        "Code:",
    }
    assert not taken & {u.id for u in own}


def test_chapters_are_those_of_the_walk_with_titles() -> None:
    article = every_block()
    script = script_of(article)
    assert len(script.chapters) == len(chapters(article.blocks))
    assert [c.title for c in script.chapters] == [
        "The Boats of Port Merrow",
        "The seventh boat",
        "After the storm",
    ]


def test_a_bound_book_names_the_article_of_each_chapter() -> None:
    script = make_script(make_parts((every_block(), every_block())), NarrationOptions())
    assert [(c.part, c.chapter) for c in script.chapters] == [
        (p, c) for p in (0, 1) for c in range(3)
    ]
    assert script.chapters[4].title == "The Boats of Port Merrow: The seventh boat"
    ids = [u.id for u in said(script)]
    assert len(ids) == len(set(ids))


def test_a_heading_stands_apart_from_what_is_before_and_behind_it() -> None:
    article = Article(
        Metadata(),
        (Heading(1, words("Top")), para("Before."), Heading(2, words("Middle")), para("Behind.")),
    )
    _, before, heading, _ = said(script_of(article))
    assert before.pause >= 1.0
    assert heading.role is Role.HEADING and heading.pause > 0.65


@pytest.mark.parametrize(
    ("kind", "gone", "kept"),
    [
        ("captions", "The seventh boat at low tide.", "A lantern."),
        ("tables", "Monday", "A lantern."),
        ("notes", "It has 212 pages.", "A lantern."),
        ("code", 'for boat in boats:\n    print(boat, "<&>")', "A lantern."),
        ("quotes", "It never forgets.", "A lantern."),
        ("images", "Image: A brown rowing boat on blue water.", "The seventh boat at low tide."),
    ],
)
def test_what_the_user_skips_is_not_said(kind: str, gone: str, kept: str) -> None:
    everything = [u.text for u in said(script_of(every_block()))]
    without = [u.text for u in said(script_of(every_block(), skip=frozenset({kind})))]
    assert gone in everything and kept in everything
    assert gone not in without and kept in without
    assert len(set(everything)) > len(set(without))


def test_what_cannot_be_skipped_is_an_error_that_lists_what_can() -> None:
    with pytest.raises(UsageError, match="captions"):
        script_of(every_block(), skip=frozenset({"vowels"}))


def test_a_note_is_said_behind_its_sentence() -> None:
    noted = (Text("One"), Note(words("Aside."), "1"), Text(" more. Then two."))
    script = script_of(Article(Metadata(), (Paragraph(noted),)))
    assert [u.text for u in said(script)] == ["One more.", "Note 1:", "Aside.", "Then two."]


def test_a_foreign_sentence_carries_its_language() -> None:
    mixed = (Foreign(words("Il faut compter."), "fr"), Text(" So she "), Emphasis(words("said.")))
    script = script_of(Article(Metadata(language="en"), (Paragraph(mixed),)))
    assert [u.language for u in said(script)] == ["fr", "en"]


def test_a_voice_for_a_role_is_not_used_for_announcements() -> None:
    script = script_of(every_block(), voice_for=((Role.QUOTE, "en-us"),))
    quoted = [u for u in said(script) if u.role is Role.QUOTE]
    assert {u.voice for u in quoted if not u.announcement} == {"en-us"}
    assert {u.voice for u in quoted if u.announcement} == {""}


def test_a_picture_that_is_decoration_is_passed_over() -> None:
    blocks = (
        Paragraph(
            (Text("A sketch "), Image("s.png", "")),
        ),
    )
    assert [u.text for u in said(script_of(Article(Metadata(), blocks)))] == ["A sketch"]
