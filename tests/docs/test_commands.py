"""Every command and program of the docs is run, page by page, as a reader would run them."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from publish.settings import option_fields, variable_of
from tests.docs.blocks import PAGES, fences, name_of, prose, spans
from tests.docs.folder import furnish, website
from tests.docs.parsing import fault, options
from tests.docs.shell import NOT_RUN, Shell, is_like

#: What a fenced block may be; all but ``text`` (what a program prints) is run, written or parsed.
LANGUAGES = {"sh", "python", "toml", "text"}
#: Variables that are no settings of a build.
VARIABLES = {"PUBLISH_CONFIG_DIR", "PUBLISH_LIBLOUIS", "PUBLISH_TOKEN"}


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Shell]:
    """A shell in the reader's folder; the voice is silence, unless the docs name one."""
    folder = tmp_path / "reader"
    folder.mkdir()
    furnish(folder)
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(str(folder))
    for name, value in {"ALLOW_PRIVATE": "1", "CONFIG_DIR": "config"}.items():
        monkeypatch.setenv(f"PUBLISH_{name}", value)
    with ExitStack() as stack:
        base: list[str] = []

        def site() -> str:
            if not base:
                base.append(stack.enter_context(website(tmp_path / "web")))
            return base[0]

        made = Shell(folder, site, capfd)
        stack.callback(made.close)
        before = set(sys.modules)
        yield made
        for name in set(sys.modules) - before:  # the modules that a page has its reader write
            if str(getattr(sys.modules[name], "__file__", "")).startswith(str(folder)):
                del sys.modules[name]


@pytest.mark.parametrize("page", [p for p in PAGES if any(fences(p))], ids=name_of)
def test_what_a_page_has_its_reader_do(page: Path, shell: Shell) -> None:
    for fence in fences(page):
        assert fence.language in LANGUAGES, f"{fence.page}, line {fence.line}: {fence.language}"
        shell.do(fence)
    named = [span for span in spans(page) if span.startswith(("output/", "library/"))]
    assert [span for span in named if not Path(span).exists()] == []


def test_no_exception_outlives_its_command() -> None:
    typed = [command for page in PAGES for fence in fences(page) for command in fence.commands()]
    assert [like for like in NOT_RUN if not any(is_like(command, like) for command in typed)] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_commands_within_sentences_exist(page: Path) -> None:
    for span in spans(page):
        if span.startswith("publish ") and not span.startswith("publish ..."):
            wrong = fault([w for w in shlex.split(span)[1:] if w != "..."])
            assert not wrong, f"{span}: {wrong}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_options_and_variables_within_sentences_exist(page: Path) -> None:
    known = options()
    words = [span.split()[0].partition("=")[0] for span in spans(page)]
    assert [word for word in words if word.startswith("--") and word not in known] == []
    variables = set(re.findall(r"\bPUBLISH_[A-Z_]+\b", page.read_text("utf-8")))
    assert variables <= {variable_of(f.name) for f in option_fields()} | VARIABLES


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_stand_in_fences(page: Path) -> None:
    lines = prose(page).splitlines()
    assert not [line for line in lines if line.lstrip().startswith(("publish ", "pip "))]
    assert not [
        fence
        for fence in fences(page)
        if fence.language == "text"
        and fence.text.startswith("publish ")
        and "cli.md" not in str(page)
    ]
