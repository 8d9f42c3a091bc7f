"""The site's name behind a title ("The Clockmaker | The Merrow Post"): it names the publisher."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.model import Article
from publish.normalizer.rules.lines import line_of

#: Bars stand before nothing but a site's name; dashes stand in titles, too.
_BAR = re.compile(r"(?P<title>.*\S) (?:[|»•]|::) (?P<site>[^|»•]+)")
_DASH = re.compile(r"(?P<title>.*\S) [-–—] (?P<site>[^–—]+)")
_MARKS = ("|", "»", "•", "::", " - ", " – ", " — ")
_MOST_WORDS = 5


def part(article: Article) -> Article:
    """Part the site's name from the title, behind a dash only where it is known as the publisher
    or stands in the text by itself."""
    meta = article.meta
    if not any(mark in meta.title for mark in _MARKS):
        return article
    if match := _BAR.fullmatch(meta.title):
        sure = True
    elif match := _DASH.fullmatch(meta.title):
        sure = False
    else:
        return article
    title, site = match["title"].strip(), match["site"].strip()
    words = site.split()
    if len(title.split()) < 2 or len(words) > _MOST_WORDS or not site[:1].isupper():
        return article
    known = meta.publisher.casefold() == site.casefold() or any(
        (line_of(block) or "").strip().casefold() == site.casefold() for block in article.blocks
    )
    if not (sure or known):
        return article
    return replace(article, meta=replace(meta, title=title, publisher=meta.publisher or site))
