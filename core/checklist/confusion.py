"""Codes that get confused with the drug's (C1, C3, C4)."""

from core.checklist.items import LOOK, MISSING, PASS, About, Case, Item
from core.quantity import mg

_SIMILAR = About("similar-codes", "Similar codes")


def similar_codes(case: Case) -> Item:
    """C1, C3, C4: product, dose and site are those of the drug, and of no other that looks like it."""
    told = [finding for finding in case.result.findings if finding.code in {"depot-product", "looks-like-depot"}]
    if told:
        state = MISSING if told[0].code == "depot-product" else LOOK
        message = " ".join(finding.message for finding in told)
        return _SIMILAR.item(case, state, told[0].rule, message, told[0].field)
    code = case.reference.codes.drugs.get(case.result.hcpcs or "")
    if code is None or code.depot_dose is None or not case.products:
        message = "Product or code is not known here. Compare it with the codes that look like it."
        return _SIMILAR.item(case, LOOK, "C3", message, "opened")
    message = f"Each product is billed with {code.hcpcs}, and the dose is below {mg(code.depot_dose)}."
    return _SIMILAR.item(case, PASS, "C3", message)
