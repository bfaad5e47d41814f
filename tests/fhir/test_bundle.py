"""What a bundle says of a note."""

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from core.clinic import Clinic
from core.faults import InputError
from core.fhir.bundle import bundle
from core.fhir.document import AMENDED, VOID, Kept
from core.note import finished
from core.note.chart import chart_text
from core.note.identity import note_number
from tests.build import MULTI_1000, VIAL_50, VIAL_100, opened
from tests.fhir.exported import CLINIC, NEW_YORK, PATIENT, data, done, given, note, noted, resources

_UCUM = "http://unitsofmeasure.org"

KNOWN_BY = "urn:uuid:cb9627af-f536-545e-a070-b116df121667"
"""What the administration of the usual note is known by; it must never be another."""


def _texts(resource: dict[str, Any]) -> list[str]:
    return [entry["text"] for entry in resource["note"]]


class TestBundle:
    """A transaction that can be imported twice."""

    def test_same_note_same_bytes(self) -> None:
        assert data(done(), NEW_YORK) == data(done(), NEW_YORK)

    def test_each_resource_is_put_where_its_identifier_is(self) -> None:
        for entry in json.loads(data(done(patient=None)))["entry"]:
            resource = entry["resource"]
            kind = resource["resourceType"]
            own = (resource["identifier"][0] if kind == "MedicationAdministration" else resource["masterIdentifier"])[
                "value"
            ]

            assert entry["request"] == {"method": "PUT", "url": f"{kind}?identifier=urn:ietf:rfc:3986%7C{own}"}

    def test_a_place_in_the_bundle_is_named_by_references_alone(self) -> None:
        """A server writes its own address over it in every text that it reads."""
        found = data(done(), NEW_YORK, Kept(amended=(noted(given="40 mcg"),)))
        bundle_ = json.loads(found)
        places = [entry.pop("fullUrl") for entry in bundle_["entry"]]
        named = re.sub(r'"reference": "[^"]*"', "", json.dumps(bundle_))

        assert len(set(places)) == 5
        assert not [place for place in places if place in named]

    def test_another_dose_is_another_note(self) -> None:
        (one,), (other,) = given(data(done())), given(data(done(given="61 mcg")))

        assert one["identifier"] != other["identifier"]

    def test_another_program_version_is_the_same_note(self) -> None:
        result = done()
        other = result._replace(rules_version="2099", findings=())

        assert given(data(result))[0]["identifier"] == given(data(other))[0]["identifier"]


class TestPatient:
    """Whose note it is."""

    def test_found_by_record_number_of_the_clinic_and_birth_date(self) -> None:
        first = json.loads(data(done(), clinic=CLINIC._replace(name="Main St Clinic")))["entry"][0]

        assert first["request"] == {
            "method": "POST",
            "url": "Patient",
            "ifNoneExist": "identifier=urn%3Aoid%3A2.999.1%7CMRN%207&birthdate=1961-02-03",
        }
        assert first["resource"]["name"] == [{"text": "Sample Patient"}]
        assert first["resource"]["identifier"][0]["system"] == "urn:oid:2.999.1"
        assert first["resource"]["identifier"][0]["value"] == "MRN 7"
        assert first["resource"]["identifier"][0]["assigner"] == {"display": "Main St Clinic"}

    def test_signs_that_part_values_in_a_search_are_escaped(self) -> None:
        first = json.loads(data(done(patient={**PATIENT, "record_number": "7,8|9&a"})))["entry"][0]

        assert (
            first["request"]["ifNoneExist"]
            == "identifier=urn%3Aoid%3A2.999.1%7C7%5C%2C8%5C%7C9%26a&birthdate=1961-02-03"
        )

    @pytest.mark.parametrize(
        ("clinic", "needless"), [(Clinic(), ""), (CLINIC, "record_number"), (CLINIC, "birth_date")]
    )
    def test_one_who_is_not_found_for_certain_is_not_made_at_the_receiver(self, clinic: Clinic, needless: str) -> None:
        """It takes the number, whose number it is, and the birth date."""
        patient = {name: said for name, said in PATIENT.items() if name != needless}
        found = data(done(patient=patient), clinic=clinic)

        assert resources(found, "Patient") == []
        for resource in (*given(found), note(found)):
            assert resource["subject"] == {"reference": "#patient"}
            assert resource["contained"][-1]["name"] == [{"text": "Sample Patient"}]

    @pytest.mark.parametrize("patient", [None, {"name": " "}])
    def test_none_is_said_to_be_missing(self, patient: dict[str, str] | None) -> None:
        found = given(data(done(patient=patient)))[0]["subject"]

        assert found["extension"][0]["valueCode"] == "unknown"
        assert "reference" not in found


