"""The first rows of a file, audited before all of them are."""

from core.audit import trial
from core.audit.auditing import Known
from core.audit.trial import Trial
from core.clinic import Clinic
from tests.audit.files import ADMINISTERED, WASTED, meant, table
from tests.build import shipped

KNOWN = Known(shipped(), Clinic())


def test_refused_claims_are_counted_with_the_first_reason() -> None:
    """As the audit of the whole file will."""
    data = table(ADMINISTERED, WASTED, ADMINISTERED.replace("C1", "C2").replace("Medicare", "Aetna"))

    found = trial.run(data, meant(), KNOWN)
    assert found == Trial(2, 1, "payer: Aetna: the columns do not say which payer this is")
    assert not found.most_refused
    assert trial.run(data, meant(words={}), KNOWN).most_refused
    assert trial.run(table(ADMINISTERED, WASTED), meant(), KNOWN) == Trial(1, 0, "")


def test_half_a_last_line_is_left_out() -> None:
    """Only so much of a file is tried."""
    data = table(*[ADMINISTERED.replace("C1", f"C{n}") for n in range(1_000)])

    found = trial.run(data[: trial.BYTES], meant(), KNOWN)
    assert 100 < found.claims < 300
    assert found.refused == 0
