"""The rules, in the order in which they run. To add one: a module here, a line in `RULES`."""

from __future__ import annotations

from publish.normalizer.phrases import LONGEST, phrases
from publish.normalizer.rules import (
    biography,
    breadcrumbs,
    byline,
    captions,
    dateline,
    discussion,
    duplicates,
    encoding,
    headings,
    invisible,
    language,
    lists,
    mail,
    mending,
    page,
    preformatted,
    quotes,
    running,
    site,
    spaces,
    symbols,
    teasers,
    timecodes,
    title,
    wrap,
)
from publish.normalizer.rules.blocks import Each, fixing
from publish.normalizer.rules.rule import Kind, LineRule, Rule, ScoredRule, ShapeRule, TextRule


def _phrases(family: str, what: str) -> Rule:
    """The rule that removes the lines of one family of the debris data."""

    def judge(line: str) -> float:
        hit = phrases().look_up(line)
        return hit.confidence if hit and hit.family == family else 0.0

    return LineRule.of(family, what, judge, family=family, longest=LONGEST)


def _text(name: str, what: str, each: Each, confidence: float = 1.0) -> Rule:
    """A rule that mends characters; it has nothing to do where a line is spotless."""
    return TextRule.of(name, what, each, confidence, guarded=True)


RULES: tuple[Rule, ...] = (
    # A pasted page: the model learned from pages as they are, so nothing else goes before it.
    ShapeRule.of(
        "discussion",
        Kind.REMOVES,
        "it belongs to the readers' comments below the article",
        discussion.drop,
        0.9,
    ),
    ShapeRule.of(
        "teasers",
        Kind.REMOVES,
        "it is a headline of another article",
        teasers.drop,
        0.85,
    ),
    ShapeRule.of(
        "timecodes",
        Kind.REPAIRS,
        "the time codes of a transcript cut it up",
        timecodes.drop,
        0.9,
    ),
    ShapeRule.of(
        "running", Kind.REMOVES, "it is a running head or the number of a page", running.drop, 0.85
    ),
    ScoredRule.of("mail", Kind.REDUCES, "it belongs to the head of an e-mail", mail.find),
    ScoredRule.of("page", Kind.REMOVES, "it stands on the page around the article", page.find),
    Rule("metadata", Kind.REPAIRS, "its characters were damaged", mending.mend_metadata),
    ShapeRule.of("preformatted", Kind.MARKS, "it is a program or a table", preformatted.mark, 0.9),
    # The characters.
    _text("encoding", "it was decoded with the wrong table", fixing(encoding.fix), 0.95),
    _text(
        "entities",
        "it held HTML character references",
        fixing(encoding.settled(encoding.fix_entities)),
    ),
    _text(
        "invisible",
        "it held characters that cannot be seen",
        fixing(encoding.settled(invisible.fix)),
    ),
    _text("spaces", "it held stray spaces", spaces.tidy),
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
    LineRule.of(
        "breadcrumbs",
        "it is the path from the site's home page",
        breadcrumbs.judge,
        longest=breadcrumbs.LONGEST,
        initials=breadcrumbs.INITIALS,
    ),
    LineRule.of(
        "symbols",
        "it holds no word, only the rest of an icon or a menu",
        symbols.judge,
        longest=symbols.LONGEST,
    ),
    # The structure.
    ShapeRule.of("wrap", Kind.REPAIRS, "its lines were cut at a fixed width", wrap.join, 0.9),
    ShapeRule.of(
        "duplicate", Kind.REMOVES, "it stands in the article already", duplicates.fold, 0.9
    ),
    Rule("language", Kind.MARKS, "it tells the article's language", language.find, 0.9),
    Rule(
        "section",
        Kind.REMOVES,
        "it names the section of the site that the article stands in",
        title.drop_sections,
        0.7,
    ),
    Rule("title", Kind.MOVES, "it is the article's title or deck", title.find, 0.85),
    Rule("site", Kind.MOVES, "it names the site", site.part, 0.9),
    Rule("repeated-title", Kind.MOVES, "it repeats the title or deck", title.fold_repeated, 0.95),
    Rule("byline", Kind.MOVES, "it says who wrote the article", byline.find, 0.9),
    Rule("date", Kind.MOVES, "it says when the article was published", byline.find_dates, 0.95),
    Rule("biography", Kind.REMOVES, "it tells who the author is", biography.drop, 0.8),
    Rule("place", Kind.MARKS, "its dateline names the place", dateline.find, 0.9),
    ShapeRule.of("break", Kind.MARKS, "it parts two scenes", symbols.mark_breaks, 0.9),
    ShapeRule.of("quote", Kind.MARKS, "it is a quotation", quotes.mark, 0.9),
    ShapeRule.of("list", Kind.MARKS, "it is a list", lists.mark, 0.95),
    ShapeRule.of(
        "caption", Kind.MARKS, "it is the caption or credit of a picture", captions.mark, 0.75
    ),
    ShapeRule.of("heading", Kind.MARKS, "it heads a section", headings.mark, 0.85),
)

__all__ = ["RULES", "Kind", "Rule"]
