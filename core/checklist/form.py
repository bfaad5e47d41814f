"""What a form can't be sent without and settings say (F3)."""

from core.checklist.items import LOOK, PASS, About, Case, Item, listed
from core.claim.forms import INSTITUTIONAL

_FORM = About("form", "Form complete")


def complete(case: Case) -> Item:
    """F3: the settings have what every form needs: a charge and the clinic's NPI."""
    charged = {charge.code for charge in case.clinic.charges if charge.cents}
    lacking = []
    if any(line.hcpcs not in charged for line in case.result.lines):
        lacking.append("the charge")
    if not case.clinic.npi:
        lacking.append("the clinic's NPI")
    if lacking:
        return _FORM.item(
            case, LOOK, "F3", f"Not known here: {listed(lacking)}. Set what is missing in Settings.", "settings"
        )
    return _FORM.item(case, PASS, "F3", "Charge and NPI are known. What the forms leave empty is not checked here.")


def is_institutional(case: Case) -> bool:
    """F1: whether this place's claim is an institutional one."""
    claim = case.result.claim
    return claim is not None and any(form.fits and form.key in INSTITUTIONAL for form in claim.forms)
