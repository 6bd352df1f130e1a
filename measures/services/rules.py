"""Which days can be true of a plan."""

from datetime import date

from django.utils import timezone

from offensief.lib.dutch import date_long

# A year typed short ("0025") is a slip, not a date.
EARLIEST = date(2020, 1, 1)
LATEST = date(2050, 12, 31)


def wrong_past(day: date | None, *, earliest: date = EARLIEST) -> str:
    """What is wrong with a day on which something happened, or nothing."""
    if day is None:
        return ""
    if day > timezone.localdate():
        return "Deze datum ligt in de toekomst. Vul vandaag of een eerdere dag in."
    if day < earliest:
        if earliest == EARLIEST:
            return f"Deze datum ligt te ver terug. Vul een dag vanaf {EARLIEST.year} in."
        return f"Deze datum ligt te ver terug. Vul een dag vanaf {date_long(earliest)} in."
    return ""


def wrong_planned(day: date | None) -> str:
    """What is wrong with a day on which something is planned, or nothing."""
    if day is None or EARLIEST <= day <= LATEST:
        return ""
    return f"Vul een dag in van {EARLIEST.year} t/m {LATEST.year}."
