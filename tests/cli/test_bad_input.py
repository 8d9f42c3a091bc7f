"""Every kind of bad input: one clear line, the right code, no traceback, nothing half-written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from publish.errors import ExitCode
from tests.cli.running import Run, run

GOOD = "Harbour opens\n\nThe harbour opened on Monday after two years of work.\n\nIt is deep.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def publish(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run(capfd, *arguments)


def one_line(done: Run, code: ExitCode, *words: str) -> None:
    lines = done.err.strip().splitlines()
    assert done.code == code, done
    assert len(lines) == 1, lines
    assert lines[0].startswith("Error: ")
    assert "Traceback" not in done.err
    assert done.out == ""
    for word in words:
        assert word in lines[0]


def test_a_missing_file(publish) -> None:
    one_line(publish("build", "none.txt"), ExitCode.INPUT_MISSING, "none.txt", "Check the name")


def test_a_folder_without_articles(publish, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    one_line(publish("build", "empty"), ExitCode.INPUT_MISSING, "empty", "no articles")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary"),
        (b"MZ\x90\x00\x03\x00\x00\x00" * 600, "binary"),
        (b"3 columns\n2 columns\n1 column\nJoin the conversation now\n", "Nothing remains"),
    ],
)
def test_a_file_of_which_no_article_can_be_made(
    publish, tmp_path: Path, data: bytes, word: str
) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    done = publish("build", "bad.txt", "-t", "text")
    one_line(done, ExitCode.INPUT_UNUSABLE, "bad.txt", word)
    assert not (tmp_path / "output").exists()


def test_undecodable_bytes_are_read_with_a_guess_or_refused_but_never_crash(
    publish, tmp_path: Path
) -> None:
    (tmp_path / "odd.txt").write_bytes(
        b"The caf\xe9 opened.\n\nIt is \x81\x8d open \xff\xfe today.\n"
    )
    done = publish("build", "odd.txt", "-t", "text")
    assert done.code in (ExitCode.OK, ExitCode.INPUT_UNUSABLE)
    assert "Traceback" not in done.err


def test_a_language_that_is_no_tag(publish, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    done = publish("build", "good.txt", "-t", "text", "--language", "English")
    one_line(done, ExitCode.USAGE, "--language", "en or pt-BR", "English")


def test_an_unknown_ending(publish, tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text(GOOD, encoding="utf-8")
    one_line(publish("build", "a.xyz"), ExitCode.INPUT_UNUSABLE, ".xyz", ".txt")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-t", "epib"], ["epib", "epub"]),
        (["-o", "book.xyz"], ["book.xyz", ".xyz"]),
        (["-t", "wav", "--engine", "pytsx3"], ["pytsx3", "pyttsx3"]),
    ],
)
def test_an_unknown_name_is_answered_with_what_there_is(
    publish, article: Path, arguments: list[str], words: list[str]
) -> None:
    one_line(publish("build", article, *arguments), ExitCode.UNKNOWN_NAME, *words[1:])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "a.epub", "-t", "text"], ["a.epub", "text", ".txt", "-t"]),
        (["-o", "a.txt", "-t", "epub,text"], ["a.txt", "2 formats", "folder"]),
        (["-o", "a.large-print.txt", "-t", "text"], ["a.large-print.txt", ".txt"]),
        (["-o", "a.txt", "--all"], ["a.txt", "one format"]),
        (["-o", "a.txt", "--read-aloud"], ["--read-aloud", "a.txt"]),
    ],
)
def test_a_format_and_an_ending_that_contradict_each_other(
    publish, article: Path, arguments: list[str], words: list[str]
) -> None:
    one_line(publish("build", article, *arguments), ExitCode.USAGE, *words)
    assert not Path(arguments[1]).exists()


@pytest.mark.parametrize("option", ["--log", "--cache", "--debug"])
def test_what_has_to_be_on_this_machine(publish, article: Path, option: str) -> None:
    done = publish("build", article, "-t", "text", option, "s3://bucket/x")
    one_line(done, ExitCode.USAGE, option, "s3://bucket/x")
    done = publish("clean", article, "-o", "s3://bucket/x")
    one_line(done, ExitCode.USAGE, "s3://bucket/x", "publish build")
    done = publish("feed", "s3://bucket/x", "--base-url", "https://example.org/")
    one_line(done, ExitCode.INPUT_MISSING, "no folder of this machine")
    assert not list(Path().glob("s3*"))


def test_an_unknown_voice(publish, article: Path) -> None:
    done = publish("build", article, "-t", "wav", "--voice", "nobody-at-all")
    one_line(done, ExitCode.UNKNOWN_NAME, "nobody-at-all", "publish voices")
    assert not list(article.parent.rglob("*.wav"))


def test_a_value_out_of_range(publish, article: Path) -> None:
    one_line(publish("build", article, "--rate", "5"), ExitCode.USAGE, "--rate", "80")


def test_an_unwritable_folder(publish, article: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o500)
    try:
        (closed / "probe").mkdir()
    except OSError:
        pass
    else:  # the rights do not bind root: this folder takes nothing from anybody
        closed = Path("/sys/kernel")
    one_line(publish("build", article, "-t", "text", "-o", closed), ExitCode.OUTPUT, "permission")


def test_a_file_in_the_place_of_the_output_folder(publish, article: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"mine")
    one_line(publish("build", article, "-t", "text", "-o", "taken"), ExitCode.OUTPUT, "taken")
    assert (tmp_path / "taken").read_bytes() == b"mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk(publish, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        with Path("/dev/full").open("wb", buffering=0) as stream:
            return stream.write(data)

    monkeypatch.setattr(Path, "write_bytes", full)
    one_line(
        publish("build", article, "-t", "text", "-o", "a.txt"), ExitCode.OUTPUT, "disk is full"
    )


def test_several_inputs_into_one_file(publish, article: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(GOOD, encoding="utf-8")
    done = publish("build", article, "b.txt", "-o", "book.epub")
    one_line(done, ExitCode.USAGE, "book.epub", "--bind")


def test_one_bad_article_never_stops_the_others(publish, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(GOOD, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"")
    done = publish("build", folder, "-t", "text", "-t", "large-print")
    assert done.code == ExitCode.SOME_FAILED
    assert len(done.out.splitlines()) == 6
    assert "1 of 4 inputs failed" in done.err
    assert "bad.txt" in done.err


def test_a_traceback_only_when_asked(publish) -> None:
    assert "Traceback" in publish("build", "none.txt", "--verbose").err


def test_a_wrong_settings_file(publish, article: Path) -> None:
    (article.parent / "publish.toml").write_text("rate = 150\nspeed = 1\n", encoding="utf-8")
    one_line(publish("build", article), ExitCode.CONFIGURATION, "line 2", "speed")


def test_a_wrong_variable(publish, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLISH_RATE", "fast")
    one_line(publish("build", article), ExitCode.CONFIGURATION, "PUBLISH_RATE", "fast", "--rate")
    # The command line wins, and is what is wrong then.
    assert publish("build", article, "--rate", "slow").code == ExitCode.USAGE


def test_lines_to_keep_that_end_before_they_begin(publish, article: Path) -> None:
    one_line(publish("clean", article, "--keep-line", "9-5"), ExitCode.USAGE, "5-9")


def test_a_cover_that_is_not_there(publish, article: Path) -> None:
    done = publish("build", article, "-t", "epub", "--cover", "none.jpg")
    one_line(done, ExitCode.INPUT_MISSING, "none.jpg")


def test_a_pipe_that_closes_early_is_no_error(article: Path) -> None:
    import subprocess

    line = [sys.executable, "-m", "publish", "clean", str(article)]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.wait()


@pytest.mark.parametrize("ending", [".txt", ".html", ".md"])
def test_a_line_of_ten_megabytes_comes_through(publish, tmp_path: Path, ending: str) -> None:
    line = "word " * 2_000_000
    (tmp_path / f"long{ending}").write_text(line, encoding="utf-8")
    done = publish("clean", tmp_path / f"long{ending}", "-o", tmp_path / "out")
    assert done.code == 0, done.err
    text = (tmp_path / "out" / "long.txt").read_text(encoding="utf-8")
    assert len(text.split()) == 2_000_000
