"""``publish script``: what will be heard; ``publish lexicon``: words worth a pronunciation."""

from __future__ import annotations

import json as serial
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from publish.cli.options import with_settings

if TYPE_CHECKING:
    from publish.narration.script import Script

HELP = """Print what will be said of an article, an utterance a line.

    --json prints each utterance with its id, what is written, what is said, the pause after it in
    seconds, its language, role and voice.
    """
SUGGEST = """List the names and unknown words of articles that a lexicon should hold.

    The most frequent first, with a sentence each stands in. --tsv prints lines to fill in and to
    give to --lexicon.
    """
_SPOKEN = ("language", "title", "author", "keep", "keep_line", "rules")


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("script", help=HELP)(script)
    lexicon = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    lexicon.command("suggest", help=SUGGEST)(suggest)
    lexicon.callback()(_lexicon)
    app.add_typer(lexicon, name="lexicon", help="Pronunciations: words worth an entry.")


def _lexicon() -> None:
    pass


@with_settings(*_SPOKEN, "engine", "voice", "voice_for", "skip", "lexicon", "notes")
def script(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", show_default=False)],
    *,
    explicit: Mapping[str, Any],
    json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Print the script."""
    from publish import inputs as finding
    from publish import pipeline, settings
    from publish.report import Silent
    from publish.survey import survey

    found = finding.find(inputs)
    known = survey(found, Silent())
    for each in found:
        chosen = settings.load(each.folder, explicit)
        made = pipeline.script(each, chosen, known.of(each) if chosen.furniture else ())
        if json:
            typer.echo(serial.dumps(asdict(made), ensure_ascii=False, indent=1))
        else:
            for line in _lines(made):
                typer.echo(line)


@with_settings(*_SPOKEN)
def suggest(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", show_default=False)],
    *,
    explicit: Mapping[str, Any],
    tsv: Annotated[bool, typer.Option("--tsv", help="As lines of a lexicon file.")] = False,
) -> None:
    """List words."""
    from publish import cleaning, settings
    from publish import inputs as finding
    from publish.narration.lexicon import suggest as words_of
    from publish.walk import language_of, passages, plain_text

    texts: list[str] = []
    language = "en"
    for each in finding.find(inputs):
        article = cleaning.clean(each.open(), settings.load(each.folder, explicit)).article
        language = language_of(article.meta)
        texts += [article.meta.title, article.meta.subtitle]
        texts += [plain_text(passage.content) for passage in passages(article.blocks)]
    for word in words_of(texts, language):
        if tsv:
            typer.echo(f"{word.word}\t{word.word}")
        else:
            times = "once" if word.count == 1 else f"{word.count} times"
            typer.echo(f"{word.word}, {times}: {word.example}")


def _lines(script: Script) -> Iterator[str]:
    for number, chapter in enumerate(script.chapters):
        if number:
            yield ""
        yield f"Chapter {number + 1}: {chapter.title}"
        yield from (u.spoken for u in chapter.utterances if u.spoken)
