"""Numbers of editions: 2026-concept-3 for a concept, 2026-1 once final, 2026-1a corrects that.

A number is given once. Whoever numbers holds the lock until the end of the transaction.
"""

import re

from django.db import connection

from offensief.lib.refusals import Refused
from reports.models import Edition

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def lock() -> None:
    """One at a time numbers, and settles two clicks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reports.edition.number'))")


def next_concept(year: int) -> str:
    """The next number of a concept in this year."""
    return f"{year}-concept-{_last(rf'{year}-concept-(\d+)') + 1}"


def next_final(year: int) -> str:
    """The next number of a final edition in this year."""
    return f"{year}-{_last(rf'{year}-(\d+)[a-z]?') + 1}"


def next_correction(of: Edition) -> str:
    """2026-1 becomes 2026-1a, and 2026-1a becomes 2026-1b. Raises Refused after 26."""
    base = of.number.rstrip(_LETTERS)
    taken = set(Edition.objects.filter(number__startswith=base).values_list("number", flat=True))
    for letter in _LETTERS:
        if f"{base}{letter}" not in taken:
            return f"{base}{letter}"
    raise Refused(f"Van editie {base} zijn er al {len(_LETTERS)} correcties.")


def _last(pattern: str) -> int:
    numbers = Edition.objects.filter(number__regex=f"^{pattern}$").values_list("number", flat=True)
    return max((int(re.fullmatch(pattern, n)[1]) for n in numbers), default=0)  # type: ignore[index]
