"""A book of any length for benchmarks: sentences of the lengths that prose has, always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator

_SUBJECTS = """\
the harbour master
a woman from the village
her grandmother
the young doctor
one of the crew
the minister for fisheries
an old friend of the family
nobody in the room
the second witness
a letter without a name
the committee
the engineer from the north
my brother
""".splitlines()
_VERBS = """\
counted
remembered
carried
described
refused to sell
had promised to return
watched
wrote about
never forgot
argued over
opened
spoke at length about
was waiting for
left behind
""".splitlines()
_OBJECTS = """\
the seven boats on the sand
a box of unsent letters
the old map of the coast
the winter of 1963
what the tide had taken
two hundred pages of figures
the bridge that was never built
a song in another language
the price of bread
the narrow road to the lighthouse
every name in the register
the first of the reports
""".splitlines()
_TAILS = """\
before breakfast
with great care
although it rained for three days
and said nothing more
while the others slept
because the harbour would be closed in March
as if it were a secret
until the lamps went out
, which surprised the whole village
, as everyone had expected
in a voice that was hard to hear
for reasons that were explained much later
""".splitlines()


def paragraphs(words: int, seed: int = 1) -> Iterator[str]:
    """Paragraphs of about `words` words in all."""
    chance = random.Random(seed)
    written = 0
    while written < words:
        sentences = []
        for _ in range(chance.randint(3, 7)):
            clauses = [
                " ".join((chance.choice(_SUBJECTS), chance.choice(_VERBS), chance.choice(_OBJECTS)))
                for _ in range(chance.choice((1, 1, 1, 2)))
            ]
            tail = chance.choice(_TAILS)
            text = ", and ".join(clauses) + (tail if tail.startswith(",") else f" {tail}")
            sentences.append(f"{text[0].upper()}{text[1:]}.")
        paragraph = " ".join(sentences)
        written += len(paragraph.split())
        yield paragraph


def markdown(words: int, chapter_words: int = 3000) -> str:
    """The book with a heading for each chapter."""
    lines = ["# The Harbour Book", ""]
    written = number = 0
    for paragraph in paragraphs(words):
        if written >= number * chapter_words:
            number += 1
            lines += [f"## Chapter {number}", ""]
        lines += [paragraph, ""]
        written += len(paragraph.split())
    return "\n".join(lines)
