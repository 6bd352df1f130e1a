"""make benchmark-figures: how long importing and asking take beside ten million figures.

Prints tables for docs/performance.md. Everything is measured beside its bare counterpart, in the
same run on the same database: the ratios are what counts. ROWS=1000000 measures beside fewer.
"""

import csv
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from datetime import date
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from offensief import embedded  # noqa: E402 -- the path above makes ours importable

if TYPE_CHECKING:
    from incidents.delivery.entries import Entry
    from incidents.models import Release, Upload
    from incidents.models.figures import ObservationQuerySet
    from incidents.services.demo import Pair

FOLDER = ROOT / "var" / "benchmark"
LINES, PAIRS, TIMES = 100_000, 5, 9
FAULTY_LINES, FAULTS = 200_000, 10_000
OBJECTS = ("totaal", "woning", "bedrijf", "voertuig", "infra", "overige")
PAGES = (
    "/gebieden/",
    "/gebieden/PE-ROTTERDAM/",
    "/doel/2025/",
    "/toen-en-nu/",
    "/cijfers/werkbank/?definitie=DEMO",
)


def main() -> None:
    """Own database, filled by the commands of the demo; removed afterwards."""
    if "--memory" in sys.argv:
        _setup("postgresql://nobody@127.0.0.1:1/none")
        print(_memory())
        return
    rows = os.environ.get("ROWS", "10000000")
    with ExitStack() as stack:
        stack.callback(rmtree, FOLDER, ignore_errors=True)
        _setup(stack.enter_context(embedded.postgres(FOLDER / "postgres")))
        from django.core.management import call_command

        call_command("prepare_demo", "--examples", verbosity=0)
        _report_import()
        call_command("make_demo_deliveries", "--scale", "--rows", rows)
        report_questions()
        report_pages()


def _setup(database: str) -> None:
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


def _report_import() -> None:
    """One file along the real path, and its figures by hand into the same table."""
    from django.utils import timezone

    from incidents.models import Definition
    from incidents.services import working
    from tests import deliveries

    pair = _pair()
    offer = partial(
        deliveries.offer, by=pair.offers, definition=Definition.objects.get(code="DEMO"),
        title="DEMO: proef", organisation="DEMO: proef", known_on=timezone.localdate(),
    )  # fmt: skip
    data = _file(LINES, faults=0)
    upload = offer(data)
    job = _took(partial(working.work, upload.pk))
    upload.refresh_from_db()
    parse = statistics.median(_took(partial(_read, data)) for _ in range(3))
    bare, ours = _write_pairs(upload, pair)
    again = _took(partial(_refused, partial(offer, data)))
    print(f"\n| {LINES:,} lines | Seconds | Against bare COPY |")
    print("|---|---|---|")
    for name, seconds in (
        ("bare COPY of the same rows", bare),
        ("write (unpack, format, COPY)", ours),
        ("parse and validate, and write", parse + ours),
        ("the whole reading job (parse, compare, pack, keep)", job),
    ):
        print(f"| {name} | {seconds:.2f} | {seconds / bare:.2f} |")
    print(f"| the same file offered again: recognised | {again:.3f} | |")
    command = [sys.executable, __file__, "--memory"]
    faulty = _file(FAULTY_LINES, faults=FAULTS)
    said = subprocess.run(command, input=faulty, capture_output=True, check=True).stdout.decode()
    print(f"\nReading {FAULTY_LINES:,} lines with {FAULTS:,} faults: {said}")


def _pair() -> "Pair":
    from incidents.services.demo import Pair
    from offensief.accounts.models import User

    people = User.objects.in_bulk(["cijfer@demo.example", "hoofd@demo.example"], field_name="email")
    return Pair(offers=people["cijfer@demo.example"], releases=people["hoofd@demo.example"])


def _took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _refused(offer: Callable[[], object]) -> None:
    from offensief.lib.refusals import Refused

    with suppress(Refused):
        offer()
        raise SystemExit("The same file was taken twice.")


