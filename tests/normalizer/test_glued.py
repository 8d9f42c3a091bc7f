"""Headlines that run into their summaries, and the author's own paragraphs that look like them."""

from publish.normalizer.rules.glued import above_text

TEASERS = [
    "Bridge At Tolland Quay Closed Until SpringThe county says that its bearings are worn.",
    "Council Names New Harbour MasterAfter nine months somebody has been found for the job.",
    "What Comes After The Old Stadium?The fans have ideas, the owner has debts.",
]
TEXT = [
    "The public library will open on Sundays from the first week of December on, for once "
    f"since it was founded, the board of the town decided on evening {number}."
    for number in range(3)
]


def test_teasers_above_the_text_are_found() -> None:
    assert above_text(["News", *TEASERS, "More", "Library Opens On Sundays", *TEXT]) == [1, 2, 3]


def test_two_are_too_few() -> None:
    assert above_text([*TEASERS[:2], "Library Opens On Sundays", *TEXT]) == []


def test_headings_that_ran_into_the_authors_paragraphs_stay() -> None:
    assert above_text(["Three things to see", TEXT[0], *TEASERS, *TEXT[1:]]) == []
    assert above_text(["Three things to see", *TEASERS]) == []


def test_names_with_a_capital_inside_are_no_seams() -> None:
    names = [
        "Why a small shop may want WooCommerce rather than anything else that there is.",
        "The WordPress plugin that everybody knows has been sold to YouTube for a song.",
        "Nobody at OpenBSD has heard of it, and LinkedIn does not want to say more yet.",
    ]
    assert above_text([*names, *TEXT]) == []
    assert above_text([*TEASERS, *names, *TEXT]) == [0, 1, 2]
