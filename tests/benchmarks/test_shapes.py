"""The shapes of pages for training: a few lines strewn into an article that stays as it is."""

import random
from dataclasses import replace

from benchmarks.line_model import articles
from benchmarks.line_model.corpus import Labelled
from benchmarks.line_model.labels import DEBRIS, KEEP, TITLE
from benchmarks.line_model.shapes import written

MENU = ["Home", "Contact us", "Share on Facebook", "Subscribe", "Back to top", "Advertisement"]


def test_an_article_keeps_its_lines_among_strewn_ones() -> None:
    article, *rest = articles.read()
    menu = Labelled(MENU, DEBRIS * len(MENU))
    others = [replace(other, page=menu) for other in rest[:3]]
    own = replace(others[0], page=Labelled(["Only here"], DEBRIS))
    shown = [
        page
        for shape, page in written(article, [*others, own], random.Random(1), 0)
        if shape == "strewn"
    ]
    assert shown
    for page in shown:
        assert len(page.lines) == len(page.labels)
        kept = [line for line, label in zip(page.lines, page.labels, strict=True) if label == KEEP]
        assert kept == [line for line in article.gold if line.strip()]
        debris = {
            line for line, label in zip(page.lines, page.labels, strict=True) if label == DEBRIS
        }
        assert debris <= set(MENU)
        assert page.labels.count(TITLE) <= 1
    assert any(DEBRIS in page.labels for page in shown)