class TestAdministration:
    """What was given."""

    def test_dose_route_site_and_giver(self) -> None:
        (found,) = given(data(done()))

        assert found["status"] == "completed"
        assert found["dosage"]["dose"] == {
            "value": 60,
            "unit": "mcg",
            "system": "http://unitsofmeasure.org",
            "code": "ug",
        }
        assert found["dosage"]["route"]["coding"][0]["code"] == "34206005"
        assert found["dosage"]["site"] == {"text": "left abdomen"}
        assert found["contained"][1]["name"] == [{"text": "R. Ortiz RN"}]
        assert found["reasonCode"][0]["coding"] == [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "E34.09"}]

    @pytest.mark.parametrize("route", ["IV_PUSH", "IV_INFUSION"])
    def test_into_a_vein(self, route: str) -> None:
        assert given(data(done(route=route)))[0]["dosage"]["route"]["coding"][0]["code"] == "47625008"

    def test_discarded_amount_stands_in_the_notes(self) -> None:
        opened, rest = _texts(given(data(done()))[0])

        assert (
            opened == "Opened 1 x 100 mcg in 1 mL ampul, single-dose: given 60 mcg (0.6 mL), discarded 40 mcg (0.4 mL)."
        )
        assert rest.startswith(
            "Labelled 100 mcg, discarded 40 mcg (0.4 mL) at 10:42 by R. Ortiz RN; reason: Dose smaller;"
        )

    def test_decimals_are_exact(self) -> None:
        found = data(done(given="0.000001 mcg"))

        assert b'"value": 0.000001,' in found

    def test_product_with_code_lot_expiry_and_strength(self) -> None:
        (found,) = given(data(done()))
        medication = found["contained"][0]

        assert [entry["code"] for entry in medication["code"]["coding"]] == ["0078-0181-01", "J2354"]
        assert medication["batch"] == {"lotNumber": "L1", "expirationDate": "2027-11-30"}
        strength = medication["ingredient"][0]["strength"]
        assert (strength["numerator"]["value"], strength["denominator"]["value"]) == (100, 1)

    def test_several_products_and_lots_have_their_shares(self) -> None:
        boxes = [{**opened(VIAL_100)[0], "lot": lot} for lot in ("A", "B", "A")]
        found = given(data(done(given="310 mcg", opened=[*boxes, *opened(VIAL_50)])))

        shares = [(one["contained"][0]["batch"]["lotNumber"], one["dosage"]["dose"]["value"]) for one in found]
        assert shares == [("A", 200), ("B", 100), ("L1", 10)]
        assert len({one["identifier"][0]["value"] for one in found}) == 3

    def test_what_was_opened_and_not_used_was_not_given(self) -> None:
        found = given(data(done(given="60 mcg", opened=opened(VIAL_100, VIAL_50))))

        assert [one["dosage"]["dose"]["value"] for one in found] == [60]

    def test_kept_in_a_multi_dose_container(self) -> None:
        opened_, kept, discarded = _texts(
            given(data(done(given="300 mcg", opened=opened(MULTI_1000), discard=None)))[0]
        )

        assert opened_.endswith("given 300 mcg (1.5 mL), kept 700 mcg (3.5 mL).")
        assert kept == "700 mcg (3.5 mL) kept in the multi-dose container."
        assert discarded == "Nothing discarded."

    def test_nothing_given_is_not_done_with_the_reason(self) -> None:
        (found,) = given(data(done(given="0", discard={"confirmed": True, "reason": "Patient declined"})))

        assert found["status"] == "not-done"
        assert found["statusReason"] == [{"text": "Patient declined"}]
        assert found["dosage"]["dose"]["value"] == 0

    def test_serial_numbers_are_identifiers_and_stand_in_the_notes(self) -> None:
        boxes = [{**opened(VIAL_100)[0], "count": 2, "serials": ["7", "8"]}, {**opened(VIAL_100)[0], "serials": ["9"]}]
        (found,) = given(data(done(given="250 mcg", opened=boxes)))

        said = found["contained"][0]["identifier"]
        assert [one["value"] for one in said] == ["7", "8", "9"]
        assert {one["type"]["coding"][0]["code"] for one in said} == {"SNO"}
        assert ", single-dose, serial 7 8 9: given" in _texts(found)[0]

    def test_serial_numbers_do_not_make_another_record(self) -> None:
        """What it is known by stays as it was before FHIR got them."""
        (found,) = given(data(done()))

        assert "identifier" not in found["contained"][0]
        assert found["identifier"][0]["value"] == KNOWN_BY

    def test_infusion_has_period_and_rate(self) -> None:
        infusion = {"rate": "50 mcg/h", "start": "2026-11-20T08:00", "stop": "2026-11-20T09:30"}
        (found,) = given(data(done(route="IV_INFUSION", given=None, infusion=infusion), NEW_YORK))

        assert found["effectivePeriod"] == {"start": "2026-11-20T08:00:00-05:00", "end": "2026-11-20T09:30:00-05:00"}
        assert found["dosage"]["rateQuantity"]["code"] == "ug/h"
        assert found["dosage"]["text"] == "75 mcg (0.75 mL), intravenous infusion at 50 mcg/h"

    @pytest.mark.parametrize(("start", "stop"), [("00:30", "01:30"), ("01:30", "03:00")])
    def test_infusion_into_the_hour_when_clocks_are_changed_has_days(self, start: str, stop: str) -> None:
        """An hour and a day in one span would end before it starts."""
        infusion = {"rate": "50 mcg/h", "start": f"2026-11-01T{start}", "stop": f"2026-11-01T{stop}"}
        fields: dict[str, Any] = {
            "given": None,
            "given_at": "",
            "service_date": "2026-11-01",
            "noted_at": "2026-11-01T08:00",
        }
        (found,) = given(data(done(route="IV_INFUSION", infusion=infusion, **fields), NEW_YORK))

        assert found["effectivePeriod"] == {"start": "2026-11-01", "end": "2026-11-01"}

    def test_time_of_day_only_where_the_offset_is_known(self) -> None:
        (without,), (known,) = given(data(done())), given(data(done(), NEW_YORK))
        (untimed,) = given(data(done(given_at=""), NEW_YORK))

        assert without["effectiveDateTime"] == "2026-11-20"
        assert known["effectiveDateTime"] == "2026-11-20T10:35:00-05:00"
        assert untimed["effectiveDateTime"] == "2026-11-20"


