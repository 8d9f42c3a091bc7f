"""The bar above the text: display for every page, and the player where there is sound."""

from __future__ import annotations

from publish.exporters.markup import attribute, text
from publish.wording import Wording

#: Per cent of the browser's own text size.
SIZES = (100, 125, 150, 200, 250, 300)
#: Speeds of speech; practised listeners go to 3 and beyond.
SPEEDS = ("0.5", "0.75", "0.9", "1", "1.1", "1.25", "1.5", "1.75", "2", "2.5", "3")
SPACINGS = ("normal", "wide", "wider")
FONTS = ("sans", "serif", "clear")
COLOURS = ("auto", "light", "cream", "dark", "contrast")
SWITCH = ("on", "off")


def bar(words: Wording, *, sound: bool) -> str:
    """The region with the controls, hidden until the script has made them work."""
    name = attribute(words["reader" if sound else "reader_display"])
    player = _player(words) if sound else ""
    return (
        f'<section class="reader" data-reader="bar" aria-label="{name}" hidden>\n'
        f'<div class="row">\n{player}{_display(words, sound=sound)}</div>\n</section>\n'
    )


def native(words: Wording, address: str, media_type: str) -> str:
    """The browser's own player, for where there is no script."""
    name = attribute(words["reader"])
    return (
        f'<section class="native" data-reader="native" aria-label="{name}">\n'
        f'<audio controls preload="metadata" aria-label="{name}">\n'
        f'<source src="{address}" type="{media_type}">\n'
        f"{text(words['reader_failed'])}\n</audio>\n</section>\n"
    )


def _player(words: Wording) -> str:
    play, pause = attribute(words["reader_play"]), attribute(words["reader_pause"])
    return (
        '<div class="buttons" data-reader="buttons">\n'
        f'<button type="button" data-reader="previous" aria-keyshortcuts="J">'
        f"{text(words['reader_previous'])}</button>\n"
        f'<button type="button" data-reader="play" data-play="{play}" data-pause="{pause}"'
        f' aria-keyshortcuts="K">{play}</button>\n'
        f'<button type="button" data-reader="next" aria-keyshortcuts="L">'
        f"{text(words['reader_next'])}</button>\n</div>\n"
        f"{_select(words['reader_speed'], 'speed', [(s, f'{s}×') for s in SPEEDS], '1')}"
        f"<label>{text(words['reader_position'])} "
        '<input type="range" data-reader="position" min="0" max="1" value="0" step="1"></label>\n'
        '<span data-reader="clock" aria-hidden="true"></span>\n'
        f'<span role="status" data-reader="failed" data-text="{attribute(words["reader_failed"])}">'
        "</span>\n"
    )


def _display(words: Wording, *, sound: bool) -> str:
    def named(kind: str, values: tuple[str, ...]) -> str:
        options = [(value, words[f"reader_{kind}_{value}"]) for value in values]
        return _select(words[f"reader_{kind}"], kind, options, values[0])

    keys = named("keys", SWITCH) + f"<p>{text(words['reader_help'])}</p>\n" if sound else ""
    return (
        f"<details><summary>{text(words['reader_display'])}</summary>\n"
        '<div class="panel">\n'
        f"{_select(words['reader_size'], 'size', [(str(s), f'{s} %') for s in SIZES], '100')}"
        f"{named('spacing', SPACINGS)}{named('font', FONTS)}{named('colours', COLOURS)}{keys}"
        "</div>\n</details>\n"
    )


def _select(label: str, name: str, options: list[tuple[str, str]], default: str) -> str:
    lines = "".join(
        f'<option value="{value}"{" selected" if value == default else ""}>{text(shown)}</option>'
        for value, shown in options
    )
    return f'<label>{text(label)} <select name="{name}">{lines}</select></label>\n'
