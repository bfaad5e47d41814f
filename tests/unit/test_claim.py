"""One line's NDC on the claim forms (N2, N3)."""

import pytest

from core.claim import x12 as edi
from core.claim.paper import cms1500_ndc
from tests.build import AMPUL_100, VIAL_50, opened, result


class TestN2AndN3:
    """CMS-1500: N4, NDC, a space, ML and the quantity. 837: LIN and CTP segments."""

    @pytest.mark.parametrize(
        ("given", "cms1500", "x12"),
        [
            ("60 mcg", "N400078018101 ML0.6", "LIN**N4*00078018101~CTP****0.6*ML~"),
            ("100 mcg", "N400078018101 ML1", "LIN**N4*00078018101~CTP****1*ML~"),
        ],
    )
    def test_published_form(self, given: str, cms1500: str, x12: str) -> None:
        """No point on whole numbers, no commas."""
        line = result(given=given).lines[0]

        assert (cms1500_ndc(line), "".join(edi.drug(line))) == (cms1500, x12)

    def test_several_products_on_a_line(self) -> None:
        """Nothing is claimed of one of them."""
        line = result(given="60 mcg", opened=opened(AMPUL_100, VIAL_50)).lines[0]

        assert (cms1500_ndc(line), "".join(edi.drug(line))) == ("", "")
