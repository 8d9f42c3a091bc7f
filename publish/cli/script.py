"""``publish script``: what will be heard; ``publish lexicon``: words worth a pronunciation."""

from __future__ import annotations

import json as serial
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

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


def _lexicon() -> None:
    pass


@click.command(help=HELP)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--json", is_flag=True, help="As JSON, for programs.")
@with_settings(*_SPOKEN, "engine", "voice", "voice_for", "skip", "lexicon", "notes")
def script(inputs: tuple[str, ...], *, explicit: Mapping[str, Any], json: bool) -> None:
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
            click.echo(serial.dumps(asdict(made), ensure_ascii=False, indent=1))
        else:
            for line in _lines(made):
                click.echo(line)


@click.group(help="Pronunciations: words worth an entry.", no_args_is_help=True)
def lexicon() -> None:
    """The commands on pronunciations."""


@lexicon.command(help=SUGGEST, short_help="List names and unknown words, most frequent first.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--tsv", is_flag=True, help="As lines of a lexicon file.")
@with_settings(*_SPOKEN)
def suggest(inputs: tuple[str, ...], *, explicit: Mapping[str, Any], tsv: bool) -> None:
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
            click.echo(f"{word.word}\t{word.word}")
        else:
            times = "once" if word.count == 1 else f"{word.count} times"
            click.echo(f"{word.word}, {times}: {word.example}")


def _lines(script: Script) -> Iterator[str]:
    for number, chapter in enumerate(script.chapters):
        if number:
            yield ""
        yield f"Chapter {number + 1}: {chapter.title}"
        yield from (u.spoken for u in chapter.utterances if u.spoken)
