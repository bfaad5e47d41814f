"""What a person is told about an encounter; those of single rules stand with the rules."""

from pathlib import Path
from typing import Any

import pytest

from core import encounter_json, reference
from core.calculate import calculate
from core.catalog import Catalog
from core.clinic import Clinic
from core.faults import InputError
from core.quantity import Mass
from core.result import Finding
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_100, codes, encounter, opened, result, shipped


def found(code: str, clinic: Clinic = Clinic(), **fields: Any) -> Finding | None:  # noqa: ANN401, B008 - JSON; frozen
    """The finding with this code."""
    return next((finding for finding in result(clinic, **fields).findings if finding.code == code), None)


def test_a_whole_encounter_has_no_findings() -> None:
    """Nothing is said where all is there, but that the shipped figure is older than the date of service."""
    assert codes(result()) == ["figures-outdated"]


@pytest.mark.parametrize(
    ("code", "field", "fields"),
    [
        ("lot-missing", "opened[0].lot", {"opened": [{"ndc": AMPUL_100, "expires": "2027-01-01"}]}),
        ("expiry-missing", "opened[0].expires", {"opened": [{"ndc": AMPUL_100, "lot": "A"}]}),
        ("diagnosis-missing", "diagnosis", {"diagnosis": []}),
        ("noted-before-service", "service_date", {"noted_at": "2026-11-19T23:59"}),
        ("record-incomplete", "ordered", {"ordered": ""}),
        ("record-incomplete", "site", {"site": ""}),
        ("dose-differs-from-order", "ordered", {"ordered": "50 mcg"}),
        ("discard-unconfirmed", "discard.confirmed", {"discard": {}}),
        ("discard-incomplete", "discard.reason", {"discard": {"confirmed": True}}),
        ("container-type-unconfirmed", "opened[0].ndc", {"opened": opened(VIAL_100, VIAL_100)}),
        ("expired-container", "opened[0].expires", {"opened": [{"ndc": AMPUL_100, "expires": "2026-11-19"}]}),
        ("depot-product", "opened[0].ndc", {"opened": opened("0078-0811-81")}),
        ("unknown-product", "opened[0].ndc", {"opened": opened("1234-5678-90")}),
    ],
)
def test_finding_leads_to_its_field(code: str, field: str, fields: dict[str, Any]) -> None:
    """Each finding names its field and a rule that is in the file."""
    finding = found(code, **fields)

    assert finding is not None
    assert finding.field == field
    assert shipped().rules[finding.rule]


def test_unconfirmed_containers_are_named_as_listed() -> None:
    """Each product once, where it stands first."""
    whole = result(given="900 mcg", opened=opened(VIAL_100, VIAL_50, MULTI_1000, VIAL_100))
    found = [f.field for f in whole.findings if f.code == "container-type-unconfirmed"]

    assert found == ["opened[0].ndc", "opened[1].ndc", "opened[2].ndc"]


@pytest.mark.parametrize(
    ("start", "stop", "expected"),
    [
        ("2026-11-20T22:00", "2026-11-21T01:00", []),
        ("2026-11-20T08:00", "2026-11-21T08:00", []),
        ("2026-11-20T08:00", "2026-11-21T08:01", [("infusion-over-a-day", "infusion.stop")]),
        ("2020-11-20T08:00", "2020-11-20T13:00", [("infusion-on-another-day", "infusion.start")]),
        (
            "2020-11-20T08:00",
            "2026-11-20T13:00",
            [("infusion-over-a-day", "infusion.stop"), ("infusion-on-another-day", "infusion.start")],
        ),
    ],
)
def test_times_of_an_infusion(start: str, stop: str, expected: list[tuple[str, str]]) -> None:
    """An infusion starts on the date of service and rarely lasts over a day."""
    infusion = {"rate": "1 mcg/h", "start": start, "stop": stop}
    whole = result(given=None, ordered=None, route="IV_INFUSION", infusion=infusion, opened=opened(AMPUL_100))

    assert [(f.code, f.field) for f in whole.findings if f.code.startswith("infusion-")] == expected


