"""Writes docs/access.md from the access table (make fix); a house test compares the two."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.integration.access_rows import editions, figures, plan, portal, rounds  # noqa: E402
from tests.integration.access_table import ROLES, Row  # noqa: E402

TARGET = ROOT / "docs" / "access.md"

OPENING = """\
# Who gets what

Made from `tests/integration/access_table.py` by `make fix`. Do not edit: a test compares page and
code, another one asks every address as every role.

| Column | Who |
|---|---|
| nobody | a visitor who has not signed in |
| outsider | an account without a role |
| editor | writes for the partner Aedes (opsteller) |
| aedes | writes and signs for the partner Aedes (ondertekenaar) |
| police | writes and signs for the police: another partner |
| reader | lezer |
| figures | cijfereigenaar |
| head | hoofd |
| secretary | secretariaat |
| admin | beheerder: sees who did what, words about accounts only, no figures but public ones |

| Answer | What it means |
|---|---|
| 200 | shown or done |
| 302 | goes on to another page; for nobody: to the page to sign in |
| 401 | sign in first; what was typed is kept |
| 403 | may see the thing, and may not do this |
| 404 | does not exist, as far as this person can know |
| 405 | this address does not take that method |
| 409, 422 | may do this; the empty form of the test misses something |
| 400 | may ask this; the empty question of the test misses something |

Whatever is asked with another method than GET, HEAD or POST gets 405 or an answer as for POST, and
changes nothing; the API and the pages for signing in also tell their methods (OPTIONS). Words in
capitals stand for a row number.
"""

_SHOWN = {"anonymous": "nobody", "administrator": "admin"}
_ROOMS = {
    "Plan": plan.ROWS,
    "Rounds": rounds.ROWS,
    "Figures": figures.ROWS,
    "Editions": editions.ROWS,
    "Portal": portal.ROWS,
}


def document() -> str:
    """The whole page."""
    parts = [OPENING]
    for title, rows in _ROOMS.items():
        roles = " | ".join(_SHOWN.get(role, role) for role in ROLES)
        parts += [
            f"## {title}\n",
            f"| Address | Asked | {roles} |",
            "|---|---|" + "---|" * len(ROLES),
            *(_line(row) for row in rows),
            "",
        ]
    return "\n".join(parts)


def _line(row: Row) -> str:
    of = ", ".join(row.kwargs.values())
    name = f"{row.name} ({of})" if of else row.name
    return f"| {name} | {row.method} | {' | '.join(map(str, row.codes))} |"


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
