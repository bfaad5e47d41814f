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
from core.note.identity import note_number
from tests.build import MULTI_1000, VIAL_50, VIAL_100, opened
from tests.fhir.exported import NEW_YORK, PATIENT, data, done, given, note, resources

_UCUM = "http://unitsofmeasure.org"


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
        found = data(done(), NEW_YORK, Kept(amended=(done(given="40 mcg"),)))
        bundle_ = json.loads(found)
        places = [entry.pop("fullUrl") for entry in bundle_["entry"]]
        named = re.sub(r'"reference": "[^"]*"', "", json.dumps(bundle_))

        assert len(set(places)) == 4
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

    def test_found_by_record_number_and_birth_date(self) -> None:
        first = json.loads(data(done(), clinic=Clinic(name="Main St Clinic")))["entry"][0]

        assert first["request"] == {
            "method": "POST",
            "url": "Patient",
            "ifNoneExist": "identifier=MRN%207&birthdate=1961-02-03",
        }
        assert first["resource"]["name"] == [{"text": "Sample Patient"}]
        assert first["resource"]["identifier"][0]["value"] == "MRN 7"
        assert first["resource"]["identifier"][0]["assigner"] == {"display": "Main St Clinic"}

    def test_signs_that_part_values_in_a_search_are_escaped(self) -> None:
        first = json.loads(data(done(patient={"record_number": "7,8|9&a"})))["entry"][0]

        assert first["request"]["ifNoneExist"] == "identifier=7%5C%2C8%5C%7C9%26a"

    def test_one_without_a_record_number_is_not_made_at_the_receiver(self) -> None:
        found = data(done(patient={"name": "Sample Patient"}))

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

    def test_infusion_has_period_and_rate(self) -> None:
        infusion = {"rate": "50 mcg/h", "start": "2026-11-20T08:00", "stop": "2026-11-20T09:30"}
        (found,) = given(data(done(route="IV_INFUSION", given=None, infusion=infusion), NEW_YORK))

        assert found["effectivePeriod"] == {"start": "2026-11-20T08:00:00-05:00", "end": "2026-11-20T09:30:00-05:00"}
        assert found["dosage"]["rateQuantity"]["code"] == "ug/h"
        assert found["dosage"]["text"] == "75 mcg (0.75 mL), intravenous infusion at 50 mcg/h"

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

        assert "discarded 40 mcg (0.4 mL)" in note(found)["text"]["div"]
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
        before = done(given="40 mcg")
        old, new = given(data(done(), kept=Kept(amended=(before,))))
        document = note(data(done(), kept=Kept(amended=(before,))))

        assert (old["status"], new["status"]) == ("entered-in-error", "completed")
        assert old["identifier"] == given(data(before))[0]["identifier"]
        assert document["docStatus"] == "amended"
        assert document["relatesTo"][0]["target"]["identifier"] == note(data(before))["masterIdentifier"]
        assert document["relatesTo"][0]["target"]["display"] == f"Note {note_number(before.encounter)}"

    def test_draft_before_was_never_exported(self) -> None:
        draft = done(discard={"confirmed": False})

        assert [one["status"] for one in given(data(done(), kept=Kept(amended=(draft,))))] == ["completed"]

    def test_earlier_note_is_taken_back_from_its_own_patient(self) -> None:
        before = done(patient={**PATIENT, "record_number": "8"})
        found = data(done(), kept=Kept(amended=(before,)))

        assert [one["identifier"][0]["value"] for one in resources(found, "Patient")] == ["MRN 7", "8"]
        old, new = given(found)
        assert old["subject"] != new["subject"]


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
