"""Blocks on pages and words in lines."""

from hypothesis import given
from hypothesis import strategies as st

from core.note import fonts, layout
from core.note.layout import Block, Group, Placed

ROOM = 100.0


def _block(height: float, *, with_next: bool = False, header: tuple[Block, ...] = ()) -> Block:
    """A block that draws nothing; each is told apart by its function."""
    return Block(height, lambda _pen, _top: None, header, with_next=with_next)


HEADING = _block(10)

groups = st.lists(
    st.lists(st.builds(_block, st.floats(1, 40), with_next=st.booleans()), min_size=1, max_size=12).map(
        lambda blocks: Group(_block(10), (*blocks[:-1], blocks[-1]._replace(with_next=False)))
    ),
    min_size=1,
    max_size=6,
)


def _without(page: list[Placed], headings: set[Block]) -> list[Placed]:
    return [placed for placed in page if placed.block not in headings]


@given(groups)
def test_every_block_is_placed_once_and_in_order(found: list[Group]) -> None:
    """Nothing is lost, doubled or turned around."""
    headings = {group.heading for group in found}

    placed = [placed.block for page in layout.pages(found, ROOM, ROOM) for placed in _without(page, headings)]

    assert placed == [block for group in found for block in group.blocks]


@given(groups, st.integers(0, 5))
def test_a_group_may_begin_a_page(found: list[Group], place: int) -> None:
    """Its heading and first block stand at the top, and no page is left empty before it."""
    place %= len(found)
    found[place] = found[place]._replace(new_page=True)
    laid = layout.pages(found, ROOM, ROOM)
    (page,) = (page for page in laid if any(placed.block is found[place].blocks[0] for placed in page))

    assert page[0] == Placed(0.0, found[place].heading)
    assert all(laid)


@given(groups)
def test_no_block_lies_over_another_or_out_of_the_room(found: list[Group]) -> None:
    """Each begins where the one before ended, or below, and ends within the page."""
    headings = {group.heading for group in found}

    for page in layout.pages(found, ROOM, ROOM):
        end = 0.0
        for placed in _without(page, headings):
            assert placed.depth >= end - 1e-9
            end = placed.depth + placed.block.height
            assert end <= ROOM + 1e-9


@given(groups)
def test_headings_stand_beside_their_first_block_and_on_each_further_page(found: list[Group]) -> None:
    """A heading is never alone, and a loose page says what it goes on with."""
    of_block = {block: group.heading for group in found for block in group.blocks}
    headings = set(of_block.values())

    for page in layout.pages(found, ROOM, ROOM):
        shown = [placed.block for placed in page]
        for heading in headings & set(shown):
            assert of_block[shown[shown.index(heading) + 1]] is heading
        assert {of_block[placed.block] for placed in _without(page, headings)} == headings & set(shown)


def test_what_may_not_be_parted_stays_together() -> None:
    """Three lines to sign go to the next page together."""
    lines = [_block(20, with_next=True), _block(20, with_next=True), _block(20)]
    found = layout.pages([Group(HEADING, (_block(50),)), Group(HEADING, tuple(lines))], ROOM, ROOM)

    assert [placed.block for placed in found[1]] == [HEADING, *lines]


def test_header_is_repeated_where_a_table_goes_on() -> None:
    """The header stands before the first row and on each further page."""
    header = _block(10, with_next=True)
    row = [_block(30, header=(header,)) for _ in range(5)]
    found = layout.pages([Group(HEADING, (header, *row))], ROOM, ROOM)

    assert [[placed.block for placed in page] for page in found] == [
        [HEADING, header, *row[:2]],
        [HEADING, header, *row[2:4]],
        [HEADING, header, row[4]],
    ]


@given(st.text("ab Wi\n", max_size=200), st.floats(20, 200))
def test_lines_fit_and_lose_no_letter(text: str, room: float) -> None:
    """Whatever is broken, no line is wider than its room and every letter is there, in order."""
    fonts.register()

    lines = fonts.wrap(text, fonts.VALUE, room)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert [line for line in lines if fonts.width(line.rstrip(" "), fonts.VALUE) > room + 0.02] == []


def test_words_are_kept_whole_where_they_fit() -> None:
    """Lines break between words, which a blank at their end tells, and at the writer's own line ends."""
    fonts.register()
    room = fonts.width("one two", fonts.VALUE)

    assert fonts.wrap("one two three\nfour", fonts.VALUE, room) == ["one two ", "three", "four"]


def test_repeated_text_is_shortened() -> None:
    """Three dots stand for what is left off; a text that fits is whole."""
    fonts.register()
    room = fonts.width("one two", fonts.VALUE)

    assert fonts.shortened("one two three four five", fonts.VALUE, room, 2) == ["one two ", "th..."]
    assert fonts.shortened("one two", fonts.VALUE, room, 2) == ["one two"]
