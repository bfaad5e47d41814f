"""What is proposed for giving the drug, by route, times and place (F5, M7, M11, M12)."""

import itertools
from typing import Any

import pytest

from core.claim import forms
from core.clinic import Clinic
from core.encounter import SETTINGS
from core.result import Act
from tests.build import MULTI_1000, codes, opened, result
from tests.unit.claimed import claim, said


def infused(stop: str) -> dict[str, Any]:
    """An infusion from 08:00 on."""
    times = {"rate": "50 mcg/h", "start": "2026-11-20T08:00", "stop": f"2026-11-20T{stop}"}
    return {"route": "IV_INFUSION", "given": None, "infusion": times, "opened": opened(MULTI_1000)}


class TestM7:
    """By route and times: injection, push of up to 15 minutes, first hour, further hours once over 30 minutes run."""

    @pytest.mark.parametrize(
        ("stop", "units"),
        [
            ("08:15", {"96374": 1}),
            ("08:16", {"96365": 1}),
            ("09:00", {"96365": 1}),
            ("09:30", {"96365": 1}),
            ("09:31", {"96365": 1, "96366": 1}),
            ("10:30", {"96365": 1, "96366": 1}),
            ("10:31", {"96365": 1, "96366": 2}),
            ("13:30", {"96365": 1, "96366": 4}),
            ("13:31", {"96365": 1, "96366": 5}),
        ],
    )
    def test_infusion(self, stop: str, units: dict[str, int]) -> None:
        """By its length."""
        found = claim(**infused(stop))

        assert {act.code: act.units for act in found.acts} == units
        assert any("A proposal by route and times" in text for text in said(found.about_acts, "M7"))

    def test_injection(self) -> None:
        """It needs no times."""
        found = claim()

        assert found.acts == (Act("96372", 1, "injection under the skin"),)
        assert len(said(found.about_acts, "M7")) == 1

    def test_push(self) -> None:
        """Its length is not recorded, which is said; so is what a second drug's push would be."""
        found = claim(route="IV_PUSH")

        assert found.acts == (Act("96374", 1, "push of 15 minutes or less"),)
        assert said(found.about_acts, "M7")[1:] == [
            "The length of the push is not recorded. Over 15 minutes it is an infusion.",
            "96375 is for a push of another drug at the same visit.",
        ]

    @pytest.mark.parametrize("fields", [{"route": "IV_PUSH"}, infused("08:10"), infused("10:30")])
    def test_one_initial_code(self, fields: dict[str, Any]) -> None:
        """Beside another infusion or push a person says which one is initial; an injection is not asked about."""
        (text,) = said(claim(**fields).about_acts, "M11")

        assert text == "A visit has one initial code. Beside another infusion or push, ask which one that is."
        assert said(claim().about_acts, "M11") == []

    @pytest.mark.parametrize("setting", SETTINGS)
    def test_a_surgical_centre_is_asked_about(self, setting: str) -> None:
        """It is seldom paid apart for it."""
        assert bool(said(claim(setting=setting).about_acts, "M12")) is (setting == "asc")

    def test_the_working_says_the_same(self) -> None:
        """What is proposed beside the forms stands in the working as billed apart, where the drug is packaged, too."""
        packaged = Clinic(status_indicator="packaged")
        for clinic, setting in itertools.product((Clinic(), packaged), SETTINGS):
            found = result(clinic, setting=setting)
            assert found.claim is not None

            assert any("is billed apart" in step.text for step in found.steps) is bool(found.claim.acts)

    def test_an_infusion_without_times(self) -> None:
        """Nothing is guessed, and what is missing is said."""
        found = claim(route="IV_INFUSION")

        assert found.acts == ()
        assert said(found.about_acts, "M7") == [
            "Start and stop of the infusion are missing. Without them nothing is proposed."
        ]

    def test_it_is_on_no_form(self) -> None:
        """A person puts it on the claim, or nobody does."""
        found = claim(**infused("13:30"))

        assert not any(act.code in forms.text(one) for act in found.acts for one in found.forms)
        assert forms.acts_text(found) == "96365\t1\tinfusion, first hour\n96366\t4\tinfusion, each further hour"

    @pytest.mark.parametrize("setting", ["rhc", "fqhc", "inpatient", "home"])
    def test_not_paid_apart(self, setting: str) -> None:
        """There nothing is proposed, by R11."""
        found = claim(setting=setting)

        assert found.acts == ()
        assert "nothing is proposed" in said(found.about_acts, "R11")[0]


class TestF5:
    """In a facility physicians do not report giving the drug."""

    @pytest.mark.parametrize("setting", SETTINGS)
    def test_where(self, setting: str) -> None:
        """In hospital and surgical centre a finding and a remark beside the proposal say so."""
        facility = setting in {"hospital_outpatient", "asc", "cah", "inpatient"}

        assert bool(said(claim(setting=setting).about_acts, "F5")) is facility
        assert ("administration-by-facility" in codes(result(setting=setting))) is facility
