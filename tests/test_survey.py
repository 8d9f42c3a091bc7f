"""The first pass over many inputs, and what editions depend on of it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from publish import api, plan
from publish.inputs import Input, find
from publish.model import Metadata
from publish.report import Silent
from publish.survey import SAMPLE, survey

FOOT = ("Tides and trains", "The Merrow Post is printed on the island.")


def text(number: int, *shared: str) -> str:
    own = f"On night {number} the lamp turned {number * 7} times, and {number} ships answered it."
    return "\n\n".join([f"Report number {number} from the lighthouse", own, *shared]) + "\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "post"
    folder.mkdir()
    for number in range(1, 9):
        shared = FOOT if number != 5 else ()
        (folder / f"{number}.txt").write_text(text(number, *shared), encoding="utf-8")
    return folder


def built(folder: Path, output: Path, **options: object) -> dict[str, tuple[bool, str]]:
    outcomes = api.build(folder, output, format=("text",), **options)
    return {
        Path(o.name).stem: (o.made[0].fresh, Path(o.made[0].target).read_text("utf-8"))
        for o in outcomes
    }


def test_a_build_of_a_folder_removes_what_its_articles_share(
    articles: Path, tmp_path: Path
) -> None:
    found = built(articles, tmp_path / "out")
    assert all("printed on the island" not in each for _, each in found.values())
    assert all("ships answered it" in each for _, each in found.values())
    account = json.loads((tmp_path / "out" / "3" / "3.changes.json").read_text("utf-8"))
    gone = [c for c in account["changes"] if c["rule"] == "furniture"]
    assert [c["before"] for c in gone] == list(FOOT)
    assert gone[0]["first_line"] == 5


def test_without_furniture_nothing_is_learned(articles: Path, tmp_path: Path) -> None:
    found = built(articles, tmp_path / "out", furniture=False)
    assert "printed on the island" in found["3"][1]


def test_keep_takes_the_rule_back(articles: Path, tmp_path: Path) -> None:
    found = built(articles, tmp_path / "out", keep=("furniture",))
    assert "printed on the island" in found["3"][1]


def test_an_article_more_leaves_the_others_alone(articles: Path, tmp_path: Path) -> None:
    built(articles, tmp_path / "out")
    again = built(articles, tmp_path / "out")
    assert not any(fresh for fresh, _ in again.values())
    (articles / "9.txt").write_text(text(9, *FOOT), encoding="utf-8")
    more = built(articles, tmp_path / "out")
    assert [stem for stem, (fresh, _) in more.items() if fresh] == ["9"]
    assert "printed on the island" not in more["9"][1]


def test_what_becomes_furniture_is_taken_out_where_it_stands_alone(
    articles: Path, tmp_path: Path
) -> None:
    motto = ("Follow the Post", "Nothing happens here, daily")
    for number in (1, 2, 3):
        (articles / f"{number}.txt").write_text(text(number, *motto), encoding="utf-8")
    before = built(articles, tmp_path / "out")
    assert "daily" in before["1"][1]
    for number in range(9, 13):
        (articles / f"{number}.txt").write_text(text(number, *motto), encoding="utf-8")
    after = built(articles, tmp_path / "out")
    assert "daily" not in after["1"][1]
    # Of those that were there before only articles that hold a shared line are made again: here
    # also those whose lines are not shared by half any more.
    fresh = {stem for stem, (made, _) in after.items() if made}
    assert "5" not in fresh
    assert {"1", "2", "3"} <= fresh


def test_the_order_of_inputs_and_copies_do_not_matter(articles: Path) -> None:
    found = list(find([str(articles)]))
    first = survey(found, Silent())
    random.Random(7).shuffle(found)
    assert survey(found, Silent()) == first
    assert first.of(found[0])[0].articles == 8


def test_four_articles_teach_nothing(articles: Path) -> None:
    assert not survey(find([str(articles)])[:4], Silent()).learned


def test_only_a_sample_of_a_source_is_read(tmp_path: Path) -> None:
    inputs = [Input(tmp_path / f"{n}.txt", str(n)) for n in range(3 * SAMPLE)]

    class Counting(Silent):
        total: float | None = 0

        def begin(self, task: str, total: float | None = None) -> None:
            self.total = total

    listener = Counting()
    assert not survey(inputs, listener).learned  # none of them can be read
    assert listener.total == SAMPLE


def test_articles_of_a_list_are_told_by_their_host() -> None:
    def item(number: int, host: str, shared: str) -> Input:
        html = f"<p>{text(number)}</p><p>{shared} one</p><p>{shared} two</p>"
        address = f"https://{host}/{number}"
        return Input(None, f"{host}-{number}", address, html, Metadata(), listed=True)

    inputs = [item(n, "a.example", "Read the A") for n in range(6)]
    inputs += [item(n, "www.b.example", "Read the B") for n in range(6)]
    known = survey(inputs, Silent())
    assert [each.host for each in known.of(inputs[0])] == ["a.example"]
    assert [each.name for each in known.of(inputs[-1])] == ["b.example"]


def test_single_files_and_watched_changes_take_part(articles: Path, tmp_path: Path) -> None:
    found = find([str(articles)])
    (request,) = plan.requests(found[2:3], {"output": str(tmp_path)}, among=found)
    assert request.shared[0][0].articles == 8
