"""Looking things up by name: readers, exporters, engines, rules.

A registry is one readable table from a name to the place of the object, ``module:attribute``,
imported when it is asked for. Other packages add to it through an entry-point group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from publish.errors import UnknownName

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

T = TypeVar("T")


class Registry(Generic[T]):
    """A table of names.

    Args:
        kind: what the names name, for error messages ("format").
        table: name -> ``module:attribute``.
        group: an entry-point group whose members are looked up after the table.
        listing: the command that lists the names, for the hint of an error.
    """

    def __init__(
        self, kind: str, table: Mapping[str, str], *, group: str = "", listing: str = ""
    ) -> None:
        self.kind = kind
        self.table = dict(table)
        self.group = group
        self.listing = listing

    def __iter__(self) -> Iterator[str]:
        yield from self.table
        yield from (name for name in self._outside() if name not in self.table)

    def __contains__(self, name: object) -> bool:
        return name in self.table or name in self._outside()

    def get(self, name: str) -> T:
        """The object called `name`.

        Raises:
            UnknownName: there is none; the hint names those that come close.
        """
        if name in self.table:
            module, _, attribute = self.table[name].partition(":")
            return cast(T, getattr(import_module(module), attribute))
        outside = self._outside()
        if name in outside:
            return cast(T, outside[name].load())
        raise self.unknown(name)

    def unknown(self, name: str) -> UnknownName:
        """The error for a name that is not in the table."""
        return unknown_name(self.kind, name, list(self), self.listing)

    def _outside(self) -> dict[str, EntryPoint]:
        if not self.group:
            return {}
        from importlib.metadata import entry_points

        return {point.name: point for point in entry_points(group=self.group)}


def unknown_name(kind: str, name: str, known: list[str], listing: str = "") -> UnknownName:
    """The error for an unknown name: what comes close, or all there is where that is short."""
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=3)
    if close:
        hint = f"Did you mean {' or '.join(close)}?"
    elif known and len(known) <= 25:
        hint = f"There is: {', '.join(known)}."
    else:
        hint = ""
    if listing:
        hint = f"{hint} See: {listing}".strip()
    return UnknownName(f"There is no {kind} called “{name}”.", hint)
