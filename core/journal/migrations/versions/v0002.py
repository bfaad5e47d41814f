"""Notes are found by their patient, their claim and the prior authorisation that they use; no record is changed.

A program of the first version that is still open would file notes that count nowhere. So the table by which records
are found gets another name; under its old one it can be read, but what is written there is refused.
"""

import zlib

import sqlalchemy as sa
from alembic import op

from core.journal import record, terms

revision = "0002"
down_revision = "0001"

_FEW = 500
_OLDER = "a newer Vialnote has changed the journal; start Vialnote again in its newest version"
_RECORD = sa.table("record", sa.column("seq", sa.Integer), sa.column("body", sa.LargeBinary))
_TERM = sa.table("term", sa.column("field", sa.String), sa.column("value", sa.String), sa.column("seq", sa.Integer))


def upgrade() -> None:
    """Read all notes once, and note down by what they are found from now on."""
    connection, last = op.get_bind(), 0
    op.rename_table("found_by", "term")
    _refuse_older(connection.dialect.name)
    query = sa.select(_RECORD).order_by(_RECORD.c.seq).limit(_FEW)
    while rows := connection.execute(query.where(_RECORD.c.seq > last)).all():
        last = rows[-1].seq
        found = [{"field": field, "value": value, "seq": row.seq} for row in rows for field, value in _terms(row.body)]
        if found:
            op.bulk_insert(_TERM, found)


def _refuse_older(database: str) -> None:
    op.execute("CREATE VIEW found_by AS SELECT field, value, seq FROM term")
    if database == "postgresql":
        op.execute(
            "CREATE FUNCTION program_is_older() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_OLDER}'; END $$"
        )
        body = "FOR EACH ROW EXECUTE FUNCTION program_is_older()"
    else:
        body = f"BEGIN SELECT RAISE(ABORT, '{_OLDER}'); END"
    op.execute(f"CREATE TRIGGER found_by_is_old INSTEAD OF INSERT ON found_by {body}")


def _terms(data: bytes) -> list[tuple[str, str]]:
    """Of a note; a damaged one has none, and the journal's check names it."""
    try:
        body = record.read(record.unpacked(data))
        return [*terms.of_the_second_version(body)] if "encounter" in body else []
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError):
        return []
