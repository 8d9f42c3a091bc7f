import re
import subprocess
import sys

import pytest

from publish.cli import commands
from tests.cli.running import run

COMMANDS = ["", *commands.COMMANDS]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_reads_well_without_sight(command: str) -> None:
    line = [sys.executable, "-m", "publish", *command.split(), "--help"]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=True)
    assert not done.stderr
    assert done.stdout.startswith("Usage: ")
    assert not re.search(r"[─-╿\x1b]", done.stdout)  # no boxes, no colour


def test_the_exit_codes_stand_in_the_help() -> None:
    from publish.errors import EXIT_CODES, ExitCode

    line = [sys.executable, "-m", "publish", "--help"]
    text = subprocess.run(line, capture_output=True, encoding="utf-8", check=True).stdout
    flat = " ".join(text.split())
    assert set(EXIT_CODES) == set(ExitCode)
    for code, meaning in EXIT_CODES.items():
        assert f"{int(code)}: {meaning}" in flat


def test_heavy_parts_are_not_imported_for_the_help() -> None:
    program = (
        "import sys\n"
        "from publish.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'av', 'numpy', 'PIL', 'lxml', 'ebooklib', 'ftfy', 'trafilatura', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr.strip() == "[]"


def test_every_command_of_the_table_is_there_and_no_other() -> None:
    made = {
        name: commands.Commands(name="publish").get_command(None, name) for name in COMMANDS[1:]
    }
    assert all(command.name == name for name, command in made.items())
    assert commands.Commands(name="publish").get_command(None, "none") is None


def test_a_misspelt_command_is_answered_with_the_one_that_was_meant(
    capfd: pytest.CaptureFixture[str],
) -> None:
    done = run(capfd, "buidl", "article.txt")
    assert done.code == 2
    assert "Did you mean 'build'?" in done.err
