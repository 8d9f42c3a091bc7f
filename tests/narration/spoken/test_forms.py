"""Spoken forms: the cases in cases/spoken, and what must hold for any text."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
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
    ("es", "El Sr. Vega corrió 5 km a 20 °C el 5% del siglo XXI."): (
        "El señor Vega corrió cinco kilómetros a veinte grados Celsius el cinco por ciento"
        " del siglo veintiuno."
    ),
    ("es", "De 15:30 a 8:05, 21 personas, 1 kg, 3,50 €."): (
        "De quince y treinta a ocho y cinco, veintiuna personas, un kilogramo,"
        " tres euros con cincuenta."
    ),
    ("fr", "À 15h30, 3 M€ et 10-12 t au XXIe siècle."): (
        "À quinze heures trente, trois millions d'euros et dix à douze tonnes"
        " au vingt et unième siècle."
    ),
    ("de", "Am 3. Oktober um 15.30 Uhr, im 19. Jahrhundert."): (
        "Am dritten Oktober um fünfzehn Uhr dreißig, im neunzehnten Jahrhundert."
    ),
    ("de", "Es waren 25. Sie kam 1905 mit 2,5 Mrd. Euro."): (
        "Es waren fünfundzwanzig. Sie kam neunzehnhundertfünf mit zwei Komma fünf Milliarden Euro."
    ),
    ("it", "Alle 8.30 del 1 maggio, 1 kg e 3,50 €."): (
        "Alle otto e trenta del primo maggio, un chilogrammo e tre euro e cinquanta."
    ),
    ("pt", "Às 15h30, 2 horas, R$ 3,50 e a 2ª vez."): (
        "Às quinze e trinta, duas horas, três reais e cinquenta e a segunda vez."
    ),
    ("nl", "Om 15.30 uur, 5 km."): "Om vijftien uur dertig, vijf kilometer.",
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


@settings(deadline=None)
@given(st.text(alphabet="aS .,:;/-'\"’“$£%°#@&+=x0123579KmpstIVXndrh()½\n", max_size=40))
def test_any_text_has_a_spoken_form_without_figures(text):
    spoken = spoken_form(text)
    assert not any(character.isdecimal() for character in spoken)
    assert spoken_form("") == ""


@settings(deadline=None)
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
