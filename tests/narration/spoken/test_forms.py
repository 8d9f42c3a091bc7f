"""Spoken forms: the cases in cases/spoken, and what must hold for any text."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.narration.spoken import replacements, spoken_form

CASES = Path(__file__).parents[2] / "cases" / "spoken"


def cases():
    for file in sorted(CASES.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                written, spoken = line.split("\t")
                yield pytest.param(written, spoken, id=f"{file.stem}: {written}")


@pytest.mark.parametrize(("written", "spoken"), list(cases()))
def test_case(written, spoken):
    assert spoken_form(written) == spoken


SPOKEN_ELSEWHERE = {
    ("es", "Pagó 1.200 € el 3.10.1990."): (
        "Pagó mil doscientos euros el tres de octubre de mil novecientos noventa."
    ),
    ("fr", "Au 19e siècle, 3,5 % de 20."): (
        "Au dix-neuvième siècle, trois virgule cinq pour cent de vingt."
    ),
    ("de", "Am 3.10.1990 kamen 25."): (
        "Am dritten Oktober neunzehnhundertneunzig kamen fünfundzwanzig."
    ),
    ("it", "Il 5% di 21."): "Il cinque per cento di ventuno.",
    ("pt-BR", "São 8 gatos."): "São oito gatos.",
    ("ja", "2020年5月1日"): "2020年5月1日",
    ("xx", "5 km"): "5 km",
}


@pytest.mark.parametrize(("key", "spoken"), list(SPOKEN_ELSEWHERE.items()))
def test_other_languages_get_what_the_libraries_carry(key, spoken):
    language, written = key
    assert spoken_form(written, language) == spoken


def test_each_replacement_knows_its_place():
    text = "Gen. Lee paid $5."
    assert [text[r.start : r.end] for r in replacements(text)] == ["Gen.", "$5"]


@given(st.text(alphabet="aS .,:;/-'\"’“$£%°#@&+=x0123579KmpstIVXndrh()½\n", max_size=40))
def test_any_text_has_a_spoken_form_without_figures(text):
    spoken = spoken_form(text)
    assert not any(character.isdecimal() for character in spoken)
    assert spoken_form("") == ""


@given(st.text(max_size=30), st.sampled_from(["ar", "cs", "de", "es", "fr", "it", "ja", "ru"]))
def test_no_text_fails_in_another_language(text, language):
    spoken_form(text, language)


def test_long_runs_stay_quick():
    for piece in ("1-", "1,", "1.", "1/", "$1", "A.", "a@", "1:", "(1", "www.", "1 000 "):
        spoken_form(piece * 2000)


def test_the_number_library_is_not_loaded_before_it_is_needed():
    code = (
        "import sys, publish.narration.spoken as s; s.spoken_form('Plain words.');"
        "print('num2words' in sys.modules or 'babel' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
