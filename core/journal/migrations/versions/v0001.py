"""Records in one chain, what they are found by, logos, drafts, and what waits for a server."""

import itertools

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEPT = ("record", "picture")
_REFUSED = "records of the journal are never changed"


def upgrade() -> None:
    """Make the tables of the first version."""
    word, number = (
        sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql") for length in (100, 9)
    )
    op.create_table(
        "record",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("number", number, nullable=False),
        sa.Column("service_date", sa.String(10), nullable=False),
        sa.Column("identity", sa.String(64), unique=True),
        sa.Column("follows", sa.Integer, unique=True),
    )
    op.create_index("record_number", "record", ["number"])
    op.create_index("record_date", "record", ["service_date", "seq"])
    op.create_index("record_kind", "record", ["kind", "follows"])
    op.create_table(
        "found_by",
        sa.Column("field", sa.String(12), primary_key=True),
        sa.Column("value", word, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "picture",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("text", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "draft",
        sa.Column("slot", sa.String(100), primary_key=True),
        sa.Column("saved_at", sa.String(20), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "waiting",
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("identity", sa.String(64), nullable=False, unique=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        _refuse_on_postgresql()
    else:
        _refuse_on_sqlite()


def _refuse_on_sqlite() -> None:
    for table, what in itertools.product(_KEPT, ("UPDATE", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        )


def _refuse_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION record_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    for table in _KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION record_is_kept()"
        )
