"""All that `make bench` measures: the programs that do, in order, and what each of their figures is."""

from bench.results import Point

COPY = "reading and writing the CSV alone"
ROWS = "the same rows read by their places"
COMMIT = "a bare commit of the same bytes"

POINTS = {
    "commands": {
        "calc": Point("vialnote calc", "python -c pass"),
        "plan": Point("vialnote plan, 100,000 mcg of ten sizes", "of one vial"),
    },
    "first_paint": {
        "paint": Point("start to first paint", "start of a bare Qt window to its first paint"),
        "form": Point("start to filled form", "start of a bare Qt window to its first paint"),
    },
    "keystroke": {
        "p50": Point("keystroke to repainted answer, p50", "keystroke to a repainted label"),
        "p99": Point("keystroke to repainted answer, p99", "keystroke to a repainted label"),
    },
    "preview": {"preview": Point("keystroke to new preview", "the pause that is waited for more keys")},
    "note": {"note": Point("note as PDF", "a bare ReportLab page, same fonts")},
    "batch": {
        "short": Point("batch of 10,000 rows", COPY, rows=10_000),
        "short-memory": Point("batch of 10,000 rows, peak memory", COPY, "MB"),
        "long": Point("batch of 1,000,000 rows", COPY, rows=1_000_000),
        "long-memory": Point("batch of 1,000,000 rows, peak memory", COPY, "MB"),
        "varied": Point("batch of 100,000 rows, no two doses alike", COPY, rows=100_000),
        "varied-memory": Point("batch, no two doses alike, peak memory", COPY, "MB"),
    },
    "audit": {
        "together": Point("audit of 200,000 claim lines", COPY, rows=200_000),
        "together-memory": Point("audit of 200,000 claim lines, peak memory", COPY, "MB"),
        "apart": Point("audit, lines of a claim far apart", COPY, rows=200_000),
        "apart-memory": Point("audit, lines far apart, peak memory", COPY, "MB"),
    },
    "journal": {
        "file": Point("note filed in a journal of 1,000,000", "write and fsync of the same bytes"),
        "save": Point("note saved: filed there, and as PDF", "write and fsync of the same bytes"),
        "name": Point("search of 1,000,000: a name, 100,000 have it", ROWS),
        "number": Point("search: the first digits of a record number", ROWS),
        "month": Point("search: a month", ROWS),
        "state": Point("search: discards not confirmed", ROWS),
        "places": Point("search: how many have that name", "as many places read out of an index"),
        "report": Point("report of a quarter, 36,000 of these notes", "reading them"),
        "open": Point("journal of 1,000,000 opened", "an empty one"),
    },
    "seats": {
        "seats-1": Point("note filed on a server, one seat", COMMIT),
        "seats-8": Point("note filed on a server, eight seats at once", COMMIT),
        "seats-p99": Point("99 of 100 of these within", COMMIT),
    },
}
