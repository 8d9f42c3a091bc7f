"""Time codes go from transcripts, and from nothing else."""

from __future__ import annotations

import pytest

from publish.normalizer import audit, cleaned_text, normalize
from publish.readers.source import Source
from publish.readers.text import read


def cleaned(text: str) -> str:
    """The cleaned text, from which the original comes back and in which nothing is left to do."""
    data = text.encode()
    once = normalize(read(Source("a.txt", data, ".txt"))[0])
    made = audit.record(
        "a.txt", once.article, once.changes, data=data, encoding="utf-8", errors="strict"
    )
    out = cleaned_text(once.article)
    assert audit.restore(out, audit.from_json(audit.to_json(made))) == data
    again = normalize(once.article)
    assert again.article == once.article and not again.changes
    return out


SAID = (
    "{who}: This is what somebody said about the boats, and it went on for a while, until the bell "
    "rang for the last ferry and everybody had to leave."
)


@pytest.mark.parametrize("form", ["[00:{m:02}:{s:02}] ", "({m}:{s:02}) ", "[{m:02}:{s:02}]\n"])
def test_long_cues_with_speakers_are_paragraphs(form: str) -> None:
    times = [(0, 20), (0, 50), (1, 20), (2, 0), (2, 41), (3, 5)]
    lines = [form.format(m=m, s=s) + SAID.format(who="Ana" if s < 30 else "Ben") for m, s in times]
    out = cleaned("A talk\n\n" + "\n".join(lines))
    assert out.split("\n\n")[1:4] == [SAID.format(who=who) for who in ("Ana", "Ben", "Ana")]
    assert "0:" not in out


@pytest.mark.parametrize(
    "text",
    [
        # A programme, chapters, results, laps.
        "\n".join(f"{h}:{m:02}\nThe talk of guest {h}" for h in (9, 10, 11, 14) for m in (0, 30)),
        "\n".join(f"{m}:{7 * m:02} Chapter {m}" for m in range(8)),
        "\n".join(f"Chapter {m}\n{m}:{7 * m:02}" for m in range(8)),
        "\n".join(f"{n}\nAna Reyes of Merrow\n1:2{n}:45" for n in range(1, 9)),
        "\n".join(f"0:5{n} Ana Reyes, of Merrow Swimming" for n in range(9)),
        "\n".join(f"Verse {n}:{n}0 says it again, in other words." for n in range(1, 6)),
        # Too few to tell.
        "\n".join(f"0:0{n}\nand then the wheel turned" for n in range(5)),
    ],
    ids=["programme", "chapters", "chapters below", "results", "times first", "verses", "few"],
)
def test_other_times_stay(text: str) -> None:
    out = cleaned("The day of the boats\n\nIt was a long day for all of us.\n\n" + text)
    kept = out.split()
    assert [word for word in text.split() if ":" in word] == [w for w in kept if ":" in w]


def test_two_speakers_in_one_cue() -> None:
    cues = ["The boats are back.", "-- Did you see?\n-- No.", "[Music]", "a", "b", "c d e", "f g"]
    text = "\n\n".join(
        f"{n}\n00:00:{n * 3:02}.000 --> 00:00:{n * 3 + 2:02}.000 align:start\n{cue}"
        for n, cue in enumerate(cues, 1)
    )
    assert cleaned("WEBVTT\n\n" + text).split("\n\n") == [
        *("The boats are back.", "-- Did you see?", "-- No.", "[Music]", "a b c d e f g\n"),
    ]
