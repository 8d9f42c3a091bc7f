from __future__ import annotations

from publish.exporters.epub.split import LARGEST, SMALL, documents, weight
from publish.model import Article, Block, Heading, Listing, Metadata, Paragraph, Quote
from publish.segment import segment
from publish.walk import block_text
from tests.samples import para, words


def section(number: int, size: int, level: int = 1) -> tuple[Block, ...]:
    paragraphs = [para("x" * 499 + ".") for _ in range(size // 500)]
    return (Heading(level, words(f"Section {number}")), *paragraphs)


def flat(*runs: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(block for run in runs for block in run)


def test_a_short_article_stays_whole() -> None:
    blocks = flat(*(section(n, 3000) for n in range(10)))
    (only,) = documents(blocks)
    assert len(only) == 10


def test_chapters_of_a_book_begin_new_documents() -> None:
    blocks = flat(*(section(n, 20_000) for n in range(5)))
    assert [len(each) for each in documents(blocks)] == [1] * 5


def test_short_chapters_share_one() -> None:
    blocks = flat(*(section(n, 500) for n in range(1000)))
    made = list(documents(blocks))
    assert 1000 // (SMALL // 500 + 1) <= len(made) <= 1000 // (SMALL // 1000)
    assert sum(len(each) for each in made) == 1000


def test_a_long_chapter_is_cut_before_a_heading_where_there_is_one() -> None:
    inner = flat(*(section(n, 25_000, 2) for n in range(6)))
    made = list(documents((Heading(1, words("All")), *inner)))
    assert len(made) > 2
    firsts = [each[0].blocks[0] for each in made[1:]]
    assert all(isinstance(block, Heading) for block in firsts)
    assert [each[0].continued for each in made] == [False] + [True] * (len(made) - 1)


def test_nothing_is_lost_or_moved_and_no_document_is_too_large_or_ends_in_a_heading() -> None:
    blocks = flat(*(section(n, size) for n, size in enumerate((500, 200_000, 1000, 90_000))))
    made = list(documents(blocks))
    back = [
        block
        for each in made
        for one in each
        for block in ((one.heading,) if one.heading else ()) + one.blocks
    ]
    assert tuple(back) == blocks
    assert all(sum(weight(b) for s in each for b in s.blocks) <= LARGEST for each in made)
    assert not any(isinstance(each[-1].blocks[-1], Heading) for each in made)


def test_one_endless_paragraph_list_or_quotation_is_cut_as_well() -> None:
    sentence = "The tide went out, and the boats lay on the sand as they had before. "
    prose = segment(Article(Metadata("Long"), (para(sentence * 4000),))).blocks
    listing = Listing(tuple((para(f"Boat {n}."),) for n in range(20_000)), ordered=True, start=3)
    quote = Quote(prose, words("Mara"))
    made = list(documents((*prose, listing, quote)))
    sizes = [sum(weight(b) for s in each for b in s.blocks) for each in made]
    assert max(sizes) <= LARGEST
    parts = [block for each in made for one in each for block in one.blocks]
    lists = [block for block in parts if isinstance(block, Listing)]
    assert sum(len(each.items) for each in lists) == 20_000
    starts = [each.start for each in lists]
    assert starts == [3 + sum(len(x.items) for x in lists[:n]) for n in range(len(lists))]
    quotes = [block for block in parts if isinstance(block, Quote)]
    assert [bool(each.attribution) for each in quotes] == [False] * (len(quotes) - 1) + [True]
    spoken = "".join(block_text(b) for b in parts if isinstance(b, Paragraph))
    assert spoken.split() == (sentence * 4000).split()