def _file(lines: int, *, faults: int) -> bytes:
    """Weeks of made-up municipalities with every object; some counts are no count at all."""
    with (ROOT / "incidents" / "data" / "areas.csv").open(encoding="utf-8") as areas:
        rows = list(csv.DictReader(areas, delimiter=";"))
    towns = [r["code"] for r in rows if r["level"] == "municipality" and not r["valid_until"]]
    texts = ["gebied;periode;object;aantal"]
    for n in range(lines):
        rest, town = divmod(n, len(towns))
        week, kind = divmod(rest, len(OBJECTS))
        period = f"{2024 + week // 52}-W{week % 52 + 1:02}"
        wrong = faults and n % (lines // faults) == 0
        texts.append(f"{towns[town]};{period};{OBJECTS[kind]};{'veel' if wrong else n % 9}")
    return "\n".join(texts).encode()


def _read(data: bytes) -> int:
    from django.utils import timezone

    from incidents.delivery.entries import Wish
    from incidents.delivery.reading import read_delivery
    from incidents.services.reading import AreaFinder

    wish = Wish(
        definition="DEMO", definitions={"DEMO"}, find_area=AreaFinder().find,
        known_on=timezone.localdate(),
    )  # fmt: skip
    return read_delivery(data, name="proef.csv", wish=wish).fault_count


def _memory() -> str:
    """Peak memory of this process, before and after; without a database no area is looked up."""
    from incidents.delivery.entries import Wish
    from incidents.delivery.reading import read_delivery

    data = sys.stdin.buffer.read()
    before = _peak()
    wish = Wish(
        definition="DEMO", definitions={"DEMO"}, find_area=lambda text, level, day: text,
        known_on=date(9999, 1, 1),
    )  # fmt: skip
    count = read_delivery(data, name="proef.csv", wish=wish).fault_count
    return f"{count:,} found, peak {_peak():.0f} MB ({before:.0f} MB before it began)."


def _peak() -> float:
    """Of this process alone; what `resource` tells goes on from the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _write_pairs(upload: "Upload", pair: "Pair") -> tuple[float, float]:
    """Median seconds of bare COPY and of ours, turn by turn; every time it is undone."""
    from django.db import connection, transaction

    from incidents.delivery.packing import unpack

    packed = bytes(upload.content.figures)
    bare: list[float] = []
    ours: list[float] = []
    for _ in range(PAIRS):
        with transaction.atomic():
            ready = _ready(_release(upload, pair), unpack(packed))
            bare.append(_took(partial(_bare_copy, ready)))
            transaction.set_rollback(True)
        with transaction.atomic():
            release = _release(upload, pair)
            ours.append(_took(partial(_our_copy, release, packed)))
            transaction.set_rollback(True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM incidents_observation")
    return statistics.median(bare), statistics.median(ours)


def _our_copy(release: "Release", packed: bytes) -> int:
    from incidents.delivery.packing import unpack
    from incidents.services.releasing import copy_figures

    return copy_figures(release, unpack(packed))


def _release(upload: "Upload", pair: "Pair") -> "Release":
    from django.utils import timezone

    from incidents.models import Release, Source

    return Release.objects.create(
        code="demo-proef", title="DEMO: proef", source=Source.objects.earliest("pk"),
        known_until=upload.known_on, known_precision="day", status="final", rank=10_000,
        sha256="", loaded_at=timezone.now(), uploaded_by=pair.offers, released_by=pair.releases,
        is_demo=True,
    )  # fmt: skip


def _ready(release: "Release", entries: "Iterator[Entry]") -> str:
    """The lines as COPY takes them, made before the clock starts."""
    from incidents.models import Area, Definition

    areas = dict(Area.objects.values_list("code", "pk"))
    definition = Definition.objects.get(code="DEMO").pk
    return "".join(
        f"{release.pk}\t{definition}\t{e.period_start}\t{e.period_end}\tt\t\t{areas[e.area]}\t"
        f"{e.object_type}\t{e.outcome}\t{e.value}\t{e.printed}\tnormal\tf\tregel {e.line}\t\n"
        for e in entries
    )


def _bare_copy(ready: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        # Its foreign keys are checked as well, at once, or the end would be left out.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with cursor.copy(
            "COPY incidents_observation (release_id, definition_id, period_start, period_end,"
            " period_is_exact, period_text, area_id, object_type, outcome, value, printed, status,"
            " is_confidential, locator, note) FROM STDIN"
        ) as copy:
            copy.write(ready)


# The same answer by hand: the latest visible figure of each cell, of one definition and kind.
BY_HAND = """
    SELECT DISTINCT ON (o.period_start, o.period_end, o.area_id)
        o.period_start, a.code, o.value, r.code
    FROM incidents_observation o
    JOIN incidents_release r ON r.id = o.release_id
    JOIN incidents_area a ON a.id = o.area_id
    WHERE o.definition_id = (SELECT id FROM incidents_definition WHERE code = 'DEMO')
        AND o.object_type = 'total' AND o.outcome = 'total' AND NOT o.is_confidential
        AND r.known_until <= current_date
        AND (r.embargo_until IS NULL OR r.embargo_until <= now())
        AND (a.level IN ('country', 'unit', 'province') OR o.is_whole_year)
        AND EXISTS (
            SELECT FROM incidents_clearance c WHERE c.release_id = r.id AND c.level = a.level
                AND c.audience = 'public' AND c.opens_at <= now())
        AND {cells}
    ORDER BY o.period_start, o.period_end, o.area_id, r.known_until DESC, r.rank DESC, r.id DESC
"""
QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "weeks of the country": ("a.code = 'NL'", {"area__code": "NL"}),
    "a year of a unit": (
        "a.code = 'PE-ROTTERDAM' AND o.period_start = '2025-01-01' AND o.period_end = '2026-01-01'",
        {
            "area__code": "PE-ROTTERDAM",
            "period_start": date(2025, 1, 1),
            "period_end": date(2026, 1, 1),
        },
    ),
    "all years of all municipalities": (
        "a.level = 'municipality' AND o.is_whole_year",
        {"area__level": "municipality", "whole_years": True},
    ),
}


def report_questions() -> None:
    """What was known today, by hand and by ours; refuses to go on when the answers differ."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print("\n| Question | Rows | By hand | Ours | Ratio | As objects, through Django |")
    print("|---|---|---|---|---|---|")
    for name, (cells, arguments) in QUESTIONS.items():
        known = _known(arguments)
        columns = known.order_by().values_list(
            "period_start", "area__code", "value", "release__code"
        )
        by_hand = partial(_answer, BY_HAND.format(cells=cells))
        ours = partial(_answer, *columns.query.sql_with_params())
        if sorted(by_hand()) != sorted(ours()):
            raise SystemExit(f"{name}: the answers differ")
        bare, asked = _in_turns(by_hand, ours)
        objects, _ = _in_turns(partial(_objects, arguments), lambda: None)
        print(
            f"| {name} | {len(ours())} | {bare:.1f} ms | {asked:.1f} ms | {asked / bare:.2f} |"
            f" {objects:.0f} ms |"
        )


def _known(arguments: Mapping[str, Any]) -> "ObservationQuerySet":
    from django.utils import timezone

    from incidents.selectors.figures import known_as_of
    from incidents.sight import Sight

    return known_as_of(
        timezone.localdate(),
        Sight.public(timezone.now()),
        definition__code="DEMO",
        object_type="total",
        outcome="total",
        **arguments,
    )


def _objects(arguments: Mapping[str, Any]) -> int:
    return len(list(_known(arguments)))


def _answer(query: str, params: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return list(cursor.fetchall())


def _in_turns(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Median milliseconds of two things, measured turn by turn."""
    took = [(1000 * _took(one), 1000 * _took(other)) for _ in range(TIMES)]
    return statistics.median(a for a, _ in took), statistics.median(b for _, b in took)


def report_pages() -> None:
    """Whole pages of somebody of the secretariat."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from offensief.accounts.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="secretaris@demo.example"))
    print("\n| Page | Median | Queries |")
    print("|---|---|---|")
    for page in PAGES:
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page)
            asked = len(queries)
        if answer.status_code != 200:
            raise SystemExit(f"{page} answered {answer.status_code}")
        median, _ = _in_turns(partial(client.get, page), lambda: None)
        print(f"| `{page}` | {median:.0f} ms | {asked} |")


if __name__ == "__main__":
    main()
