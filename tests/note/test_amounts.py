"""The sum and the drawing, as plain data."""

from core.clinic import Clinic
from core.note import content
from core.note.pieces import Figure, Note, Paragraph, Statement, Sum
from core.quantity import MCG
from core.result import Result
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_100, opened, result
from tests.note.paper import note
from tests.note.said import section, values

PLAIN = Clinic()


def sum_of(said: Note) -> Sum:
    """The sum."""
    (total,) = [piece for piece in section(said, "Amounts") if isinstance(piece, Sum)]
    return total


def test_sum() -> None:
    """Labelled - given = discarded, in mcg and mL."""
    total = sum_of(note())

    assert [term.label for term in total.terms] == ["labelled", "given", "discarded"]
    assert (total.mcg, total.ml) == ("100 - 60 = 40 mcg", "1 - 0.6 = 0.4 mL")


def test_sum_with_a_rest_that_is_kept() -> None:
    """The rest of a multi-dose container is kept, never discarded."""
    total = sum_of(note(opened=opened(MULTI_1000)))

    assert [term.label for term in total.terms] == ["labelled", "given", "kept"]
    assert total.mcg == "1,000 - 60 = 940 mcg"


def test_sum_with_both() -> None:
    """What is kept stands before what is discarded."""
    containers = [*opened(AMPUL_100), {"ndc": MULTI_1000, "drawn": "20 mcg"}]
    total = sum_of(note(given="80 mcg", opened=containers))

    assert [term.label for term in total.terms] == ["labelled", "given", "kept", "discarded"]
    assert total.mcg == "1,100 - 80 - 980 = 40 mcg"


def test_drawing_in_words() -> None:
    """The drawing is described for those who do not see it, part by part from below."""
    (drawn,) = [
        piece for piece in section(note(opened=opened(VIAL_100, VIAL_50)), "Amounts") if isinstance(piece, Figure)
    ]

    assert drawn.alt == (
        "1 x 100 mcg in 1 mL vial: given 60 mcg (0.6 mL), discarded 40 mcg (0.4 mL); "
        "1 x 50 mcg in 1 mL vial: discarded 50 mcg (1 mL)."
    )


def test_powder_has_no_volume() -> None:
    """A powder is drawn by what it holds, and no millilitres are made up."""
    powder = _of_powder(result())
    said = content.note(powder, PLAIN)
    (drawn,) = [piece for piece in section(said, "Amounts") if isinstance(piece, Figure)]

    assert (sum_of(said).mcg, sum_of(said).ml) == ("100 - 60 = 40 mcg", "")
    assert drawn.containers[0].size == 100 * MCG
    assert values(said, "Dose")["Given"] == "60 mcg"


def _of_powder(found: Result) -> Result:
    (use,) = found.containers
    product = use.product._replace(concentration=None, volume=None)
    return found._replace(containers=(use._replace(product=product),), discarded_volume=None)


def test_more_given_than_opened_holds() -> None:
    """No sum is printed that does not add up."""
    said = note(given="160 mcg")

    assert section(said, "Amounts")[0] == Paragraph(
        "The amounts do not add up: 160 mcg given, 100 mcg on the labels. Check dose and containers."
    )
    assert values(said, "Dose")["Given"] == "160 mcg"
    assert section(said, "Discard")[0] == Statement("What was discarded is not worked out.")
