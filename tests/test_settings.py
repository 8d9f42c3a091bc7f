from pathlib import Path

import pytest

from publish import settings
from publish.errors import ConfigurationError, UsageError


def write(folder: Path, text: str) -> Path:
    path = folder / settings.FILE_NAME
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "user"
    folder.mkdir()
    monkeypatch.setattr(settings, "user_file", lambda: folder / settings.FILE_NAME)
    return folder


def test_the_nearer_file_wins_and_the_command_line_wins_over_it(
    tmp_path: Path, user_folder: Path
) -> None:
    write(user_folder, 'rate = 150\nvoice = "a"\nengine = "silent"')
    write(tmp_path, 'rate = 160\nvoice = "b"')
    found = settings.load(tmp_path, {"voice": "c"})
    assert (found.engine, found.rate, found.voice) == ("silent", 160, "c")


def test_keys_may_be_written_with_dashes_or_underscores_and_one_text_for_a_list(
    tmp_path: Path,
) -> None:
    write(tmp_path, 'page-breaks = true\nkeep_line = ["3"]\nformat = "epub"')
    found = settings.load(tmp_path, {})
    assert (found.page_breaks, found.keep_line, found.format) == (True, ("3",), ("epub",))


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("rate = 150\n\nspeeed = 3", "line 3", "speeed"),
        ("[rate]\na = 1", "line 1", "whole number"),
        ("rate = true", "line 1", "whole number"),
        ("page-breaks = 1", "line 1", "true or false"),
        ("format = [1]", "line 1", "text"),
        ("voice = 7", "line 1", "text in quotes"),
        ("rate = = 1", "line 1", "not TOML"),
    ],
)
def test_a_wrong_file_is_an_error_that_names_the_line(
    tmp_path: Path, text: str, line: str, word: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        settings.load(tmp_path, {})
    assert line in str(caught.value)
    assert word in str(caught.value)
    assert str(path) in str(caught.value)


def test_an_unknown_key_is_answered_with_the_one_that_comes_close(tmp_path: Path) -> None:
    write(tmp_path, "colums = 30")
    with pytest.raises(ConfigurationError, match="Did you mean “columns”"):
        settings.load(tmp_path, {})


def test_a_value_out_of_range_is_an_error() -> None:
    with pytest.raises(UsageError, match="from 80 to 450, not 7"):
        settings.validate(settings.Settings(rate=7))


def test_how_to_work_does_not_count_as_what_to_make() -> None:
    base = settings.Settings()
    assert settings.Settings(jobs=3, quiet=True).content_key() == base.content_key()
    assert settings.Settings(rate=180).content_key() != base.content_key()


def test_every_setting_has_a_line_of_help() -> None:
    assert all(f.metadata["help"].endswith(".") for f in settings.option_fields())


def test_the_lexicon_for_all_books_stands_behind_those_of_the_book(
    tmp_path: Path, user_folder: Path
) -> None:
    (user_folder / "lexicon.tsv").write_text("Merrow\tMerro\n", encoding="utf-8")
    found = settings.load(tmp_path, {"lexicon": ("book.tsv",)}).lexicon
    assert found == ("book.tsv", str(user_folder / "lexicon.tsv"))


def test_files_in_a_settings_file_count_from_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "rules.toml").write_text("drop = []\n", encoding="utf-8")
    (folder / "publish.toml").write_text(
        'rules = "rules.toml"\ncover = "none.png"\nlexicon = ["rules.toml"]\n', encoding="utf-8"
    )
    found = settings.load(folder, {})
    assert found.rules == str(folder / "rules.toml")
    assert found.cover == "none.png"
    assert found.lexicon[0] == found.rules
