"""Payer profiles (P1)."""

from pathlib import Path

import pytest

from core import encounter_json, paths, payers
from core.calculate import calculate
from core.entries import DataError
from core.faults import InputError
from core.quantity import MCG
from tests.build import MULTI_1000, VIAL_50, VIAL_100, VIAL_500, codes, encounter, lines, opened, result, shipped


def test_shipped_profiles() -> None:
    """The ten ids that scripts rely on, Medicare first."""
    assert list(shipped().payers) == [
        "medicare-part-b",
        "medicare-noridian",
        "bcbs-north-carolina",
        "bcbs-north-dakota",
        "blue-cross-idaho",
        "uhc-community-maryland",
        "uhc-community-new-jersey",
        "horizon-new-jersey",
        "lifewise-premera",
        "commercial-generic",
    ]


def test_terms_of_a_payer(tmp_path: Path) -> None:
    """Contractor and the days for filing and appeal are read; none is made up."""
    file = tmp_path / "payers.toml"
    with open(paths.resource("payers.toml"), encoding="utf-8") as shipped_file:
        first = shipped_file.read().split("[[payer]]")[1]
    file.write_text(f'[[payer]]{first}contractor = "ngs"\nfiling_days = 365\nappeal_days = 120\n', "utf-8")
    (read,) = payers.load(str(file)).values()
    assert (read.contractor, read.filing_days, read.appeal_days) == ("ngs", 365, 120)
    assert shipped().payers["medicare-part-b"].filing_days is None
    assert shipped().payers["medicare-noridian"].contractor == "noridian"


@pytest.mark.parametrize(
    ("payer", "waste", "none"),
    [
        ("medicare-part-b", [("", 3), ("JW", 1)], [("JZ", 4)]),
        ("medicare-noridian", [("JB", 3), ("JW JB", 1)], [("JZ JB", 4)]),
        ("bcbs-north-carolina", [("JB", 3), ("JW JB", 1)], [("JZ JB", 4)]),
        ("bcbs-north-dakota", [("", 3), ("JW", 1)], [("JZ", 4)]),
        ("blue-cross-idaho", [("", 4)], [("", 4)]),
        ("uhc-community-maryland", [("", 3), ("JW", 1)], [("JZ", 4)]),
        ("uhc-community-new-jersey", [("", 3)], [("JZ", 4)]),
        ("horizon-new-jersey", [("", 3), ("JW", 1)], [("JZ", 4)]),
        ("lifewise-premera", [("", 3), ("JW", 1)], [("JZ", 4)]),
        ("commercial-generic", [("", 3), ("JW", 1)], [("JZ", 4)]),
    ],
)
def test_lines_by_payer(payer: str, waste: list[tuple[str, int]], none: list[tuple[str, int]]) -> None:
    """60 of 100 mcg, and all of it."""
    assert lines(result(payer=payer)) == waste
    assert lines(result(payer=payer, given="100 mcg")) == none


class TestNewJersey:
    """UnitedHealthcare Community Plan, New Jersey: JW lines are denied from 2021-05-01."""

    @pytest.mark.parametrize(("date", "billed"), [("2021-04-30", 2), ("2021-05-01", 1)])
    def test_dates(self, date: str, billed: int) -> None:
        """The day before and the day."""
        assert len(result(payer="uhc-community-new-jersey", service_date=date).lines) == billed

    def test_said(self) -> None:
        """The finding says what is not billed."""
        found = result(payer="uhc-community-new-jersey")

        assert "payer-denies-waste" in codes(found)
        assert "Left off: 1 unit with JW." in next(step.text for step in found.steps if step.rule == "P1")


class TestHorizon:
    """Horizon: no JW where a smaller container would have done."""

    def test_avoidable(self) -> None:
        """50 of 100 mcg could have come from a 50 mcg vial."""
        found = result(payer="horizon-new-jersey", given="50 mcg")

        assert lines(found) == [("", 2)]
        assert {"payer-denies-waste", "smaller-container-would-do"} <= set(codes(found))


