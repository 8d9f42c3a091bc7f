"""What many articles of one source share."""

from __future__ import annotations

from publish.model import Article
from publish.normalizer import cleaned_text, explain, normalize
from publish.normalizer.furniture import Learner
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
    rule = learner.rule()
    assert rule
    found = normalize(article(3), furniture=rule)
    text = cleaned_text(found.article)
    assert "printed on the island" not in text
    assert "Tides" not in text
    assert "On night 3" in text
    assert [c.rule for c in found.changes if not c.after] == ["furniture", "furniture"]
    words = [str(line) for line in explain(found.changes, arranged(furniture=rule))]
    assert any("many of the 12 articles of this source" in line for line in words)


def test_two_articles_teach_nothing() -> None:
    learner = Learner()
    learner.learn(article(1))
    learner.learn(article(2))
    assert learner.rule() is None


def test_memory_stays_bounded() -> None:
    learner = Learner()
    shared = b"\n\nShared line of every article"
    for number in range(30):
        own = "\n\n".join(f"{number} {n}" for n in range(10_000)).encode()
        learner.learn(read(Source("a.txt", own + shared))[0])
    assert len(learner._counts) <= 200_000
    rule = learner.rule()
    assert rule
    assert "Shared" not in cleaned_text(
        normalize(read(Source("a.txt", b"One.\n\nTwo." + shared))[0], furniture=rule).article
    )
