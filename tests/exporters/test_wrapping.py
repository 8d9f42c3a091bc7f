from hypothesis import given
from hypothesis import strategies as st

from publish.exporters.wrapping import width, wrap


def test_lines_fill_up_to_the_last_column() -> None:
    assert wrap("aaa bb cccc d", 6) == ["aaa bb", "cccc d"]


def test_a_word_longer_than_the_line_stands_alone() -> None:
    word = "Donaudampfschifffahrtsgesellschaft"
    assert wrap(f"Die {word} fährt", 20) == ["Die", word, "fährt"]


def test_wide_characters_count_double_and_marks_nothing() -> None:
    assert width("日本") == 4
    assert width("e\u0301") == 1
    assert wrap("한국어 문장 이다", 11) == ["한국어 문장", "이다"]


def test_japanese_breaks_between_characters_but_not_before_closing_signs() -> None:
    lines = wrap("今日は「晴れ」です。明日も晴れ。", 12)
    assert "".join(lines) == "今日は「晴れ」です。明日も晴れ。"
    assert all(width(line) <= 14 for line in lines)
    assert not any(line[0] in "」。、" or line[-1] in "「" for line in lines)


def test_a_no_break_space_holds_and_a_dash_lets_go() -> None:
    assert wrap("about 10\u00a0km", 9) == ["about", "10\u00a0km"]
    assert wrap("the tide—and", 9) == ["the tide—", "and"]


def test_a_hanging_indent_counts() -> None:
    assert wrap("one two three", 8, first="• ", rest="  ") == ["• one", "  two", "  three"]


@given(st.text(st.sampled_from("ab cé日「」。— \u0301한"), max_size=80), st.integers(8, 30))
def test_nothing_is_lost_and_lines_fit(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert width(line) <= columns or " " not in line.strip()
