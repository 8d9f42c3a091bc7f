"""Characters that cannot be seen and do not belong: soft hyphens, zero widths, controls.

Left alone: the joiners where a script or an emoji needs them (Persian, the Indic scripts, emoji
sequences), and direction marks in text that runs right to left.
"""

from __future__ import annotations

import re

# Tab is for `spaces`; U+2028 and U+2029, form feed and vertical tab become a space there too.
_GONE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u00ad"  # soft hyphen
    "\u200b\u2060-\u2064\ufeff"  # zero-width space, word joiners, byte order mark
    "\u206a-\u206f\ufff9-\ufffb"  # deprecated formatting, annotation marks
    "\ufdd0-\ufdef\ufffe\uffff"  # not characters
)
_JOINERS = "\u200c\u200d"
_DIRECTIONS = "\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c"
_ANY = re.compile(f"[{_GONE}{_JOINERS}{_DIRECTIONS}\ud800-\udfff]")
_ALWAYS = re.compile(f"[{_GONE}]")
#: What sets colours on a terminal (ECMA-48).
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_LONE = re.compile("[\ud800-\udfff]")
_DIRECTION = re.compile(f"[{_DIRECTIONS}]")
#: Scripts whose spelling uses the joiners: Arabic, Syriac, Thaana, the Indic scripts up to
#: Sinhala, Myanmar, Khmer, Mongolian; and, for U+200D, emoji on either side.
_SCRIPT = (
    "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefe"
)
_EMOJI = (
    "\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f"
)
_STRAY = re.compile(
    f"(?<![{_SCRIPT}])\u200c|\u200c(?![{_SCRIPT}])"
    f"|(?<![{_SCRIPT}{_EMOJI}])\u200d|\u200d(?![{_SCRIPT}{_EMOJI}])"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def fix(text: str) -> str:
    """`text` without invisible characters that have no use in it."""
    if text.isprintable() or not _ANY.search(text):
        return text
    new = _ANSI.sub("", text)
    new = _LONE.sub("\ufffd", _ALWAYS.sub("", new))
    # Taking a joiner away may leave the next one alone: once more until it holds.
    while (once := _STRAY.sub("", new)) != new:
        new = once
    if not _RIGHT_TO_LEFT.search(new):
        new = _DIRECTION.sub("", new)
    return text if new == text else new
