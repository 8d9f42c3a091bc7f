"""Series of entries with the same labels, and what only looks like one."""

from publish.normalizer.rules.records import spans


def entry(name: str) -> list[str]:
    return [
        name,
        f"About the {name} club: it meets on Mondays.",
        "It reads.",
        f"Follow {name}: here",
    ]


def test_a_series_reaches_from_its_first_label_to_its_last() -> None:
    lines = ["Five clubs", *(line for name in ("A", "B", "C", "D", "E") for line in entry(name))]
    found = list(spans(lines))
    assert range(2, 18) in found
    assert all(part.start >= 1 and part.stop <= len(lines) for part in found)


def test_three_entries_or_lines_side_by_side_are_none() -> None:
    lines = [line for name in ("A", "B", "C") for line in entry(name)]
    assert list(spans(lines)) == []
    assert list(spans(["Read more about it"] * 6)) == []


def test_a_label_far_below_belongs_to_no_series() -> None:
    lines = [line for name in ("A", "B", "C", "D") for line in entry(name)]
    far = [*lines, *(str(number) for number in range(25)), "About the last club: gone."]
    assert max(part.stop for part in spans(far)) <= len(lines)
