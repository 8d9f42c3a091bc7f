"""The rules, in the order in which they run. To add one: a module here, a line in `RULES`."""

from __future__ import annotations

from publish.model import Article
from publish.normalizer.phrases import phrases
from publish.normalizer.rules import (
    breadcrumbs,
    byline,
    captions,
    dateline,
    duplicates,
    encoding,
    headings,
    invisible,
    language,
    lists,
    quotes,
    spaces,
    symbols,
    title,
    wrap,
)
from publish.normalizer.rules.rule import (
    Judge,
    Kind,
    PhraseRule,
    Rule,
    ScoredRule,
    TextRule,
    drop_lines,
)


def _phrases(family: str, what: str) -> Rule:
    """The rule that removes the lines of one family of the debris data."""

    def judge(line: str) -> float:
        hit = phrases().look_up(line)
        return hit.confidence if hit and hit.family == family else 0.0

    def apply(article: Article) -> Article:
        return drop_lines(article, judge)[0]

    return PhraseRule(family, Kind.REMOVES, what, apply)


def _lines(name: str, what: str, judge: Judge) -> Rule:
    """A rule that removes the lines that `judge` calls debris."""
    return ScoredRule(
        name,
        Kind.REMOVES,
        what,
        lambda article: drop_lines(article, judge)[0],
        scored=lambda article: drop_lines(article, judge),
    )


RULES: tuple[Rule, ...] = (
    # The characters.
    TextRule.of("encoding", "it was decoded with the wrong table", encoding.fix, 0.95),
    TextRule.of("entities", "it held HTML character references", encoding.fix_entities),
    TextRule.of("invisible", "it held characters that cannot be seen", invisible.fix),
    Rule("spaces", Kind.REPAIRS, "it held stray spaces", spaces.tidy, 1.0),
    # Debris.
    _phrases("gallery", "it is a control or counter of a picture gallery"),
    _phrases("player", "it is a control of an audio or video player"),
    _phrases("comments", "it belongs to a comment form"),
    _phrases("share", "it is a share, print or profile button"),
    _phrases("subscribe", "it asks for a subscription"),
    _phrases("newsletter", "it asks for an e-mail address"),
    _phrases("advertisement", "it belongs to an advertisement"),
    _phrases("related", "it leads to other articles"),
    _phrases("navigation", "it is a part of the site's navigation"),
    _phrases("counts", "it counts minutes, views or votes"),
    _phrases("cookies", "it is a cookie or privacy notice"),
    _phrases("copyright", "it is a copyright or legal line"),
    _phrases("sign-in", "it belongs to a sign-in form"),
    _phrases("app", "it promotes an app"),
    _phrases("loading", "it stands where something was to be loaded"),
    _lines("breadcrumbs", "it is the path from the site's home page", breadcrumbs.judge),
    _lines("symbols", "it holds no word, only what is left of an icon or a menu", symbols.judge),
    # The structure.
    Rule("wrap", Kind.REPAIRS, "its lines were cut at a fixed width", wrap.join, 0.9),
    Rule("duplicate", Kind.REMOVES, "it stands in the article already", duplicates.fold, 0.9),
    Rule("language", Kind.MARKS, "it tells the article's language", language.find, 0.9),
    Rule("title", Kind.MOVES, "it is the article's title or deck", title.find, 0.85),
    Rule("repeated-title", Kind.MOVES, "it repeats the title or deck", title.fold_repeated, 0.95),
    Rule("byline", Kind.MOVES, "it says who wrote the article", byline.find, 0.9),
    Rule("date", Kind.MOVES, "it says when the article was published", byline.find_dates, 0.95),
    Rule("place", Kind.MARKS, "its dateline names the place", dateline.find, 0.9),
    Rule("break", Kind.MARKS, "it parts two scenes", symbols.mark_breaks, 0.9),
    Rule("quote", Kind.MARKS, "it is a quotation", quotes.mark, 0.9),
    Rule("list", Kind.MARKS, "it is a list", lists.mark, 0.95),
    Rule("caption", Kind.MARKS, "it is the caption or credit of a picture", captions.mark, 0.75),
    Rule("heading", Kind.MARKS, "it heads a section", headings.mark, 0.85),
)

__all__ = ["RULES", "Kind", "Rule"]
