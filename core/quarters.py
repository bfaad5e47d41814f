"""Calendar quarters such as `2026 Q4`: what the government publishes for one of them ages by quarters."""

import datetime

_MONTHS = ("january", "april", "july", "october")


def of(day: datetime.date) -> str:
    """The quarter of a day."""
    return f"{day.year} Q{(day.month + 2) // 3}"


def is_valid(text: str) -> bool:
    """Whether a text is a quarter."""
    year, mark, number = text[:4], text[4:6], text[6:]
    return year.isascii() and year.isdigit() and year.startswith("20") and mark == " Q" and number in set("1234")


def since(quarter: str, day: datetime.date) -> int:
    """How many quarters a day lies after one; 0 in the same one, less where it lies before.

    >>> since("2024 Q3", datetime.date(2026, 11, 20))
    9
    """
    year, number = map(int, quarter.split(" Q"))
    return (day.year - year) * 4 + (day.month + 2) // 3 - number


def published(head: str, name: str) -> str:
    """The quarter of a file of CMS; empty where none is said.

    Args:
        head: what stands over its table, such as `Effective October 1, 2025 through December 31, 2025`.
        name: the file's name, such as `October 2025 ASP Pricing File.csv` or `MUE_Eff_10-01-2025.csv`, for where the
            head says nothing.
    """
    import re  # only where a file of CMS is read

    months = "|".join(_MONTHS)
    effective, named = rf"effective\s+({months})\s+1,\s*(20[0-9]{{2}})\b", rf"({months})[ _-]+(20[0-9]{{2}})"
    for form, text in ((effective, head), (named, name)):
        said = [f"{year} Q{_MONTHS.index(month.lower()) + 1}" for month, year in re.findall(form, text, re.IGNORECASE)]
        if said:
            return max(said)  # an older one is that of a file which this one supersedes
    match = re.search(r"eff[ _-]+(01|04|07|10)-01-(20[0-9]{2})", name, re.IGNORECASE)
    return f"{match[2]} Q{(int(match[1]) + 2) // 3}" if match else ""
