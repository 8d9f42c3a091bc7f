"""Write every page that is made from the code."""

from __future__ import annotations

from manual.pages import DOCS, PAGES
from publish.files import write_text


def main() -> None:
    for name, make in PAGES.items():
        write_text(DOCS / name, make())
        print(DOCS / name)


main()
