"""What a user may set, from one table: options, ``publish.toml`` keys and ``PUBLISH_*`` variables.

Each field of `Settings` is all three: ``page_breaks`` is ``--page-breaks`` on the command line,
``page-breaks = true`` in a file, ``PUBLISH_PAGE_BREAKS=1`` in the environment. The command line
wins, then variables, then the ``publish.toml`` beside the article, then the user's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.errors import ConfigurationError, UsageError
from publish.remote import is_address, shown

if TYPE_CHECKING:
    from publish.edition import Options

FILE_NAME = "publish.toml"
#: The form of a language tag (BCP 47).
_LANGUAGE = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*"
#: What is written to all the time, and so is a file or folder of this machine.
_HERE = frozenset({"cache", "debug", "log", "voice_folder"})
_LEXICONS = (".tsv", ".toml", ".pls")


def option(
    default: Any,
    summary: str,
    *flags: str,
    metavar: str = "",
    within: tuple[int, int] | None = None,
    choices: tuple[str, ...] = (),
    run: bool = False,
) -> Any:
    """A field of `Settings`: its default, its line in the help, its short flags, what it may be.

    `run` marks what says how to work or how much to make: it leaves finished editions up to date.
    """
    facts = {"help": summary, "flags": flags, "metavar": metavar}
    limits = {"within": within, "choices": choices, "run": run}
    return field(default=default, metadata={**facts, **limits})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be chosen about a build. The help texts are the fields' metadata."""

    output: str = option(
        "output",
        "Folder to write to, or one file; or an address such as s3://bucket/folder.",
        "-o",
        metavar="DIR",
        run=True,
    )
    format: tuple[str, ...] = option(
        (),
        "Format to make; may be given several times. Default: epub, large-print, text, m4b. "
        "'publish formats' lists them.",
        "-t",
        metavar="NAME",
        run=True,
    )
    all: bool = option(False, "Make every format that can be made here.", run=True)
    engine: str = option("pyttsx3", "Speech engine. 'publish voices' lists them.", metavar="NAME")
    voice: str = option("", "Voice of the engine. 'publish voices' lists them.", metavar="NAME")
    rate: int = option(
        170, "Speed of speech in words per minute, 80 to 450.", metavar="WPM", within=(80, 450)
    )
    voice_for: tuple[str, ...] = option(
        (), "Another voice for a role, such as quote=en-us; several times.", metavar="ROLE=VOICE"
    )
    skip: tuple[str, ...] = option(
        (),
        "Leave out of speech: captions, code, images, links, notes, quotes, tables.",
        metavar="KINDS",
    )
    lexicon: tuple[str, ...] = option(
        (),
        "File of pronunciations (PLS, TOML or TSV); several times. A file lexicon.tsv in your "
        "configuration folder holds for all books.",
        metavar="FILE",
    )
    mastering: str = option(
        "audiobook", "Loudness: audiobook (-18 LUFS), podcast (-16) or acx.", metavar="NAME"
    )
    chapter_files: str = option(
        "mp3",
        "Kind of the files of format m3u: mp3, m4b, opus, flac, ogg or wav.",
        metavar="ENDING",
        choices=("mp3", "m4b", "opus", "flac", "ogg", "wav"),
    )
    command: str = option(
        "", "Program of the engine 'command', with {text_file} and {wav}.", metavar="LINE"
    )
    voice_folder: str = option("", "Folder of downloaded voices.", metavar="DIR")
    engine_timeout: int = option(
        20,
        "Seconds until a speech engine that does not answer is stopped.",
        metavar="N",
        within=(1, 3600),
        run=True,
    )
    cache: str = option("", "Folder for finished speech.", metavar="DIR", run=True)
    cache_megabytes: int = option(
        4000,
        "What that folder may hold after a run, in megabytes.",
        metavar="N",
        within=(0, 10_000_000),
        run=True,
    )
    language: str = option("", "Language of the article, such as en or pt-BR.", metavar="TAG")
    title: str = option("", "Title, in place of the one found in the article.")
    author: tuple[str, ...] = option(
        (), "Author, in place of those found; may be given several times.", metavar="NAME"
    )
    read_aloud: bool = option(False, "Make an EPUB that reads itself aloud, too.")
    mark_words: bool = option(
        False, "Let that EPUB mark each word it reads, where the engine tells when."
    )
    dyslexic: bool = option(False, "EPUB in the profile for readers with dyslexia.")
    large_print: bool = option(False, "EPUB in the large-print profile.")
    certifier: str = option(
        "",
        "Who vouches that the EPUB conforms to EPUB Accessibility 1.1 and WCAG 2.2 AA.",
        metavar="NAME",
    )
    cover: str = option("", "Picture for the cover, in place of the one made.", metavar="FILE")
    columns: int = option(
        40, "Characters a line in large-print text, 20 to 200.", metavar="N", within=(20, 200)
    )
    text_profile: str = option(
        "",
        "Page of large-print text for printers: a4-18, a4-24, letter-18, letter-24 or matrix.",
        metavar="NAME",
        choices=("", "a4-18", "a4-24", "letter-18", "letter-24", "matrix"),
    )
    page_breaks: bool = option(False, "Form feeds before the sections of large-print text.")
    page_lines: int = option(
        0,
        "Lines a page of large-print text, its number among them, 8 to 200; 0 for no pages.",
        metavar="N",
        within=(0, 200),
    )
    line_spacing: int = option(
        1, "Line spacing of large-print text: 1, 2 or 3.", metavar="N", within=(1, 3)
    )
    ascii: bool = option(False, "Large-print text in plain ASCII, for old printers.")
    print_profile: str = option(
        "rnib-large",
        "Page of PDF and Word: rnib-large, rnib-clear, rnib-giant, aph-large or acb-large.",
        metavar="NAME",
        choices=("rnib-large", "rnib-clear", "rnib-giant", "aph-large", "acb-large"),
    )
    print_size: int = option(
        0,
        "Point size of PDF and Word, 12 to 96; 0 for the profile's.",
        metavar="PT",
        within=(0, 96),
    )
    paper: str = option(
        "",
        "Paper of PDF and Word: a4, a3, letter or legal. Default: the profile's.",
        metavar="NAME",
        choices=("", "a4", "a3", "letter", "legal"),
    )
    braille_grade: int = option(
        2, "Braille: 1 for uncontracted, 2 for contracted.", metavar="N", within=(1, 2)
    )
    braille_table: str = option(
        "", "Braille table of liblouis, in place of the language's own.", metavar="NAME"
    )
    braille_cells: int = option(
        40, "Cells a line of braille, 20 to 100.", metavar="N", within=(20, 100)
    )
    braille_lines: int = option(
        25, "Lines a page of braille, 5 to 100.", metavar="N", within=(5, 100)
    )
    sound_beside: bool = option(
        False, "The sound of a web page in a file of its own beside it, not inside."
    )
    daisy_folder: bool = option(False, "DAISY books as a folder, too, to copy to a player's card.")
    bind: str = option("", "Bind all inputs into one book of this title.", metavar="TITLE")
    keep: tuple[str, ...] = option(
        (), "Cleaning rule to leave out; may be given several times.", metavar="RULE"
    )
    keep_line: tuple[str, ...] = option(
        (), "Line of the source to keep as it is, such as 12 or 12-15.", metavar="LINES"
    )
    rules: str = option("", "File of your own cleaning rules (TOML).", metavar="FILE")
    furniture: bool = option(
        True, "Remove lines that many of the articles of one site or folder share (from five on)."
    )
    allow_private: bool = option(False, "Fetch addresses of private networks, too.", run=True)
    dry_run: bool = option(False, "Say what would be made, and make nothing.", run=True)
    watch: bool = option(False, "Go on, and build again whatever changes.", run=True)
    input_list: str = option(
        "", "File with an input a line; - for standard input.", metavar="FILE", run=True
    )
    log: str = option(
        "", "File for one line of JSON an input, as it is done.", metavar="FILE", run=True
    )
    force: bool = option(False, "Make even what is up to date.", run=True)
    jobs: int = option(
        0, "Processes at once; 0 for one a core.", "-j", metavar="N", within=(0, 1024), run=True
    )
    scheduler: str = option(
        "",
        "Build on a Dask cluster: the address of its scheduler, such as tcp://10.0.0.5:8786.",
        metavar="ADDRESS",
        run=True,
    )
    plain: bool = option(False, "Progress as plain lines, no bar.", run=True)
    quiet: bool = option(False, "Errors only.", "-q", run=True)
    verbose: bool = option(False, "More messages, and tracebacks.", run=True)
    debug: str = option(
        "", "Write the article after each stage to this folder.", metavar="DIR", run=True
    )

    def options(self) -> Options:
        """What exporters are told."""
        from publish.edition import (
            AudioOptions,
            BrailleOptions,
            DaisyOptions,
            EpubOptions,
            HtmlOptions,
            Options,
            PaperOptions,
            TextOptions,
        )

        return Options(
            text=TextOptions(
                profile=self.text_profile,
                columns=self.columns,
                spacing=self.line_spacing,
                page_breaks=self.page_breaks,
                page_lines=self.page_lines,
                ascii_only=self.ascii,
            ),
            paper=PaperOptions(profile=self.print_profile, size=self.print_size, paper=self.paper),
            audio=AudioOptions(chapter_files=self.chapter_files),
            braille=BrailleOptions(
                table=self.braille_table,
                grade=self.braille_grade,
                cells=self.braille_cells,
                lines=self.braille_lines,
            ),
            epub=EpubOptions(
                profiles=(
                    *(("dyslexic",) if self.dyslexic else ()),
                    *(("large-print",) if self.large_print else ()),
                ),
                certifier=self.certifier,
                words=self.mark_words,
            ),
            html=HtmlOptions(sound_beside=self.sound_beside),
            daisy=DaisyOptions(folder=self.daisy_folder),
        )

    def content_key(self) -> str:
        """All that decides what an edition holds, as text; the same settings give the same key."""
        return repr(
            [(f.name, getattr(self, f.name)) for f in fields(self) if not f.metadata["run"]]
        )