@pytest.mark.parametrize(("given", "containers", "warned"), [("1500 mcg", 3, False), ("1500.000001 mcg", 4, True)])
def test_dose_above_the_labels_maximum(given: str, containers: int, warned: bool) -> None:  # noqa: FBT001 - a table
    """1,500 mcg a day is the top dose (L1)."""
    finding = found("dose-above-labelled-maximum", given=given, opened=opened(*["0078-0182-01"] * containers))

    assert (finding is not None) is warned


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"given": "20 mg"}, "given", "20 mg given: that is a dose of depot octreotide (J2353) or"),
        ({"ordered": "10 mg"}, "ordered", "10 mg ordered"),
        ({"ordered": "30 mg", "given": "30 mg"}, "given", "30 mg given"),
        ({"given": "120 mg"}, "given", "lanreotide (J1930) or lanreotide by Cipla (J1932)"),
        ({"given": "20 mg", "opened": opened("1234-5678-90")}, "given", "20 mg given"),
        ({"site": "left gluteal muscle"}, "site", "Site: left gluteal muscle."),
        ({"site": "IM, right arm"}, "site", "Site: IM, right arm."),
    ],
)
def test_a_depot_dose_or_site_is_questioned(fields: dict[str, Any], field: str, says: str) -> None:
    """10 mg or more, or a muscle, belongs to a long-acting form (C4); a dose is said once."""
    (finding,) = [f for f in result(**fields).findings if f.code == "looks-like-depot"]

    assert (finding.severity, finding.rule, finding.field) == ("warning", "C4", field)
    assert says in finding.message


@pytest.mark.parametrize(
    ("name", "content", "questioned"),
    [
        ("Octreotide acetate", "9.9 mg", False),
        ("Octreotide acetate", "10 mg", True),
        ("Octreotide LAR", "1 mg", True),
        ("Larix octreotide", "1 mg", False),
        ("Octreotide, depot", "1 mg", True),
    ],
)
def test_a_product_of_the_clinic_s_own_may_be_a_depot(
    tmp_path: Path,
    name: str,
    content: str,
    questioned: bool,  # noqa: FBT001 - a table
) -> None:
    """By its name or by what it holds, whatever code it is listed under (C4)."""
    other = tmp_path / "other.toml"
    other.write_text(
        f"""[[product]]\nndc = "9999-0001-01"\nlabeler = "x"\nname = "{name}"\nhcpcs = "J2354"\nbilling_unit = "25 mcg"
        content = "{content}"\ncontainer = "kit"\ndosing = "single"\ndosing_confirmed = true\nsource = "x"
        checked = "2026-11-23"\n""",
        "utf-8",
    )
    whole = encounter_json.from_dict(encounter(given="1 mg", opened=opened("9999-0001-01")))
    told = calculate(whole, reference.add_catalog(shipped(), str(other))).findings
    fields = [f.field for f in told if f.code == "looks-like-depot"]

    assert fields == ["opened[0].ndc"] * questioned


@pytest.mark.parametrize(
    "fields",
    [{"given": "9999.999999 mcg"}, {"ordered": "9.9 mg"}, {"site": "left thigh"}, {"site": "lower limb"}, {"site": ""}],
)
def test_other_doses_and_sites_are_not(fields: dict[str, Any]) -> None:
    """Large doses and limbs alone are no depot."""
    assert found("looks-like-depot", **fields) is None


def test_a_dose_of_another_drug_is_not_held_against_octreotide(tmp_path: Path) -> None:
    """40 mg of a drug whose figures are not known is nobody's depot dose."""
    other = tmp_path / "other.toml"
    other.write_text(
        """[[product]]\nndc = "9999-0001-01"\nlabeler = "x"\nname = "x"\nhcpcs = "J9999"\nbilling_unit = "1 mg"
        content = "40 mg"\ncontainer = "vial"\ndosing = "single"\ndosing_confirmed = true\nsource = "x"
        checked = "2026-11-23"\n""",
        "utf-8",
    )
    whole = encounter_json.from_dict(encounter(given="40 mg", opened=opened("9999-0001-01")))

    assert "looks-like-depot" not in codes(calculate(whole, reference.add_catalog(shipped(), str(other))))


