"""What a braille table has no sign for, put into what it has."""

from __future__ import annotations

import unicodedata
from collections import Counter

from publish.exporters.braille.louis import Form, Translator

#: Print's typographic signs in the plain ones that every table has.
PLAIN = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("•‣◦▪■●⁃", "*"),
    "…": "...",
}


class Characters:
    """Makes text sayable in one table, and counts what had to be described instead."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self.described: Counter[str] = Counter()

    def fit(self, text: str, forms: list[int]) -> tuple[str, list[int]]:
        """`text` and its forms with every unknown character written in known ones."""
        strange = {c for c in set(text) if not (c.isascii() and c.isprintable())}
        if not strange:
            return text, forms
        fitted = {c: self._fit(c, text.count(c)) for c in strange}
        if all(len(new) == 1 for new in fitted.values()):
            return text.translate({ord(c): new for c, new in fitted.items()}), forms
        pairs = [(fitted.get(c, c), form) for c, form in zip(text, forms, strict=True)]
        return "".join(new for new, _ in pairs), [form for new, form in pairs for _ in new]

    def fit_plain(self, text: str) -> str:
        """`text` with every unknown character written in known ones."""
        return self.fit(text, [Form.PLAIN] * len(text))[0]

    def _fit(self, character: str, times: int) -> str:
        if character.isspace():
            return " "
        # Joiners, direction marks, soft hyphens and variation selectors guide print only.
        if unicodedata.category(character) in ("Cf", "Cc") or "\ufe00" <= character <= "\ufe0f":
            return ""
        if self.translator.knows(character):
            return character
        plain = PLAIN.get(character) or unicodedata.normalize("NFKC", character)
        if plain != character and all(map(self.translator.knows, plain)):
            return plain
        self.described[character] += times
        name = unicodedata.name(character, "CJK").lower()
        return f"[U+{ord(character):04X}]" if name.startswith("cjk") else f"[{name}]"
