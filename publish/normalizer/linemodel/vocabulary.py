"""Words that tell what a line is: those given by hand, and those that the network learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from publish.normalizer.linemodel.columns import Floats
from publish.normalizer.linemodel.features import Page
from publish.normalizer.linemodel.words import Hits, Table

WORDS = "words.tsv"
LEXICON = "lexicon.tsv"

_MOST = 4.0  # hits of one kind of lexicon word counted in a line


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that say something about a line: kinds given by hand, and vectors learned.

    `kinds` has a column for each entry that is given, with the numbers of its kinds, in as many
    rows as the entry of most kinds needs; what is left holds the number past the last kind.
    `vectors` has a column for every entry.
    """

    table: Table
    names: tuple[str, ...]  # of the kinds
    given: int  # the entries given by hand are the first so many
    kinds: NDArray[np.intp]
    vectors: NDArray[np.float64]

    def look_up(self, page: Page) -> tuple[Floats, Floats]:
        """Per line: how often each kind occurs (counted, then per word), and the vectors' sum."""
        rows = self.rows(self.table.find(page.grams), page.sizes)
        return rows[: 2 * len(self.names)].T, rows[2 * len(self.names) :].T

    def rows(self, hits: Hits, sizes: Floats) -> Floats:
        """The same as rows, the kinds' first, for the entries that lines of these sizes have."""
        line, entry = hits
        count, names = len(sizes), len(self.names)
        rows = np.empty((2 * names + len(self.vectors), count), np.float32)
        counted, shares, vectors = rows[:names], rows[names : 2 * names], rows[2 * names :]
        given = (entry < self.given).nonzero()[0]
        cells = self.kinds.take(entry[given], axis=1)
        cells *= count
        cells += line[given]
        found = np.bincount(cells.ravel(), minlength=(names + 1) * count)
        shares[:] = found[: names * count].reshape(names, count)
        np.minimum(shares, _MOST, out=counted)
        many = np.maximum(sizes, 1)
        shares /= many
        for row, values in zip(vectors, self.vectors.take(entry, axis=1), strict=True):
            row[:] = np.bincount(line, values, count)
        vectors /= np.sqrt(many)
        return rows

    def having(self, names: Sequence[str]) -> NDArray[np.bool_]:
        """Which entries are of one of these kinds."""
        having = np.zeros(self.vectors.shape[1], bool)
        numbers = [self.names.index(name) for name in names]
        having[: self.given] = np.isin(self.kinds, numbers).any(0)
        return having

    def by_name(self, kinds: Floats) -> Mapping[str, Floats]:
        """The counts among the columns that `look_up` gave."""
        return {name: kinds[:, column] for column, name in enumerate(self.names)}


def read_lexicon() -> tuple[tuple[str, ...], tuple[str, ...], list[list[int]]]:
    """The entries given by hand, the names of their kinds, and the numbers of each entry's."""
    rows = [line.split("\t") for line in _read(LEXICON) if not line.startswith("#")]
    names = tuple(sorted({name for _, kinds in rows for name in kinds.split()}))
    numbers = [[names.index(name) for name in sorted(set(kinds.split()))] for _, kinds in rows]
    return tuple(entry for entry, _ in rows), names, numbers


def vocabulary(learned: Mapping[str, tuple[float, ...]]) -> Vocabulary:
    """The lexicon's entries and the learned ones in one table."""
    entries, names, numbers = read_lexicon()
    kinds = np.full((max(map(len, numbers)), len(entries)), len(names), np.intp)
    for entry, own in enumerate(numbers):
        kinds[: len(own), entry] = own
    known = set(entries)
    more = [entry for entry in learned if entry not in known]
    width = len(next(iter(learned.values()))) if learned else 0
    nothing = (0.0,) * width
    listed = [learned.get(entry, nothing) for entry in (*entries, *more)]
    vectors = np.array(listed, np.float32).T.astype(np.float64, order="C")
    return Vocabulary(Table([*entries, *more]), names, len(entries), kinds, vectors)


def read_learned() -> dict[str, tuple[float, ...]]:
    """The learned entries that ship with the package, each with its vector."""
    rows = [row.split("\t") for row in _read(WORDS) if not row.startswith("#")]
    return {entry: tuple(map(float, values)) for entry, *values in rows}


def _read(name: str) -> list[str]:
    resource = files("publish.normalizer.linemodel").joinpath(name)
    return resource.read_text(encoding="utf-8").splitlines()
