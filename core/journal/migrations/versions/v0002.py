"""Notes are found by their claim and by the prior authorisation that they use; no record and no table is changed."""

import zlib

import sqlalchemy as sa
from alembic import op

from core.journal import record, terms

revision = "0002"
down_revision = "0001"

_FEW = 500
_RECORD = sa.table("record", sa.column("seq", sa.Integer), sa.column("body", sa.LargeBinary))
_FOUND_BY = sa.table(
    "found_by", sa.column("field", sa.String), sa.column("value", sa.String), sa.column("seq", sa.Integer)
)


def upgrade() -> None:
    """Read all notes once, and note down by what they are found from now on."""
    connection, last = op.get_bind(), 0
    query = sa.select(_RECORD).order_by(_RECORD.c.seq).limit(_FEW)
    while rows := connection.execute(query.where(_RECORD.c.seq > last)).all():
        last = rows[-1].seq
        found = [{"field": field, "value": value, "seq": row.seq} for row in rows for field, value in _terms(row.body)]
        if found:
            op.bulk_insert(_FOUND_BY, found)


def _terms(data: bytes) -> list[tuple[str, str]]:
    """Of a note; a damaged one has none, and the journal's check names it."""
    try:
        body = record.read(record.unpacked(data))
        return [*terms.of_billing(body)] if "encounter" in body else []
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError):
        return []