def option_fields() -> tuple[Field[Any], ...]:
    """The fields of `Settings`, in order."""
    return fields(Settings)


def validate(settings: Settings) -> None:
    """Raise `UsageError` for a value that is out of its range or not among its choices."""
    for f in option_fields():
        value, within, choices = (
            getattr(settings, f.name),
            f.metadata["within"],
            f.metadata["choices"],
        )
        if within and not within[0] <= value <= within[1]:
            raise UsageError(
                f"--{key_of(f.name)} must be from {within[0]} to {within[1]}, not {value}."
            )
        if f.name == "language" and value and not re.fullmatch(_LANGUAGE, value):
            raise UsageError(
                f"--language takes a tag such as en or pt-BR, not “{value}”.",
                "Leave it out, and the language is told from the text.",
            )
        if f.name in _HERE and is_address(value):
            raise UsageError(f"--{key_of(f.name)} must be on this machine, not {shown(value)}.")
        if choices and value not in choices:
            raise UsageError(
                f"--{key_of(f.name)} must be one of {', '.join(choices)}, not “{value}”."
            )


def key_of(name: str) -> str:
    """A field's key in a file, and its option without the dashes in front."""
    return name.replace("_", "-")


def variable_of(name: str) -> str:
    """A field's environment variable."""
    return f"PUBLISH_{name.upper()}"


