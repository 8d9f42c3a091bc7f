"""The commands put together, and the one place where errors become lines and exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from publish.cli.commands import Commands
from publish.errors import EXIT_CODES, ExitCode, PublishError

_CODES = "\n\n".join(f"{int(code)}: {meaning}." for code, meaning in EXIT_CODES.items())

# No rich markup in the help: its boxes are read out character by character by screen readers.
app = typer.Typer(
    name="publish",
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    help="Make accessible editions of an article: EPUB, large print, plain text, audiobook.",
    epilog=f"Exit codes:\n\n{_CODES}\n\nFirst steps: publish build article.txt",
)


def _version(asked: bool) -> None:
    if asked:
        from publish.version import __version__

        typer.echo(f"publish {__version__}")
        raise typer.Exit


@app.callback()
def _publish(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with a code of `publish.errors.EXIT_CODES`."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _save_time()
    _use_utf8()
    try:
        result = app(args=arguments, standalone_mode=False)
        code = int(result) if isinstance(result, int) else 0
        if code == ExitCode.INTERRUPTED:  # newer Typer turns Ctrl-C into this, and says nothing
            code = _stopped()
        sys.stdout.flush()
    except PublishError as error:
        code = _report(error, "--verbose" in arguments)
    except (typer.Abort, KeyboardInterrupt):
        code = _stopped()
    except BrokenPipeError:
        # Whoever read our output has enough (publish ... | head). Nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        code = _fault(error, "--verbose" in arguments)
    sys.exit(code)


def _save_time() -> None:
    """Settings of this process that no command's outcome depends on."""
    # NumPy's matrices here are small: of several threads each, most of the time goes to waiting.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Almost nothing that is made here refers to itself; looking for it at Python's own pace takes
    # a tenth of a short run.
    gc.set_threshold(50_000)


def _use_utf8() -> None:
    """Articles hold any character; a console that cannot show one gets its escape, no crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            if not stream.isatty():
                reconfigure(encoding="utf-8", errors="backslashreplace")
            else:
                reconfigure(errors="backslashreplace")


def _report(error: PublishError, verbose: bool) -> int:
    if verbose:
        _trace()
    typer.echo(f"Error: {error}", err=True)
    return int(error.exit_code)


def _fault(error: Exception, verbose: bool) -> int:
    # Usage errors: newer Typer brings its own copy of Click, whose classes have no public name.
    show = getattr(error, "show", None)
    if callable(show):
        if _blames_variable(error):
            return int(ExitCode.CONFIGURATION)
        show()
        return int(ExitCode.USAGE)
    if verbose:
        _trace()
        return int(ExitCode.INTERNAL)
    typer.echo(
        f"Error: publish itself failed ({type(error).__name__}: {error}). "
        "Run again with --verbose, and report what it shows.",
        err=True,
    )
    return int(ExitCode.INTERNAL)


def _trace() -> None:
    import traceback

    traceback.print_exc()


def _blames_variable(error: Exception) -> bool:
    """Whether a wrong value did not stand on the command line but in a variable; then say so."""
    param = getattr(error, "param", None)
    variable = getattr(param, "envvar", None)
    if not isinstance(variable, str) or variable not in os.environ:
        return False
    source = getattr(error, "ctx", None)
    source = source and source.get_parameter_source(getattr(param, "name", ""))
    if getattr(source, "name", "") != "ENVIRONMENT":
        return False
    option = next(iter(getattr(param, "opts", ())), "the option")
    typer.echo(
        f"Error: The variable {variable} is set to “{os.environ[variable]}”, which {option} does "
        f"not take. Change it, or see what it takes: publish build --help",
        err=True,
    )
    return True


def _stopped() -> int:
    typer.echo("Stopped. Files that were finished are kept; nothing is half-written.", err=True)
    return int(ExitCode.INTERRUPTED)