class TestIdaho:
    """Blue Cross of Idaho: one line with the units of the containers opened."""

    def test_units_of_the_containers(self) -> None:
        """160 mcg of two vials of 100: 8 units, with the NDC quantity of both."""
        found = result(payer="blue-cross-idaho", given="160 mcg", opened=opened(VIAL_100, VIAL_100))

        assert lines(found) == [("", 8)]
        assert (found.lines[0].volume, found.lines[0].drug, found.lines[0].wasted) == (2_000_000, "opened", 1)

    @pytest.mark.parametrize(
        ("given", "containers", "units", "wasted", "volume"),
        [
            ("60 mcg", [VIAL_500], 4, 1, 200_000),
            ("100 mcg", [VIAL_500], 4, 0, 200_000),
            ("10 mcg", [VIAL_100], 2, 1, 500_000),
            ("110 mcg", [VIAL_100, VIAL_100], 6, 1, 1_500_000),
            ("60 mcg", [VIAL_500, VIAL_50], 4, 1, None),
        ],
    )
    def test_the_smallest_that_would_have_done(
        self, given: str, containers: list[str], units: int, wasted: int, volume: int | None
    ) -> None:
        """Where larger ones were opened, no more is billed; the NDC quantity goes with the units, and all say so."""
        found = result(payer="blue-cross-idaho", given=given, opened=opened(*containers))
        (line,) = found.lines

        assert (line.drug, line.units, line.wasted, line.volume) == ("needed", units, wasted, volume)
        assert {"smaller-container-would-do", "payer-denies-waste"} <= set(codes(found))
        assert f"would have done: {units} units on one line." in next(s.text for s in found.steps if s.rule == "P1")

    @pytest.mark.parametrize("container", [VIAL_50, VIAL_100, VIAL_500])
    def test_never_more_than_the_smallest(self, container: str) -> None:
        """Of sizes 50, 100 and 500 mcg the least that covers a dose is the next multiple of 50, two units each."""
        content = {VIAL_50: 50, VIAL_100: 100, VIAL_500: 500}[container]
        for dose in range(5, content + 1, 5):
            (line,) = result(payer="blue-cross-idaho", given=f"{dose} mcg", opened=opened(container)).lines
            least = -(-dose // 50) * 50

            assert (line.units, line.mass) == (least // 25, least * MCG)
            assert line.wasted == line.units - -(-dose // 25)
            assert line.drug == ("needed" if least < content else "opened")

    def test_what_is_not_billed_is_said(self) -> None:
        """Of the drug discarded only what a smaller container would have left is billed."""
        found = result(payer="blue-cross-idaho", opened=opened(VIAL_500))
        (said,) = (finding.message for finding in found.findings if finding.code == "payer-denies-waste")

        assert said == "Blue Cross of Idaho does not pay for 400 mcg of the 440 mcg discarded. It is not billed."

    def test_a_line_for_each_ndc(self) -> None:
        """A clinic's own payer may want both: the lines come to the least together, in the order of use."""
        idaho = shipped().payers["blue-cross-idaho"]._replace(line_per_ndc=True)
        known = shipped()._replace(payers={"blue-cross-idaho": idaho})
        fields = encounter(payer="blue-cross-idaho", given="60 mcg", opened=opened(VIAL_50, VIAL_500))
        found = calculate(encounter_json.from_dict(fields), known)

        assert [(line.units, line.mass, line.wasted) for line in found.lines] == [(2, 50 * MCG, 0), (2, 50 * MCG, 1)]

    def test_multi_dose_is_billed_as_given(self) -> None:
        """What is kept is not billed."""
        found = result(payer="blue-cross-idaho", given="110 mcg", opened=opened(MULTI_1000), discard=None)

        assert lines(found) == [("", 5)]


class TestMaryland:
    """UnitedHealthcare Community Plan, Maryland: JZ from 2025-05-01."""

    @pytest.mark.parametrize(("date", "modifier"), [("2025-04-30", ""), ("2025-05-01", "JZ")])
    def test_dates(self, date: str, modifier: str) -> None:
        """The day before and the day."""
        assert lines(result(payer="uhc-community-maryland", given="100 mcg", service_date=date)) == [(modifier, 4)]


@pytest.mark.parametrize(("payer", "grade"), [("commercial-generic", "general"), ("blue-cross-idaho", "secondary")])
def test_a_payers_rule_is_as_sure_as_its_profile(payer: str, grade: str) -> None:
    """P1 carries the profile's own grade, source and remark."""
    profile = shipped().payers[payer]
    (rule,) = (rule for rule in result(payer=payer).rules if rule.id == "P1")

    assert (rule.grade, rule.source) == (grade, profile.source)
    assert profile.remark in rule.text


def test_ndc_data_on_every_line_of_lifewise() -> None:
    """A line holds one NDC, so that several have lines of their own; all units together are the encounter's."""
    found = result(payer="lifewise-premera", given="120 mcg", opened=opened(VIAL_100, VIAL_50))

    assert all(line.ndc and line.volume for line in found.lines)
    assert lines(found) == [("", 4), ("", 1), ("JW", 1)]


def test_prior_authorisation_is_asked_for() -> None:
    """Where the plan wants one and none is recorded."""
    assert "prior-authorization-missing" in codes(result(payer="commercial-generic"))
    found = result(payer="commercial-generic", prior_authorization="PA-1")
    assert "prior-authorization-missing" not in codes(found)


def test_unknown_payer_is_refused_with_the_known_ones() -> None:
    """Nothing is guessed."""
    with pytest.raises(InputError, match="medicare-part-b, medicare-noridian"):
        result(payer="nobody")


def test_waste_of_a_large_container_everywhere() -> None:
    """Every profile bills the drug given, and never more than the labels say."""
    for payer in shipped().payers:
        found = result(payer=payer, given="60 mcg", opened=opened(VIAL_500))
        assert 3 <= sum(line.units for line in found.lines) <= 20


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('waste = "jw-line"', 'waste = "sometimes"', "payer medicare-part-b, waste: sometimes: expected one of"),
        ("route_modifier = false", "", "route_modifier: expected true or false"),
        ("route_modifier = false", "excluded_routes = 3\nroute_modifier = false", "excluded_routes: expected a list"),
        ('id = "medicare-noridian"', 'id = "medicare-part-b"', "medicare-part-b, id: listed twice"),
    ],
)
def test_faulty_profile_is_named(tmp_path: Path, before: str, after: str, says: str) -> None:
    """A fault names file, entry and field."""
    with open("resources/payers.toml", encoding="utf-8") as file:
        text = file.read()
    faulty = tmp_path / "payers.toml"
    faulty.write_text(text.replace(before, after, 1), "utf-8")

    with pytest.raises(DataError, match=says):
        payers.load(str(faulty))


@pytest.mark.parametrize(
    ("name", "taken", "id_"),
    [
        ("Blue Cross of Idaho", [], "blue-cross-of-idaho"),
        ("Peak Health (PPO)", ["peak-health-ppo"], "peak-health-ppo-2"),
        ("\N{CJK UNIFIED IDEOGRAPH-5B89}", ["payer", "payer-2"], "payer-3"),
        ("x" * 90, ["x" * 50], f"{'x' * 50}-2"),
    ],
)
def test_an_id_says_the_name(name: str, taken: list[str], id_: str) -> None:
    """In plain letters and digits, and no other payer has it."""
    assert payers.id_for(name, taken) == id_
