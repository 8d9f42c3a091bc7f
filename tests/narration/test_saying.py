from pathlib import Path

import pytest

from publish.errors import ConfigurationError
from publish.narration.saying import saying


def test_spoken_forms_are_said() -> None:
    assert saying()("Gen. Lee paid $5.", "en").text == "General Lee paid five dollars."


def test_a_lexicon_wins_over_the_rules(tmp_path: Path) -> None:
    words = tmp_path / "words.tsv"
    words.write_text("Jibreen\tjib reen\n$5\ta fiver\n", encoding="utf-8")
    say = saying([words])
    assert say("In Jibreen he paid 3 men.", "en").text == "In jib reen he paid three men."


def test_ipa_stands_beside_what_is_said_without_it(tmp_path: Path) -> None:
    words = tmp_path / "words.toml"
    words.write_text(
        '[words]\nNuuk = { ipa = "nuːk" }\n"$5" = { ipa = "faɪv" }\n'
        'Jem = { ipa = "dʒɛm", alias = "gem" }\n',
        encoding="utf-8",
    )
    said = saying([words])("Gen. Jem of Nuuk paid $5.", "en")
    assert said.text == "General gem of Nuuk paid five dollars."
    assert [(said.text[s.first : s.last], s.ipa, s.respelled) for s in said.sounds] == [
        ("gem", "dʒɛm", True),
        ("Nuuk", "nuːk", False),
        ("five dollars", "faɪv", False),
    ]


def test_the_first_lexicon_wins(tmp_path: Path) -> None:
    for name, said in (("a", "one"), ("b", "two")):
        (tmp_path / f"{name}.tsv").write_text(f"Merrow\t{said}\n", encoding="utf-8")
    assert saying([tmp_path / "a.tsv", tmp_path / "b.tsv"])("Merrow", "en").text == "one"


def test_a_lexicon_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere\.tsv"):
        saying([tmp_path / "nowhere.tsv"])
