"""The journal's tables, for every database that may hold them."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table

VERSION = "0002"
"""Of these tables; the last of the migrations."""

metadata = MetaData()

WORD = String(100).with_variant(String(100, collation="C"), "postgresql")
"""A text that is compared letter by letter, whatever language the server speaks."""

NUMBER = String(9).with_variant(String(9, collation="C"), "postgresql")
"""The same for a note's number."""

record = Table(
    "record",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),  # packed canonical JSON
    Column("kind", String(10), nullable=False),
    Column("number", NUMBER, nullable=False),  # empty, as is the date, of a record that is of no note
    Column("service_date", String(10), nullable=False),  # ISO, which sorts as dates do
    Column("identity", String(64), unique=True),  # hash of the encounter; none of a void
    Column("follows", Integer, unique=True),  # one record is amended or voided once, by whoever comes first
    Index("record_number", "number"),
    Index("record_date", "service_date", "seq"),
    Index("record_kind", "kind", "follows"),  # who asks for no more than this need not read the bodies between
)
"""Written once, never changed: triggers refuse it."""

found_by = Table(
    "term",
    metadata,
    Column("field", String(12), primary_key=True),
    Column("value", WORD, primary_key=True),
    Column("seq", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""By what a record is found: one row for each word of the patient's name, each lot, NDC and so on.

Programs that know only the first version write to `found_by` instead, where a view refuses it: what they would file
counts nowhere."""

picture = Table(
    "picture",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("text", LargeBinary, nullable=False),  # as the settings keep it
)
"""The clinic's logos, each once: records name theirs by its SHA-256. Never changed, like them."""

draft = Table(
    "draft",
    metadata,
    Column("slot", String(100), primary_key=True),  # one for each open window
    Column("saved_at", String(20), nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""What is typed and not yet a note."""

waiting = Table(
    "waiting",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("identity", String(64), nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),
)
"""Finished notes that the clinic's server has not taken yet, in the order in which they are filed."""
