"""What many articles of one source share."""

from __future__ import annotations

from publish.model import Article
from publish.normalizer import cleaned_text, explain, normalize
from publish.normalizer.furniture import Learned, Learner
from publish.normalizer.runner import arranged
from publish.readers.source import Source
from publish.readers.text import read


def article(number: int, furniture: bool = True) -> Article:
    lines = [
        f"Report number {number} from the lighthouse",
        f"On night {number} the lamp turned {number * 7} times, and {number} ships answered it.",
        *(["The Merrow Post is printed on the island.", "Tides and trains"] if furniture else []),
    ]
    return read(Source(f"{number}.txt", "\n\n".join(lines).encode()))[0]


def test_lines_of_most_articles_go_and_the_audit_says_so() -> None:
    learner = Learner()
    for number in range(12):
        learner.learn(article(number, furniture=number != 5))
    learned = learner.learned("", "the folder post")
    assert learned
    rule = learned.rule()
    found = normalize(article(3), furniture=rule)
    text = cleaned_text(found.article)
    assert "printed on the island" not in text
    assert "Tides" not in text
    assert "On night 3" in text
    assert [c.rule for c in found.changes if not c.after] == ["furniture", "furniture"]
    words = [str(line) for line in explain(found.changes, arranged(furniture=rule))]
    assert any("many of the 12 articles of the folder post that were" in line for line in words)
    again = normalize(found.article, furniture=rule)
    assert again.changes == ()


def learned(*texts: str) -> Learned:
    learner = Learner()
    for each in texts:
        learner.learn(of(each))
    found = learner.learned("", "test")
    assert found
    return found


def of(text: str) -> Article:
    return read(Source("a.txt", text.encode()))[0]


def cleaned(text: str, known: Learned) -> str:
    return cleaned_text(normalize(of(text), furniture=known.rule()).article)


SENTENCE = (
    "On night {n} the lamp turned for the keeper's {n} sons, and {n} ships answered it at once."
)
SERIES = """The Long Read

Story {n} of the lamp

By Ines Calloway

{s}

What we like

{s} Twice.

The bottom line

{s} And once more.

Sign up for Tides

Trains and boats
"""


def test_headings_and_bylines_of_a_series_stay_and_its_name_goes() -> None:
    texts = [SERIES.format(n=n, s=SENTENCE.format(n=n)) for n in range(6)]
    found = cleaned(texts[2], learned(*texts))
    for kept in ("What we like", "The bottom line", "Calloway"):
        assert kept in found
    for gone in ("The Long Read", "Sign up for Tides", "Trains and boats"):
        assert gone not in found
    # Else it would be the title of them all.
    assert found.startswith("Story 2 of the lamp\n")


def test_a_few_articles_teach_nothing() -> None:
    learner = Learner()
    for number in range(4):
        learner.learn(article(number))
    assert learner.learned("", "") is None


def test_versions_of_one_article_count_once() -> None:
    learner = Learner()
    for number in range(10):
        text = "\n\n".join(f"{n}: {SENTENCE.format(n=n)} It went on." for n in range(8))
        learner.learn(of(f"{text}\n\nVersion {number}"))
    assert learner.articles == 1
    assert learner.learned("", "") is None


def test_an_article_of_shared_lines_alone_is_left() -> None:
    texts = [SERIES.format(n=n, s=SENTENCE.format(n=n)) for n in range(6)]
    assert "Trains" in cleaned("Sign up for Tides\n\nTrains and boats", learned(*texts))


def test_memory_stays_bounded() -> None:
    learner = Learner()
    shared = "\n\nShared line of every article\n\nAnd another"
    for number in range(30):
        learner.learn(of("\n\n".join(f"{number} {n}" for n in range(10_000)) + shared))
    assert len(learner._counts) <= 30 * 2000
    found = learner.learned("", "test")
    assert found
    assert "Shared" not in cleaned("One.\n\nTwo." + shared, found)
