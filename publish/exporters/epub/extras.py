"""Pages that the book adds to the articles: cover, title page, index of sources."""

from __future__ import annotations

from publish.edition import Edition, Part
from publish.exporters.epub.documents import (
    LABEL,
    STYLESHEET,
    Document,
    page,
    source_line,
    tag_of,
    title_of,
)
from publish.exporters.markup import attribute, is_rtl, line, shorten, text
from publish.exporters.pictures import Picture
from publish.exporters.xhtml import Outlined
from publish.model import Article
from publish.segment import front_matter
from publish.walk import language_of, plain_text
from publish.wording import wording


def cover_page(edition: Edition, picture: Picture) -> Document:
    """The page that shows the cover."""
    words = wording(language_of(edition.meta))
    label = words["cover"]
    title = shorten(title_of(edition.meta, edition.parts), LABEL)
    names = words.join(edition.meta.authors)
    alt = f"{label}: {title}" + (f". {words.by(names)}" if names else "")
    body = (
        f'<section id="cover" epub:type="cover" role="region" aria-label="{attribute(label)}">\n'
        f'<img src="{attribute(picture.name)}" role="doc-cover" alt="{attribute(alt)}"'
        f' width="{picture.width}" height="{picture.height}"/>\n</section>\n'
    )
    markup = page(label, body, language=tag_of(edition.meta), style=STYLESHEET, body_class="cover")
    return Document("cover.xhtml", label, markup)


def title_page(edition: Edition) -> Document:
    """The first page of a bound book: its title and what else is known of the whole."""
    meta = edition.meta
    title = title_of(meta, edition.parts)
    lines = [f'<h1 id="book">{text(title)}</h1>\n']
    matter = front_matter(Article(meta))
    for name, content in (
        ("subtitle", matter.subtitle),
        ("byline", matter.byline),
        ("dateline", matter.dateline),
    ):
        if content:
            lines.append(f'<p class="{name}">{text(plain_text(content))}</p>\n')
    if line(meta.rights):
        lines.append(f"<p>{text(line(meta.rights))}</p>\n")
    body = f'<section epub:type="titlepage" aria-labelledby="book">\n{"".join(lines)}</section>\n'
    label = shorten(title, LABEL)
    markup = page(
        label, body, language=tag_of(meta), style=STYLESHEET, kind="frontmatter", body_class="title"
    )
    return Document("title.xhtml", label, markup)


def sources_page(edition: Edition, documents: list[Document]) -> Document | None:
    """The index of sources of a bound book; None where no article names one.

    Args:
        documents: those of the articles; each entry leads to the first of its article.
    """
    first: dict[int, Document] = {}
    for document in documents:
        first.setdefault(document.part, document)
    words = wording(language_of(edition.meta))
    items = [
        f"<li>{_entry(part, first[at].name)}</li>\n"
        for at, part in enumerate(edition.parts)
        if part.article.meta.source or part.article.meta.rights
    ]
    if not items:
        return None
    label = words["sources"]
    body = (
        '<section epub:type="bibliography" role="doc-bibliography" aria-labelledby="sources">\n'
        f'<h1 id="sources">{text(label)}</h1>\n<ul class="sources">\n{"".join(items)}</ul>\n'
        "</section>\n"
    )
    markup = page(label, body, language=tag_of(edition.meta), style=STYLESHEET, kind="backmatter")
    return Document("sources.xhtml", label, markup, outline=(Outlined(1, "sources", label),))


def _entry(part: Part, name: str) -> str:
    """One article in the index: title with a link to it, then who, where and when."""
    meta = part.article.meta
    title = title_of(meta, (part,))
    words = wording(language_of(meta))
    tag = tag_of(meta)
    parts = [f'<a href="{name}"><cite>{text(shorten(title, LABEL))}</cite></a>']
    when = words.date(meta.published) if meta.published else ""
    known = [line(fact) for fact in (words.join(meta.authors), meta.publisher, when)]
    # Each in its own direction: a name, a date and a publisher may be in different scripts.
    facts = ", ".join(f"<bdi>{text(fact)}</bdi>" for fact in known if fact)
    parts += [facts, source_line(meta), text(line(meta.rights))]
    inner = "<br/>\n".join(part for part in parts if part)
    side = ' dir="rtl"' if is_rtl(tag) else ""
    return f'<p lang="{tag}" xml:lang="{tag}"{side}>{inner}</p>'
