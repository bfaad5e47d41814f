"""Faults of the input: all of them at once, each with the field that it is about."""

from collections.abc import Iterable
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong with the input."""

    field: str
    """Where: `opened[0].ndc`; empty for the whole input."""

    message: str
    """What was read and what is expected."""


class InputError(ValueError):
    """The input can't be used; it holds every fault that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults, at least one."""
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in self.faults))