class TestDocument:
    """The note itself."""

    def test_pdf_is_the_note_to_the_byte(self) -> None:
        result = done()
        whole = finished.finish(result, Clinic())
        attached = note(bundle(result, Clinic(), whole, NEW_YORK))["content"][0]["attachment"]

        assert base64.b64decode(attached["data"]) == whole.pdf
        assert attached["size"] == len(whole.pdf)
        assert base64.b64decode(attached["hash"]) == hashlib.sha1(whole.pdf, usedforsecurity=False).digest()
        assert attached["title"] == whole.said.file_name
        assert attached["creation"] == "2026-11-20T10:44:00-05:00"

    def test_says_what_the_chart_text_says_and_leads_to_what_was_given(self) -> None:
        found = data(done())

        div = note(found)["text"]["div"]
        paragraphs = re.findall("<p>(.*?)</p>", div)
        assert [text.split()[0] for text in paragraphs] == ["Sandostatin", "Opened:", "Labelled", "Claim:", "Note"]
        assert " ".join(paragraphs) == chart_text(done(), CLINIC)
        own = [entry["fullUrl"] for entry in json.loads(found)["entry"]]
        assert note(found)["context"]["related"] == [{"reference": own[1]}]

    def test_date_is_an_instant_or_not_there(self) -> None:
        assert "date" not in note(data(done()))
        assert note(data(done(), NEW_YORK))["date"] == "2026-11-20T10:44:00-05:00"

    def test_clinic_keeps_it(self) -> None:
        found = note(data(done(), clinic=Clinic(name="Main St Clinic", npi="1234567893")))

        assert found["custodian"] == {"reference": "#clinic"}
        assert found["contained"][0]["identifier"] == [
            {"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"}
        ]

    @pytest.mark.parametrize(
        ("clinic", "nurse", "author"),
        [
            (Clinic(name="Main St Clinic"), "R. Ortiz RN", "#giver"),
            (Clinic(name="Main St Clinic"), "", "#clinic"),
            (Clinic(), "", ""),
        ],
    )
    def test_author_is_who_gave_it_or_the_clinic(self, clinic: Clinic, nurse: str, author: str) -> None:
        found = note(data(done(given_by=nurse), clinic=clinic))

        assert [one["reference"] for one in found.get("author", [])] == [author][: bool(author)]

    def test_of_a_clinic_without_a_name_there_is_no_keeper(self) -> None:
        assert "custodian" not in note(data(done(), clinic=Clinic(npi="1234567893")))


