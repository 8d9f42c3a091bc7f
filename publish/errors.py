"""The one tree of errors, and the one table of exit codes.

Every error that can reach a user is a `PublishError`. Its message says what is wrong and where;
its hint says what to do next. The command line prints both in one line and exits with the code
of the class; a traceback is shown only with ``--verbose``.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process returns to the shell. ``publish --help`` and the docs print this table."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    INPUT_MISSING = 3
    INPUT_UNUSABLE = 4
    UNKNOWN_NAME = 5
    OUTPUT = 6
    NARRATION = 7
    CHECK_FAILED = 8
    SOME_FAILED = 9
    CONFIGURATION = 10
    NEEDS_EXTRA = 11
    NETWORK = 12
    INTERRUPTED = 130


#: One line for each code, for the help text and the docs.
EXIT_CODES: dict[ExitCode, str] = {
    ExitCode.OK: "everything was made",
    ExitCode.INTERNAL: "a fault in publish itself; run again with --verbose and report it",
    ExitCode.USAGE: "the command line was not understood",
    ExitCode.INPUT_MISSING: "an input file or folder is not there, or holds no articles",
    ExitCode.INPUT_UNUSABLE: "an input is empty, binary, undecodable, or nothing of it remains",
    ExitCode.UNKNOWN_NAME: "an unknown format, voice, engine or rule was named",
    ExitCode.OUTPUT: "the output could not be written",
    ExitCode.NARRATION: "the speech engine failed",
    ExitCode.CHECK_FAILED: "publish check found faults",
    ExitCode.SOME_FAILED: "of several inputs some failed; the others were made",
    ExitCode.CONFIGURATION: "a settings file, rules file or variable is wrong",
    ExitCode.NEEDS_EXTRA: "an optional part is not installed",
    ExitCode.NETWORK: "something could not be fetched",
    ExitCode.INTERRUPTED: "stopped with Ctrl-C",
}


class PublishError(Exception):
    """Something the user can act on.

    Args:
        message: one sentence: what is wrong, and where.
        hint: one sentence: what to do next; may be empty where the message says it.
    """

    exit_code: ExitCode = ExitCode.INTERNAL

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


class UsageError(PublishError):
    """Options that do not go together, or a value out of its range."""

    exit_code = ExitCode.USAGE


class InputMissing(PublishError):
    """A file or folder that is not there, or a folder without articles."""

    exit_code = ExitCode.INPUT_MISSING


class InputUnusable(PublishError):
    """An input that is there but of which no article can be made."""

    exit_code = ExitCode.INPUT_UNUSABLE


class UnknownName(PublishError):
    """A format, voice, engine or rule that does not exist."""

    exit_code = ExitCode.UNKNOWN_NAME


class OutputError(PublishError):
    """The target cannot be written: permissions, space, a file in the way."""

    exit_code = ExitCode.OUTPUT


class NarrationError(PublishError):
    """The engine could not speak an utterance, after retries."""

    exit_code = ExitCode.NARRATION


class ConfigurationError(PublishError):
    """A settings, rules or lexicon file, or a variable, that is wrong."""

    exit_code = ExitCode.CONFIGURATION


class NeedsExtra(PublishError):
    """An optional part that is not installed; the hint holds the install command."""

    exit_code = ExitCode.NEEDS_EXTRA


class NetworkError(PublishError):
    """Something that could not be fetched."""

    exit_code = ExitCode.NETWORK


class SomeFailed(PublishError):
    """Of several inputs, or formats, some failed. `outcomes` tells what came of each."""

    exit_code = ExitCode.SOME_FAILED

    def __init__(self, message: str, hint: str = "", outcomes: tuple[object, ...] = ()) -> None:
        super().__init__(message, hint)
        self.outcomes = outcomes


class Interrupted(PublishError):
    """The user stopped the run."""

    exit_code = ExitCode.INTERRUPTED


def extra_missing(what: str, extra: str) -> NeedsExtra:
    """The error for a part that an extra brings.

    Args:
        what: the thing that was asked for, as the user named it.
        extra: the extra's name in pyproject.toml.
    """
    return NeedsExtra(
        f"{what} needs a part that is not installed.",
        f"Install it with: pip install 'publish[{extra}]'",
    )
