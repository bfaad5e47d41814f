"""Moments with the offset of the clinic's clock."""

import datetime
import time

import pytest

from core.fhir import clock

NOON = datetime.datetime(2026, 7, 1, 12)  # noqa: DTZ001 - by the clock on the wall


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer is in Tokyo for a while."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()


class TestZone:
    """A zone that was named."""

    def test_summer_and_winter(self) -> None:
        of = clock.of("America/New_York")

        assert clock.written(NOON, of) == "2026-07-01T12:00:00-04:00"
        assert clock.written(NOON.replace(month=1), of) == "2026-01-01T12:00:00-05:00"

    @pytest.mark.parametrize("moment", ["2026-11-01T01:30", "2026-03-08T02:30"])
    def test_hour_in_which_clocks_change_gives_the_day_alone(self, moment: str) -> None:
        """Half past one comes twice on one day, half past two never on another."""
        at = datetime.datetime.fromisoformat(moment)

        assert clock.written(at, clock.of("America/New_York")) == moment[:10]

    def test_offset_that_fhir_can_not_write_gives_the_day_alone(self) -> None:
        assert clock.written(NOON.replace(year=1850), clock.of("America/New_York")) == "1850-07-01"

    @pytest.mark.parametrize("zone", ["EST5", "America", "../etc/passwd", "x\0", "Mars/Olympus"])
    def test_what_is_no_zone_is_refused(self, zone: str) -> None:
        with pytest.raises(ValueError, match="expected a time zone such as America/New_York"):
            clock.of(zone)


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("00:30", "00:45", ("2026-11-01T00:30:00-04:00", "2026-11-01T00:45:00-04:00")),
        ("00:30", "03:00", ("2026-11-01T00:30:00-04:00", "2026-11-01T03:00:00-05:00")),
        ("00:30", "01:30", ("2026-11-01", "2026-11-01")),
        ("01:30", "03:00", ("2026-11-01", "2026-11-01")),
    ],
)
def test_span(start: str, end: str, written: tuple[str, str]) -> None:
    """Both ends have their offset, or both are days."""
    moments = [datetime.datetime.fromisoformat(f"2026-11-01T{time_}") for time_ in (start, end)]

    assert clock.both(moments[0], moments[1], clock.of("America/New_York")) == written


def test_unknown() -> None:
    """Without a clock a moment is its day."""
    assert clock.written(NOON, clock.unknown) == "2026-07-01"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone can't be set on Windows")
@pytest.mark.usefixtures("tokyo")
class TestHere:
    """This computer's clock."""

    def test_offset(self) -> None:
        assert clock.written(NOON, clock.here) == "2026-07-01T12:00:00+09:00"

    def test_year_that_it_does_not_have(self) -> None:
        assert clock.written(NOON.replace(year=1, month=1, day=1), clock.here) == "0001-01-01"
