"""The first rows of a file, audited before all of them are, to see whether its columns are understood."""

import io
from typing import NamedTuple

from core.audit.auditing import Known
from core.columns import reading
from core.columns.mapping import Mapping
from core.judging import Judge

BYTES = 16_000
"""Of a file that are tried, up to the end of a line."""


class Trial(NamedTuple):
    """What the first claims came to."""

    claims: int
    refused: int
    reason: str
    """Of the first that is refused."""

    @property
    def most_refused(self) -> bool:
        """Whether more are refused than not."""
        return 2 * self.refused > self.claims


def run(head: bytes, columns: Mapping, known: Known) -> Trial:
    """Judge the claims of a file's first bytes.

    Args:
        head: the file from its start; half a last line is left out.
        columns: without a fault for its headings.
        known: what claims are judged by.
    """
    whole = head if len(head) < BYTES else head[: head.rfind(b"\n") + 1]
    table = reading.open_table(io.BytesIO(whole), columns, known.reference)
    claims = reading.claims(table, columns, known.reference)
    answers = [answer for _, answer in reading.judged(claims, Judge(known.reference, known.clinic))]
    refused = [answer.message for answer in answers if answer.verdict == "refused"]
    return Trial(len(answers), len(refused), refused[0] if refused else "")
