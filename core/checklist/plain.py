"""The claim check as text, to be pasted into a message or a ticket."""

from collections.abc import Iterable

from core.checklist.items import STATES, Item


def text(items: Iterable[Item]) -> str:
    """Each item in one line with its rule, grade and source, under the state that it is in."""
    found = tuple(items)
    blocks = []
    for state, words in STATES.items():
        lines = [_line(item) for item in found if item.state == state]
        if lines:
            blocks.append("\n".join((f"{words.upper()} ({len(lines)})", *lines)))
    return "\n\n".join(blocks)


def _line(item: Item) -> str:
    return f"- {item.title}: {item.message} ({item.rule}, {item.grade}: {item.source})"