def test_a_diagnosis_that_is_not_billable_keeps_the_encounter_from_being_billed() -> None:
    """E34.0 is refused at its field with the three codes that replaced it; the date of service decides (C2)."""
    whole = result(diagnosis=["E22.0", "E34.0"])
    (finding,) = [f for f in whole.findings if f.code == "diagnosis-not-billable"]

    assert (finding.severity, finding.field, finding.rule) == ("error", "diagnosis[1]", "C2")
    assert "E34.00, E34.01 or E34.09" in finding.message
    assert whole.lines == ()
    assert result(diagnosis=["E34.0"], service_date="2024-09-30").lines
    assert result(diagnosis=["Z99.9"]).lines


@pytest.mark.parametrize(("witness", "missing"), [("required", True), ("optional", False), ("off", False)])
def test_witness_is_missed_where_the_clinic_wants_one(witness: str, missing: bool) -> None:  # noqa: FBT001 - a table
    """The clinic's setting decides (D2), and only where something was discarded."""
    clinic = Clinic(witness=witness)

    assert (found("witness-missing", clinic) is not None) is missing
    assert found("witness-missing", clinic, given="100 mcg", discard=None) is None


@pytest.mark.parametrize(
    ("witness", "says"),
    [
        ("", "No witness. The clinic asks for one."),
        ("R.  Ortiz RN ", "The witness is who discarded it. The clinic asks for another person."),
        ("K. Mayer RN", ""),
    ],
)
def test_nobody_is_a_witness_of_what_they_did_themselves(witness: str, says: str) -> None:
    """D2: a second person sees it thrown away."""
    discard = {"confirmed": True, "discarded_by": "R. Ortiz RN", "witness": witness}
    finding = found("witness-missing", Clinic(witness="required"), discard=discard)

    assert (finding.message if finding else "") == says


def test_container_expires_after_its_day() -> None:
    """The day on the label is the last on which it may be used."""
    assert found("expired-container", opened=[{"ndc": AMPUL_100, "expires": "2026-11-20"}]) is None


def test_errors_stand_first_and_leave_no_lines() -> None:
    """Nothing is billed while there is an error, and all errors are named."""
    whole = result(given="0", drug_source="sample", opened=[{"ndc": AMPUL_100, "expires": "2020-01-01"}])
    severities = [finding.severity for finding in whole.findings]

    assert codes(whole)[:3] == ["not-billable-source", "expired-container", "nothing-given"]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert whole.lines == ()


def test_unknown_product_leaves_the_amounts_open() -> None:
    """Without the product nothing is worked out."""
    whole = result(opened=opened("1234-5678-90"))

    assert (whole.given, whole.discarded, whole.containers, whole.steps) == (None, None, (), ())
    assert {rule.id for rule in whole.rules} == {finding.rule for finding in whole.findings} >= {"N1"}


def test_barcode_of_an_unknown_product_is_asked_for() -> None:
    """Its ten digits name nothing for certain (B5)."""
    finding = found("unknown-product", opened=[{"barcode": "]d20100312345678906"}])

    assert finding is not None
    assert finding.rule == "B5"


def test_what_it_was_worked_out_by_is_named() -> None:
    """The versions of rules and catalogue, and the payer's name, for whoever reads the record later."""
    found = result(payer="blue-cross-idaho")

    assert (found.rules_version, found.catalog_version) == (shipped().rules.version, shipped().catalog.version)
    assert found.payer_name == shipped().payers["blue-cross-idaho"].name


def test_two_drugs_are_two_encounters(tmp_path: Path) -> None:
    """Products of different codes can't be on one claim line, and a powder has no millilitres."""
    other = tmp_path / "other.toml"
    entry = shipped().catalog.products[0]
    other.write_text(
        """[[product]]\nndc = "9999-0001-01"\nlabeler = "x"\nname = "x"\nhcpcs = "J9999"\nbilling_unit = "1 mg"
        content = "40 mg"\ncontainer = "vial"\ndosing = "multi"\ndosing_confirmed = true\nsource = "x"
        checked = "2026-11-23"\n""",
        "utf-8",
    )
    known = reference.add_catalog(shipped(), str(other))

    mixed = encounter_json.from_dict(encounter(opened=opened(entry.ndc, "9999-0001-01")))
    said = "9999-0001-01 is billed with J9999, not J2354: make it an encounter of its own"
    with pytest.raises(InputError, match=rf"^opened\[1\]\.ndc: {said}$"):
        calculate(mixed, known)

    drawn = encounter_json.from_dict(encounter(opened=[{**opened("9999-0001-01")[0], "drawn": "1 mL"}]))
    with pytest.raises(InputError, match=r"opened\[0\]\.drawn: 1 mL: .*no one concentration"):
        calculate(drawn, known)


