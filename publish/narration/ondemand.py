"""Sequences whose members are made when they are asked for, so that a long book stays small."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

T_co = TypeVar("T_co", covariant=True)


class OnDemand(Sequence[T_co]):
    """A sequence that makes its members; a class of them says how, and how many there are."""

    __slots__ = ()

    @abstractmethod
    def made(self, at: int) -> T_co:
        """The member at `at`, which counts from 0 and is within the sequence."""

    @overload
    def __getitem__(self, place: int) -> T_co: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, place: int | slice) -> T_co | tuple[T_co, ...]:
        places = range(len(self))[place]
        if isinstance(places, range):
            return tuple(self.made(at) for at in places)
        return self.made(places)
