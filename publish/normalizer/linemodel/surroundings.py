"""What the lines of a page tell of each other, as rows that layers of the network take as they are:
what would scale or shift them lies in the layers' weights.

Arrays have one network's values after another's along their first axis.
"""

from __future__ import annotations

import numpy as np

from publish.normalizer.linemodel.columns import Floats
from publish.normalizer.linemodel.features import BUCKET_BITS, Topics

# How many rows, and by which factor and shift the weights that take them expect them.
SHARED, SHARED_SCALE = 6, (2.0, -0.5)
PASSED, PASSED_SCALE = 3, ((2.0, 0.25, 0.25), -1.0)
PLACED, PLACED_SCALE = 6, (2.0, -1.0)
STEEPEST = 3.0  # what one line can weigh at most in a run of lines

_FEW = 2  # words that are added to a line's own where its share of words is damped


def weigh(sizes: Floats) -> Floats:
    """Weights of lines, a row each, for their mean and for the mean over words."""
    weights = np.empty((2, len(sizes)), np.float32)
    weights[0] = 1 / len(sizes)
    np.divide(sizes, max(float(np.add.reduce(sizes)), 1.0), out=weights[1])
    return weights


def shared(early: Floats, topics: Topics, out: Floats) -> None:
    """How far a line's topical words also stand in lines that look kept (`early`), and in others.

    Six rows: the shares of its words met in kept lines, met in debris, and kept among
    all their uses; the first and last of these over capitalised words alone; and the first
    again, damped for lines of few words.
    """
    line, bucket = topics.line, topics.bucket
    out[:] = 0
    if not len(line):
        return
    own = early.take(line, axis=1)
    values = np.empty((len(early), 6, len(line)), np.float32)
    kept, lost, share, named = values[:, 0], values[:, 1], values[:, 2], values[:, 5]
    for row, given in zip(kept, own, strict=True):
        row[:] = np.bincount(bucket, given, 1 << BUCKET_BITS)[bucket]
    kept -= own
    np.maximum(kept, 0, out=kept)
    lost[:] = np.bincount(bucket, minlength=1 << BUCKET_BITS)[bucket]
    lost -= 1
    lost -= kept
    np.maximum(lost, 0, out=lost)
    np.add(kept, lost, out=share)
    share += 1
    np.divide(kept, share, out=share)
    values[:, :2] /= values[:, :2] + 1
    named[:] = topics.named
    np.multiply(values[:, 0:3:2], values[:, 5:], out=values[:, 3:5])
    # The words stand in the order of their lines.
    opens = np.empty(len(line), bool)
    opens[0] = True
    np.not_equal(line[1:], line[:-1], out=opens[1:])
    begin = opens.nonzero()[0]
    many = np.empty(len(begin), np.float32)
    np.subtract(begin[1:], begin[:-1], out=many[:-1], casting="unsafe")
    many[-1] = len(line) - begin[-1]
    sums = np.add.reduceat(values, begin, axis=2)
    sums[:, 3:5] /= np.maximum(sums[:, 5:], 1)
    np.divide(sums[:, 0], many + _FEW, out=sums[:, 5])
    sums[:, :3] /= many
    out[..., line[begin]] = sums


def passed(early: Floats, sizes: Floats, out: Floats) -> None:
    """Words likely kept before each line, as a share; before it and after it, as logarithms."""
    words = early * sizes
    through = np.add.accumulate(words, axis=1)
    whole = through[:, -1:]
    np.subtract(through, words, out=out[:, 1])
    np.divide(out[:, 1], whole + 1, out=out[:, 0])
    np.subtract(whole, through, out=out[:, 2])
    logs = out[:, 1:]
    np.maximum(logs, 0, out=logs)
    np.log1p(logs, out=logs)


def seen(marks: Floats, out: Floats) -> Floats:
    """The highest value of each mark so far from the top, and, of the other half of the marks, so
    far from the bottom. Gives those of the whole page."""
    half = marks.shape[1] // 2
    np.maximum.accumulate(marks[:, :half], axis=2, out=out[:, :half])
    np.maximum.accumulate(marks[:, half:, ::-1], axis=2, out=out[:, half:, ::-1])
    return np.concatenate((out[:, :half, -1], out[:, half:, 0]), axis=1)


def placed(bounds: Floats, out: Floats) -> None:
    """How likely each line stands inside the article, behind it, at its beginning, at its end,
    below its title, and is its title.

    An article is one run of lines with one beginning and one end: each such run is weighed by
    what its lines, its first and its last line score, and the chances are those of all runs
    together (a semi-Markov model with one segment; Sarawagi and Cohen 2004). `bounds` has a row for
    each of the three, and one for the title; the first is divided by the most it can weigh.
    """
    inside = STEEPEST * np.tanh(bounds[:, 0], dtype=np.float64)
    opens, closes, title = np.minimum(np.maximum(bounds[:, 1:], -8), 8, dtype=np.float64).swapaxes(
        0, 1
    )
    through = np.add.accumulate(inside, axis=1)
    # Logarithms of what all runs that begin so far weigh, and all that end from here on.
    runs = np.empty((2, *inside.shape))
    np.subtract(inside, through, out=runs[0])
    runs[0] += opens
    np.add(closes[:, ::-1], through[:, ::-1], out=runs[1])
    all_runs = np.logaddexp.accumulate(runs, axis=2)
    ending = all_runs[1, :, ::-1]
    ends = all_runs[0] + runs[1, :, ::-1]
    highest = np.maximum.reduce(ends, axis=1, keepdims=True)
    ends -= highest
    chances = np.empty((2, *inside.shape))
    closing, named = chances
    np.exp(ends, out=closing)
    total = np.add.reduce(closing, axis=1, keepdims=True)
    closing /= total
    np.exp(title, out=named)
    named /= 1 + np.add.reduce(named, axis=1, keepdims=True)
    ending = ending - (highest + np.log(total))
    runs[1] = all_runs[0]
    runs += ending
    rows = out.swapaxes(0, 1)
    np.exp(runs[::-1], out=rows[0:3:2])
    rows[3::2] = chances
    np.add.accumulate(chances, axis=2, out=chances)
    rows[1:5:3] = chances
    rows[1] -= rows[3]
