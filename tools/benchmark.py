"""make benchmark: how long pages take with 31 and with 3,100 measures, and how often they ask.

Prints a table for docs/performance.md. The ratios are what counts; seconds differ per machine.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from offensief import embedded  # noqa: E402 -- the path above makes ours importable

SMALL, LARGE = 31, 3100
TIMES = 9
PAGES = {
    "lijst van maatregelen": "/maatregelen/",
    "lijst, gefilterd en gesorteerd": "/maatregelen/?koers=not_assessed&sorteer=titel",
    "lijst zoals een maand geleden": "/maatregelen/?peildatum={past}",
    "een maatregel": "/maatregelen/1.01/",
    "een maatregel, een maand geleden": "/maatregelen/1.01/?peildatum={past}",
    "dashboard": "/dashboard/",
    "dashboard, een maand geleden": "/dashboard/?peildatum={past}",
    "gaten-radar": "/gaten/",
    "twee dagen vergelijken": "/vergelijken/?van={past}",
    "zoeken": "/zoeken/?q=handelingskader",
    "zoeken met een tikfout": "/zoeken/?q=handelinskader",
    "export als CSV": "/maatregelen/export.csv",
    "een register": "/registers/producten/",
    "rondecockpit": "/rondes/{round}/",
    "beoordelen van een partner": "/rondes/{round}/partners/aedes/",
    "berichten van een ronde": "/rondes/{round}/berichten/",
}
# Pages that the partner sees.
PARTNER_PAGES = {
    "wat wordt er van mij gevraagd": "/uitvraag/",
    "een ronde voor een partner": "/uitvraag/{round}/aedes/",
    "een antwoord": "/uitvraag/{round}/aedes/1.01/",
}


def main() -> None:
    """Own database, both sizes, one table."""
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        database = stack.enter_context(embedded.postgres(Path(folder) / "postgres"))
        os.environ |= {
            "DATABASE_URL": database,
            "REDIS_URL": "redis://127.0.0.1:1",
            "DEBUG": "1",
            "DEMO": "1",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "offensief.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("prepare_demo", "--examples", verbosity=0)
        small = _measured(SMALL)
        large = _measured(LARGE)
    print(f"| Page | {SMALL} | {LARGE} | Ratio | Queries at both |")
    print("|---|---|---|---|---|")
    for name in PAGES | PARTNER_PAGES:
        (fast, few), (slow, many) = small[name], large[name]
        queries = str(few) if few == many else f"{few} and {many}"
        print(f"| {name} | {fast:.0f} ms | {slow:.0f} ms | {slow / fast:.2f} | {queries} |")


def _measured(total: int) -> dict[str, tuple[float, int]]:
    """Median milliseconds and number of queries per page."""
    from datetime import timedelta

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from measures.rounds.models import Round
    from offensief.accounts.models import User
    from tests.crowd import fill, fill_rounds

    fill(total)
    round_ = Round.objects.latest("opens_on")
    if total == LARGE:
        fill_rounds(round_)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    secretary, partner = Client(), Client()
    secretary.force_login(User.objects.get(email="secretaris@demo.example"))
    partner.force_login(User.objects.get(email="aedes@demo.example"))
    past = (timezone.localdate() - timedelta(days=30)).isoformat()
    found = {}
    for name, address in (PAGES | PARTNER_PAGES).items():
        url = address.format(past=past, round=round_.number)
        client = partner if name in PARTNER_PAGES else secretary
        # The first look of a partner is kept.
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
            asked = len(queries)
        if answer.status_code != 200:
            raise SystemExit(f"{url} answered {answer.status_code}")
        found[name] = (_median(partial(client.get, url)), asked)
    return found


def _median(act: Callable[[], object]) -> float:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


if __name__ == "__main__":
    main()