def test_a_volume_without_an_exact_amount_is_refused() -> None:
    """A nanolitre of such a strength is finer than a millionth of a microgram (another drug's, made up)."""
    product = shipped().catalog.products[0]._replace(concentration=Mass(33_333_333))
    known = shipped()._replace(catalog=Catalog([product]))
    drop = encounter_json.from_dict(encounter(given="0.000001 mL", ordered=None, opened=opened(product.ndc)))

    with pytest.raises(InputError, match=r"given: .* finer than a millionth of a microgram"):
        calculate(drop, known)


def test_an_encounter_without_a_dose_is_refused() -> None:
    """Also one that was not read from JSON."""
    whole = encounter_json.from_dict(encounter())

    with pytest.raises(InputError, match="given: missing"):
        calculate(whole._replace(given=None), shipped())


def test_all_contradictions_are_reported_at_once() -> None:
    """An unknown payer, doses in mL of several strengths, and an impossible draw."""
    entries = [*opened(AMPUL_100, "0078-0182-01"), {**opened("0641-6177-01")[0], "drawn": "2 mg"}]
    with pytest.raises(InputError) as caught:
        result(payer="nobody", given="1 mL", ordered="1 mL", opened=entries)

    assert [fault.field for fault in caught.value.faults] == ["payer", "given", "ordered", "opened[2].drawn"]


def test_a_scanned_container_is_called_by_its_ndc() -> None:
    """No barcode is read out; one that is unknown is called by its digits."""
    messages = [f.message for f in result(opened=[{"barcode": "]d20100300780181013"}]).findings]
    assert "Lot of 0078-0181-01 missing. Copy it from the label." in messages

    messages = [f.message for f in result(opened=[{"barcode": "]d20100312345678906"}]).findings]
    assert "Lot of barcode 1234567890 missing. Copy it from the label." in messages


def test_dose_in_ml_needs_one_concentration() -> None:
    """Millilitres of several strengths mean nothing."""
    with pytest.raises(InputError, match="no one concentration"):
        result(given="0.6 mL", opened=opened(AMPUL_100, "0078-0182-01"))
    with pytest.raises(InputError, match="ordered"):
        result(ordered="0.6 mL", opened=opened(AMPUL_100, "0078-0182-01"))


def test_a_recalled_lot_stands_out_and_is_billed_all_the_same() -> None:
    """S1: what was given is recorded honestly; the warning says that it must not be given."""
    recalled = result(opened=[{**opened(AMPUL_100)[0], "recalled": "Hikma's letter, 2026-11-19"}])

    assert codes(recalled)[0] == "recalled-lot"
    assert recalled.findings[0].field == "opened[0].lot"
    assert "L1 of 0078-0181-01 was recalled (Hikma's letter, 2026-11-19)" in recalled.findings[0].message
    assert recalled.lines
    without_lot = found("recalled-lot", opened=[{"ndc": AMPUL_100, "recalled": "letter"}])
    assert without_lot is not None
    assert without_lot.message.startswith("The lot of 0078-0181-01 was recalled (letter).")


def test_a_serial_number_of_one_product_stands_once() -> None:
    """S2: the same number on another product is another container; on the same one it is most likely the same."""
    entry = opened(VIAL_100)[0]
    twice = result(given="160 mcg", opened=[{**entry, "count": 2, "serials": ["7", "7"]}])
    apart = result(given="160 mcg", opened=[{**entry, "serials": ["7"]}, {**opened(AMPUL_100)[0], "serials": ["7"]}])

    (found,) = [finding for finding in twice.findings if finding.code == "serial-repeated"]
    assert found.field == "opened[0].serials"
    assert "serial-repeated" not in codes(apart)
