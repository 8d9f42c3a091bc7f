"""What becomes of the lines of a pasted page, given how likely the model finds each."""

from __future__ import annotations

from publish.normalizer.rules import page


def test_a_list_stays_whole_where_most_of_it_does() -> None:
    lines = ["The steps are:", "1. Sell the boats", "2. Buy a bus", "3. Rest", "A pike and a ring"]
    keep = [0.9, 0.9, 0.8, 0.3, 0.0]
    assert page._dropped(lines, [chance >= 0.45 for chance in keep], keep, ()) == {4}


def test_a_menu_that_runs_on_from_a_list_goes() -> None:
    lines = ["- Bread", "- Milk", "- Stamps", "- Our other shops", "- Gift cards for you"]
    keep = [0.9, 0.8, 0.3, 0.1, 0.1]
    assert page._dropped(lines, [True, True, True, False, False], keep, ()) == {3, 4}
