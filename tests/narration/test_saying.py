from pathlib import Path

import pytest

from publish.errors import ConfigurationError
from publish.narration.saying import saying


def test_spoken_forms_are_said() -> None:
    assert saying()("Gen. Lee paid $5.", "en") == "General Lee paid five dollars."


def test_a_lexicon_wins_over_the_rules(tmp_path: Path) -> None:
    words = tmp_path / "words.tsv"
    words.write_text("Jibreen\tjib reen\n$5\ta fiver\n", encoding="utf-8")
    say = saying([words])
    assert say("In Jibreen he paid 3 men.", "en") == "In jib reen he paid three men."


def test_the_first_lexicon_wins(tmp_path: Path) -> None:
    for name, said in (("a", "one"), ("b", "two")):
        (tmp_path / f"{name}.tsv").write_text(f"Merrow\t{said}\n", encoding="utf-8")
    assert saying([tmp_path / "a.tsv", tmp_path / "b.tsv"])("Merrow", "en") == "one"


def test_a_lexicon_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere\.tsv"):
        saying([tmp_path / "nowhere.tsv"])
