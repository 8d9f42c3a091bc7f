from publish.model import Article, Emphasis, Image, Metadata, Note, Sentence, Text
from publish.segment import front_matter, segment, split
from publish.walk import flatten, images, passages, plain_text
from tests.samples import every_block, para, words


def sentence_ids(article: Article) -> list[str]:
    return [
        inline.id
        for passage in passages(article.blocks)
        for inline in flatten(passage.content)
        if isinstance(inline, Sentence)
    ]


def test_every_sentence_and_picture_has_an_id_of_its_own() -> None:
    article = segment(every_block())
    ids = sentence_ids(article) + [i.id for i in images(article.blocks)]
    assert all(ids)
    assert len(ids) == len(set(ids))


def test_no_character_is_lost_or_moved() -> None:
    before, after = every_block(), segment(every_block())
    for old, new in zip(passages(before.blocks), passages(after.blocks), strict=True):
        assert plain_text(old.content, notes=True) == plain_text(new.content, notes=True)
        assert old.role == new.role
    assert [i.data for i in images(before.blocks)] == [i.data for i in images(after.blocks)]
    assert all(isinstance(i, Image) for i in images(after.blocks))


def test_an_edit_in_one_paragraph_leaves_the_other_ids_alone() -> None:
    one = segment(Article(Metadata(), (para("A first one."), para("A second one."))))
    two = segment(Article(Metadata(), (para("A first one. And more."), para("A second one."))))
    assert sentence_ids(one) == ["p1s1", "p2s1"]
    assert sentence_ids(two) == ["p1s1", "p1s2", "p2s1"]


def test_the_prefix_keeps_bound_articles_apart() -> None:
    article = every_block()
    assert not set(sentence_ids(segment(article, "a1"))) & set(sentence_ids(segment(article, "a2")))
    first, second = front_matter(article, "a1").title, front_matter(article, "a2").title
    assert first[0] != second[0]


def test_a_cut_closes_emphasis_and_keeps_a_note_with_the_sentence_it_ends() -> None:
    inlines = (Emphasis(words("One. Two")), Text("."), Note(words("n")), Text(" Three."))
    pieces = split(inlines, [0, 4, 5, 9, 10, 16])
    assert pieces[1] == (Emphasis(words("One.")),)
    assert pieces[3] == (Emphasis(words("Two")), Text("."), Note(words("n")))
    assert pieces[5] == (Text("Three."),)
