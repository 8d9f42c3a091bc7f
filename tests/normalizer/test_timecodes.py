"""Time codes go from transcripts, and from nothing else."""

from __future__ import annotations

import pytest

from tests.normalizer.cleaning import cleaned

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


@pytest.mark.parametrize(
    "text",
    [
        "0:05 Marktplatz\n0:10 Bahnhof\n0:18 Krankenhaus\n0:25 Hafen\n0:31 Nordkai\n0:40 Ende",
        "0:05\nMarktplatz\n0:10\nBahnhof\n0:18\nKrankenhaus\n0:25\nHafen\n0:31\nNordkai\n0:40\nEnde",
        "\n".join(f"[07:{m}] Saltmarsh to Orme Point" for m in (15, 30, 45, 50, 55, 58)),
        "\n".join(f"0:08.{n}2 Anna Bright" for n in range(1, 9)),
        "0:00 Jog on the spot\n0:20 Rest\n0:30 High knees\n0:50 Rest\n1:00 Squats\n1:20 Rest",
        "\n".join(f"[21:{m}] nell: and then it was {m}" for m in range(10, 18)),
    ],
    ids=["timetable", "timetable below", "brackets", "results", "exercises", "chat"],
)
def test_times_that_say_when_stay(text: str) -> None:
    out = cleaned("The day of the boats\n\nIt was a long day for all of us.\n\n" + text)
    assert out.count(":") == text.count(":")


def test_a_cue_may_be_a_number_and_text_may_follow() -> None:
    cues = ["so it was", "in the year", "2024", "the council bought", "ten of them", "and no more."]
    text = "\n".join(f"0:0{n}\n{cue}" for n, cue in enumerate(cues))
    out = cleaned(f"{text}\n\nTranscribed by the friends of the quay.")
    said = "so it was in the year 2024 the council bought ten of them and no more."
    assert out.split("\n\n")[-2:] == [said, "Transcribed by the friends of the quay.\n"]


def test_a_few_subtitles_with_headers_tags_and_three_lines() -> None:
    text = (
        "WEBVTT - Harbour talk\nKind: captions\nLanguage: en\n\n1\n00:00:01.000 --> 00:00:04.000\n"
        "<v Nell Orme>The boats</v>\n<i>came back</i>\non Monday.\n\n2\n"
        "00:00:03.000 --> 00:00:05.000\nAll of them."
    )
    assert cleaned(text) == "Nell Orme: The boats came back on Monday. All of them.\n"
