"""The line model: which lines of a page's plain text are its article's.

`classify` scores lines, `choose` decides which to keep, `looks_like_dump` tells a page from an
article that is clean already. The model reads no markup and no language's grammar; its data
files beside it are made by `benchmarks/train_line_model.py`.
"""

from publish.normalizer.linemodel.model import (
    DUMP,
    KEEP,
    LineScores,
    choose,
    classify,
    classify_furnished,
    looks_like_dump,
)

__all__ = [
    "DUMP",
    "KEEP",
    "LineScores",
    "choose",
    "classify",
    "classify_furnished",
    "looks_like_dump",
]
