"""The commands put together, and the one place where errors become lines and exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import click

from publish.cli.commands import Commands
from publish.errors import EXIT_CODES, ExitCode, PublishError

_CODES = "\n\n".join(f"{int(code)}: {meaning}." for code, meaning in EXIT_CODES.items())


def _version(context: click.Context, option: click.Parameter, asked: bool) -> None:
    if asked:
        from publish.version import __version__

        click.echo(f"publish {__version__}")
        context.exit()


app = Commands(
    name="publish",
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help="Print the version.",
        )
    ],
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    help="Make accessible editions of an article: EPUB, large print, plain text, audiobook.",
    epilog=f"Exit codes:\n\n{_CODES}\n\nFirst steps: publish build article.txt",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with a code of `publish.errors.EXIT_CODES`."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _save_time()
    _use_utf8()
    try:
        result = app(args=arguments, standalone_mode=False)
        code = int(result) if isinstance(result, int) else 0
        sys.stdout.flush()
    except click.ClickException as error:
        code = _misunderstood(error)
    except PublishError as error:
        code = _report(error, "--verbose" in arguments)
    except (click.Abort, KeyboardInterrupt):
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
    click.echo(f"Error: {error}", err=True)
    return int(error.exit_code)


def _misunderstood(error: click.ClickException) -> int:
    error.show()
    # Where a wrong value came from, when it did not stand on the command line.
    variable = getattr(getattr(error, "param", None), "envvar", None)
    if isinstance(variable, str) and variable in os.environ:
        click.echo(f"The variable {variable} is set to “{os.environ[variable]}”.", err=True)
    return int(ExitCode.USAGE)


def _fault(error: Exception, verbose: bool) -> int:
    if verbose:
        _trace()
        return int(ExitCode.INTERNAL)
    click.echo(
        f"Error: publish itself failed ({type(error).__name__}: {error}). "
        "Run again with --verbose, and report what it shows.",
        err=True,
    )
    return int(ExitCode.INTERNAL)


def _trace() -> None:
    import traceback

    traceback.print_exc()


def _stopped() -> int:
    click.echo("Stopped. Files that were finished are kept; nothing is half-written.", err=True)
    return int(ExitCode.INTERRUPTED)