def user_file() -> Path:
    """The settings file in the user's configuration folder, or in ``PUBLISH_CONFIG_DIR``."""
    import os

    own = os.environ.get("PUBLISH_CONFIG_DIR")
    if own:
        return Path(own) / FILE_NAME
    from platformdirs import user_config_path

    return user_config_path("publish", appauthor=False) / FILE_NAME


def load(folder: Path | None, explicit: Mapping[str, Any]) -> Settings:
    """The settings that hold for an article in `folder`.

    Args:
        folder: where a ``publish.toml`` is looked for; None for none.
        explicit: what the command line and the environment say; they win.

    Raises:
        ConfigurationError: a file is no TOML, or has an unknown key or a wrong value.
    """
    settings = Settings()
    files = [user_file()] + ([folder / FILE_NAME] if folder else [])
    for path in files:
        settings = replace(settings, **read_file(path))
    settings = replace(settings, **explicit)
    # What the book's own lexicons do not say, the user's lexicon for all books does.
    found = [user_file().with_name(f"lexicon{ending}") for ending in _LEXICONS]
    everywhere = [str(path) for path in found if path.is_file()]
    return replace(settings, lexicon=(*settings.lexicon, *everywhere))


def read_file(path: Path) -> dict[str, Any]:
    """The settings in the file at `path`; nothing when there is no such file.

    Raises:
        ConfigurationError: naming the file and the line.
    """
    import tomllib
    from difflib import get_close_matches

    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The settings file {path} cannot be read: {error}.") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"The settings file {path} is not TOML: {error}.") from error
    known = {key_of(f.name): f for f in option_fields()}
    found: dict[str, Any] = {}
    for key, value in table.items():
        if key.replace("_", "-") not in known:
            close = get_close_matches(key, known, n=1)
            hint = f"Did you mean “{close[0]}”?" if close else f"Known are: {', '.join(known)}."
            where = f"{path}, line {line_of(key, text)}"
            raise ConfigurationError(f"{where}: there is no setting “{key}”.", hint)
        which = known[key.replace("_", "-")]
        said = _value(which, value, f"{path}, line {line_of(key, text)}")
        found[which.name] = _beside(path, said) if which.name in _FILES else said
    return found


#: Settings that name files. In a settings file they count from its own folder.
_FILES = ("cover", "lexicon", "rules")


def _beside(path: Path, said: Any) -> Any:
    """A name of a file, or several, as seen from the folder of the settings file at `path`; what
    is not there is left as it is, to be looked for where the command runs."""
    if isinstance(said, tuple):
        return tuple(_beside(path, one) for one in said)
    there = path.parent / said
    return str(there) if said and there.is_file() else said


def line_of(key: str, text: str) -> int:
    """The line of a TOML text, from 1, on which the top-level `key` (or table) stands."""
    import re

    pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=.\]]""")
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.match(line):
            return number
    return 1


def _value(which: Field[Any], value: Any, where: str) -> Any:
    default = which.default
    if isinstance(default, tuple):
        values = [value] if isinstance(value, str) else value
        if isinstance(values, list) and all(isinstance(v, str) for v in values):
            return tuple(values)
        wanted = "a text or a list of texts"
    elif isinstance(default, bool):
        if isinstance(value, bool):
            return value
        wanted = "true or false"
    elif isinstance(default, int):
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        wanted = "a whole number"
    elif isinstance(default, float):
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        wanted = "a number"
    else:
        if isinstance(value, str):
            return value
        wanted = "a text in quotes"
    raise ConfigurationError(f"{where}: “{key_of(which.name)}” must be {wanted}.")
