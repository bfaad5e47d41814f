"""Putting a note's blocks on pages: nothing cut, headings with what follows, table headers repeated."""

from collections.abc import Callable
from typing import NamedTuple

from core.note.pen import Pen

ABOVE = 4.0
"""Between the rule above a section and its first block, in points."""


class Block(NamedTuple):
    """Something drawn that is not split over pages."""

    height: float
    draw: Callable[[Pen, float], None]
    """Draws it with a pen, from this top downwards."""

    header: tuple["Block", ...] = ()
    """What is repeated before it where it begins a page: its table's header."""

    with_next: bool = False
    """Whether it may not be the last of a page."""


class Group(NamedTuple):
    """Blocks under one heading, which stands beside them and again where they go on to another page."""

    heading: Block
    blocks: tuple[Block, ...]
    new_page: bool = False
    """Whether it begins a page."""


class Placed(NamedTuple):
    """A block on a page."""

    depth: float
    """Of its top, below the top of the room."""

    block: Block


def pages(groups: list[Group], first: float, later: float, above: float = ABOVE) -> list[list[Placed]]:
    """Blocks laid on pages.

    Args:
        groups: in reading order.
        first: the room of the first page.
        later: the room of every other page.
        above: between a group's top and its first block.
    """
    flow = _Flow(first, later, above)
    for group in groups:
        flow.add(group)
    return flow.pages


def _together(blocks: tuple[Block, ...]) -> float:
    """Height of the first block and of those that may not be parted from it."""
    height = 0.0
    for block in blocks:
        height += block.height
        if not block.with_next:
            break
    return height


class _Flow:
    def __init__(self, first: float, later: float, above: float) -> None:
        self.pages: list[list[Placed]] = [[]]
        self.room = first
        self.later = later
        self.above = above
        self.depth = 0.0
        self.end_of_heading = 0.0

    def add(self, group: Group) -> None:
        self.depth = max(self.depth, self.end_of_heading)
        if group.new_page and self.pages[-1]:
            self.turn()
        beside = False
        for place, block in enumerate(group.blocks):
            needed = _together(group.blocks[place:])
            if not beside:
                needed = max(self.above + needed, group.heading.height)
            if self.depth + needed > self.room and self.pages[-1]:
                self.turn()
                beside = False
            if not beside:
                self.end_of_heading = self.depth + group.heading.height
                self.pages[-1].append(Placed(self.depth, group.heading))
                self.depth += self.above
                for header in block.header if group.blocks[0] is not block else ():
                    self.put(header)
            self.put(block)
            beside = True

    def put(self, block: Block) -> None:
        self.pages[-1].append(Placed(self.depth, block))
        self.depth += block.height

    def turn(self) -> None:
        self.pages.append([])
        self.room, self.depth = self.later, 0.0