class TestState:
    """What became of a note."""

    def test_final(self) -> None:
        found = note(data(done()))

        assert (found["status"], found["docStatus"]) == ("current", "final")
        assert "relatesTo" not in found

    @pytest.mark.parametrize(
        ("state", "words"), [(VOID, ("entered-in-error", "entered-in-error")), (AMENDED, ("superseded", "final"))]
    )
    def test_note_that_does_not_hold_takes_back_what_was_given(self, state: str, words: tuple[str, str]) -> None:
        found = data(done(), kept=Kept(state))

        assert [one["status"] for one in given(found)] == ["entered-in-error"]
        assert (note(found)["status"], note(found)["docStatus"]) == words
        assert given(found)[0]["identifier"] == given(data(done()))[0]["identifier"]

    def test_amendment_replaces_and_takes_back_what_came_before(self) -> None:
        before = noted(given="40 mcg")
        found, first = data(done(), kept=Kept(amended=(before,))), data(before.result)
        old, new = given(found)
        superseded, document = resources(found, "DocumentReference")

        assert (old["status"], new["status"]) == ("entered-in-error", "completed")
        assert old["identifier"] == given(first)[0]["identifier"]
        assert old["subject"] == new["subject"]
        assert document["docStatus"] == "amended"
        assert document["relatesTo"][0]["target"]["identifier"] == note(first)["masterIdentifier"]
        assert document["relatesTo"][0]["target"]["display"] == f"Note {note_number(before.result.encounter)}"
        assert superseded == {**note(first), "status": "superseded"}

    def test_chain_of_amendments(self) -> None:
        """Each earlier note is superseded, and says which one it replaced itself."""
        first, second = noted(given="40 mcg"), noted(given="50 mcg")
        found = resources(data(done(), kept=Kept(amended=(first, second))), "DocumentReference")

        assert [one["status"] for one in found] == ["superseded", "superseded", "current"]
        assert [one["docStatus"] for one in found] == ["final", "amended", "amended"]
        assert [one["relatesTo"][0]["target"]["identifier"] for one in found[1:]] == [
            one["masterIdentifier"] for one in found[:-1]
        ]

    def test_void_chain(self) -> None:
        """Where the last amendment is void, the notes before it are, too."""
        found = data(done(), kept=Kept(VOID, (noted(given="40 mcg"),)))

        for one in (*given(found), *resources(found, "DocumentReference")):
            assert one["status"] == "entered-in-error"

    def test_note_that_cannot_be_drawn_as_it_was_has_no_file(self) -> None:
        """What it says for the chart, its number and its name are there."""
        before = noted(given="40 mcg")
        before = before._replace(note=before.note._replace(pdf=b""))
        superseded, _ = resources(data(done(), kept=Kept(amended=(before,))), "DocumentReference")

        assert set(superseded["content"][0]["attachment"]) == {"contentType", "language", "title", "creation"}

    def test_draft_before_was_never_exported(self) -> None:
        found = data(done(), kept=Kept(amended=(noted(discard={"confirmed": False}),)))

        assert [one["status"] for one in given(found)] == ["completed"]
        assert len(resources(found, "DocumentReference")) == 1

    @pytest.mark.parametrize("patient", [{"record_number": "8"}, {"birth_date": "1962-02-03"}])
    def test_earlier_note_leaves_the_wrong_patients_chart(self, patient: dict[str, str]) -> None:
        """It was entered in error, and the receiver makes no patient of the wrong one."""
        before = noted(patient={**PATIENT, **patient})
        found = data(done(), kept=Kept(amended=(before,)))
        document, _ = resources(found, "DocumentReference")

        assert [one["identifier"][0]["value"] for one in resources(found, "Patient")] == ["MRN 7"]
        assert (document["status"], document["docStatus"]) == ("entered-in-error", "entered-in-error")
        for one in (document, given(found)[0]):
            assert one["subject"] == {"reference": "#patient"}
            assert one["contained"][-1]["identifier"][0]["value"] == {**PATIENT, **patient}["record_number"]
            assert one["contained"][-1]["birthDate"] == {**PATIENT, **patient}["birth_date"]

    def test_note_that_said_less_of_the_patient_was_no_error(self) -> None:
        """A record number that was added later makes nobody else of the patient."""
        before = noted(patient={"name": PATIENT["name"]})
        document, _ = resources(data(done(), kept=Kept(amended=(before,))), "DocumentReference")

        assert document["status"] == "superseded"


class TestRefusal:
    """R17: what is no finished record does not leave."""

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"discard": {"confirmed": False}}, "discard.confirmed"),
            ({"noted_at": ""}, "noted_at"),
            ({"given": "101 mcg"}, "opened"),
            ({"opened": opened("9999-9999-99")}, "opened"),
            ({"opened": opened("0078-0811-81")}, "opened"),
        ],
    )
    def test_refused(self, fields: dict[str, Any], field: str) -> None:
        result = done(**fields)
        with pytest.raises(InputError) as refused:
            bundle(result, Clinic(), finished.finish(result, Clinic()))

        assert [fault.field for fault in refused.value.faults] == [field]
