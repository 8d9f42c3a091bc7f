import tomllib
from dataclasses import fields
from importlib import resources

from publish.edition import PaperOptions
from publish.exporters.paper import PAPERS, Ranks, profile_for, profiles
from publish.settings import Settings


def choices(name: str) -> set[str]:
    return {c for f in fields(Settings) if f.name == name for c in f.metadata["choices"] if c}


def test_every_profile_can_be_chosen_by_name() -> None:
    text = (resources.files("publish") / "data" / "text" / "profiles.toml").read_text("utf-8")
    assert choices("text_profile") == set(tomllib.loads(text))
    assert choices("print_profile") == set(profiles())


def test_every_value_of_a_profile_names_its_source() -> None:
    text = (resources.files("publish") / "data" / "paper" / "profiles.toml").read_text("utf-8")
    for line in text.splitlines():
        if line.split(" = ")[0] in ("size", "spacing", "paragraph", "margin", "paper", "headings"):
            assert "# [" in line, line


def test_profiles_keep_to_the_guidance() -> None:
    for name, profile in profiles().items():
        assert profile.size >= (14 if name == "rnib-clear" else 18)
        assert 1.25 <= profile.spacing <= 1.5
        assert profile.paragraph >= profile.size
        assert profile.margin >= 56
        assert profile.paper in PAPERS
        assert min(profile.headings) >= profile.size


def test_another_size_scales_the_headings() -> None:
    profile = profile_for(PaperOptions(size=36, paper="letter"))
    assert profile.headings[0] == 52
    assert profile.paragraph == 36
    assert profile.paper == "us-letter"


def test_ranks() -> None:
    ranks = Ranks(2)
    assert [ranks.rank(level) for level in (4, 4, 6, 2, 3, 3)] == [2, 2, 3, 2, 3, 3]
