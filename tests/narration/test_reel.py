"""The reel: takes come back as they went in, whether in memory or in a file."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from publish.narration.cache import key_of
from publish.narration.engines import Word
from publish.narration.reel import Reel
from publish.narration.takes import Take, Words, take_from


def made(number: int, hops: int) -> Take:
    words = Words((Word(0, 3, 0.25, 0.5), Word(4, 4 + number % 9, 0.5, 0.75)) if number % 3 else ())
    return Take(1000 + number, 22_050, words, np.full(hops, number, np.float32))


# 60,000 energies in all lie in memory, three million in a file.
@pytest.mark.parametrize("hops", [200, 10_000])
def test_takes_come_back_as_they_went_in(tmp_path: Path, hops: int) -> None:
    keys = [key_of("take", number % 300) if number % 7 else "" for number in range(400)]
    reel = Reel(keys, tmp_path)
    firsts = list(reel.takes())
    assert [keys[number] for number in firsts] == list(dict.fromkeys(filter(None, keys)))
    for number in reversed(firsts):
        assert not reel.kept(number)
        reel.keep(number, made(number % 300, hops))
    assert len(reel) == 400
    for number, key in enumerate(keys):
        assert reel.key(number) == key
        assert reel.said(number) == bool(key)
        if not key:
            assert (reel.samples(number), reel.rate(number), reel.timed(number)) == (0, 0, False)
            continue
        take = made(number % 300, hops)
        assert reel.kept(number)
        assert (reel.samples(number), reel.rate(number)) == (take.samples, take.rate)
        assert reel.words(number) == take.words
        assert reel.timed(number) == bool(len(take.words))
        assert np.array_equal(reel.hops(number), take.hops)
        assert keys[reel.first(reel.take(number))] == key
    assert list(reel.rates()) == [22_050] * sum(map(bool, keys))


def test_takes_are_counted_as_their_keys_are_ordered(tmp_path: Path) -> None:
    reel = Reel([key_of(number) for number in range(50)], tmp_path)
    ordered = [reel.key(reel.first(take)) for take in range(50)]
    assert all(one < two for one, two in pairwise(ordered))


def test_a_script_of_nothing(tmp_path: Path) -> None:
    assert list(Reel([], tmp_path).takes()) == []
    silent = Reel([""], tmp_path)
    assert list(silent.takes()) == []
    assert list(silent.rates()) == []


def test_what_was_just_spoken_is_as_what_was_kept() -> None:
    words = [Word(n, n + 1, n * 0.1234567, n * 0.1234567 + 0.0999999) for n in range(300)]
    take = Take(100_000, 22_050, Words(words))
    assert take_from(json.loads(json.dumps(take.head()))) == take
