"""Files of a year's encounters and of its claim lines, for measures of whole files."""

from collections.abc import Iterator

from core.judging import BILLED, ENCOUNTER

DOSES = (25, 50, 60, 75, 90, 100, 120, 150, 200, 250, 300, 450)
CODES = ("0641-6175-10", "0641-6174-10", "0078-0182-01", "0641-6177-01")
LINES = "Patient,Claim No,Date of Service,Plan,Route,Dose,NDC,Vials,HCPCS,Units,Mod 1,Mod 2\n"


def encounters(path: str, number: int, *, varied: bool) -> None:
    """Write encounters: a dozen doses in a few containers a day, or no two alike."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(ENCOUNTER + BILLED) + "\n")
        for n in range(number):
            dose = f"{(n * 7919) % 450_000 / 1000 + 0.001:.3f}" if varied else str(DOSES[n * 7 % 12])
            opened = f"{CODES[n % 4]} x {1 + n % 4}; {CODES[n * 3 % 4]} x 1"
            day = "-".join(date(n, number))
            file.write(f"E{n},{day},office,medicare-part-b,purchased,SC,{dose} mcg,{opened},3,1,JW\n")


def claim_lines(path: str, number: int, *, apart: bool) -> None:
    """Write two lines of each claim: one after the other, or the discarded ones apart at the end."""
    claims = number // 2
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(LINES)
        if apart:
            file.writelines(given for given, _ in pairs(claims))
            file.writelines(thrown for _, thrown in pairs(claims))
        else:
            file.writelines(line for pair in pairs(claims) for line in pair)


def pairs(claims: int) -> Iterator[tuple[str, str]]:
    """The line of what was given and of what was discarded, claim by claim."""
    for n in range(claims):
        (year, month, day), dose = date(n, claims), DOSES[n * 7 % 12]
        start = f"Sample {n},E{n},{month}/{day}/{year},Plan {n % 4},SubQ,{dose},{CODES[n % 4]},5,J2354"
        yield f"{start},{(dose + 24) // 25},,\n", f"{start},{n % 4},JW,\n"


def date(n: int, number: int) -> tuple[str, str, str]:
    """Year, month and day of the n-th of so many."""
    return "2026", f"{1 + n * 12 // number:02d}", f"{1 + n * 336 // number % 28:02d}"
