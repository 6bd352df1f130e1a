"""make security: attacks the portal with every scanner we have, and tells what each of them found.

Makes its own environments and portal under var/security; traffic goes to this machine only, but for
installing scanners and asking about known weaknesses in packages. ONLY=bandit,wapiti chooses;
SCAN_SECONDS is how long wapiti walks as one visitor, of which each attack gets a tenth. Ends with
code 1 on a finding nobody accepted in the code.
"""

import fcntl
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var" / "security"
PY = ROOT / ".venv" / "bin" / "python"
sys.path.insert(0, str(ROOT))

from offensief import embedded  # noqa: E402 -- the path above makes ours importable
from tests.portal import Portal  # noqa: E402

APPS = ("offensief", "measures", "incidents", "reports")
# As whom the running portal is attacked; None has not signed in.
VISITORS = {
    "visitor": None,
    "partner": "aedes@demo.example",
    "secretary": "secretaris@demo.example",
    "figures owner": "cijfer@demo.example",
    "head": "hoofd@demo.example",
    "administrator": "beheerder@demo.example",
}
# All that need nothing outside this machine. Left out: modules for other products (cms, printer),
# lists of guesses (buster, nikto), and those that ask a server of Wapiti to call back (ssrf, xxe).
# And csrf: it takes two equal answers for a seal that is not looked at, also when both refuse an
# outdated one. tests/security/test_forged.py holds every form to it.
MODULES = (
    "backup,crlf,exec,file,htaccess,ldap,methods,permanentxss,redirect,shellshock,sql,timesql,"
    "upload,xss"
)


@dataclass(frozen=True)
class Verdict:
    """What one scanner said. `found` is None when it could not do its work."""

    name: str
    found: int | None
    said: str
    seconds: float = 0.0


def environment(name: str) -> Path:
    """The programs of these scanners, installed when they are not there yet."""
    folder, wanted = VAR / "env" / name, ROOT / "tools" / "scanners" / f"{name}.txt"
    stamp = folder / "installed"
    if not stamp.exists() or stamp.read_text() != wanted.read_text():
        uv = str(ROOT / ".venv" / "bin" / "uv")
        subprocess.run([uv, "venv", "-q", "--clear", "--python", PY, folder], check=True)
        python = folder / "bin" / "python"
        subprocess.run([uv, "pip", "install", "-q", "--python", python, "-r", wanted], check=True)
        stamp.write_text(wanted.read_text())
    return folder / "bin"


def run(*command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """One scanner; what it says is kept for reading."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
    )
    (VAR / "logs").mkdir(parents=True, exist_ok=True)
    name = Path(str(command[0])).name
    (VAR / "logs" / f"{name}.log").write_text(f"{done.stdout}\n{done.stderr}")
    return done


def bandit() -> Iterator[Verdict]:
    """Known bad patterns in the code. Accepted ones carry a reason where they stand."""
    program = environment("static") / "bandit"
    done = run(program, "-q", "-c", "pyproject.toml", "-f", "json", "-r", *APPS, "tools")
    results = json.loads(done.stdout)["results"]
    for result in results:
        place = f"{result['filename']}:{result['line_number']}"
        print(f"  {place} {result['test_id']} {result['issue_text']}")
    yield Verdict("bandit", len(results), "patterns in the code")


def pip_audit() -> Iterator[Verdict]:
    """Known weaknesses of packages. Without the service that knows them, nothing was looked at."""
    program = environment("static") / "pip-audit"
    done = run(program, "--disable-pip", "--timeout", "10", "-f", "json", "-r", "requirements.lock")
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        yield Verdict("pip-audit", None, f"SKIPPED, nothing was looked at: {last[:100]}")
        return
    known = [p for p in packages if "vulns" in p]
    found = [(p["name"], v["id"]) for p in known for v in p["vulns"]]
    for name, weakness in found:
        print(f"  {name}: {weakness}")
    if len(known) < len(packages):
        said = f"SKIPPED {len(packages) - len(known)} of {len(packages)} packages: not known there"
        yield Verdict("pip-audit", len(found) or None, said)
        return
    yield Verdict("pip-audit", len(found), f"weaknesses in {len(packages)} packages")


def own_tests() -> Iterator[Verdict]:
    """tests/security, asking everything as everybody."""
    done = run(PY, "-m", "pytest", "-q", "-n", "1", "tests/security", SECURITY="1")
    lines = done.stdout.strip().splitlines() or ["no answer"]
    if done.returncode:
        print("\n".join(f"  {line}" for line in lines if line.startswith(("FAILED", "ERROR"))))
    yield Verdict("tests/security", done.returncode, lines[-1].strip("= "))


@contextmanager
def running_portal() -> Iterator[Portal]:
    """A portal of its own with the people of the demo."""
    VAR.mkdir(parents=True, exist_ok=True)
    with embedded.services(VAR / "portal", database_url="", redis_url="") as (database, queue):
        os.environ |= {"DATABASE_URL": database, "REDIS_URL": queue}
        portal = Portal(VAR / "portal", "security", LOG_LEVEL="ERROR")
        portal.environment["REDIS_URL"] = queue
        try:
            portal.start_web()
            yield portal
        finally:
            portal.close()


def session(portal: Portal, email: str) -> str:
    """The cookie of somebody who signed in; how one signs in is not what is attacked here."""
    code = (
        "from django.test import Client; from offensief.accounts.models import User; c = Client(); "
        f"c.force_login(User.objects.get(email='{email}')); print('session=' + "
        "c.cookies['session'].value)"
    )
    return portal.manage("shell", "--no-imports", "-c", code).strip().splitlines()[-1]


def cookies(portal: Portal) -> dict[str, str]:
    """The cookie of each visitor; an empty one has not signed in."""
    return {name: session(portal, email) if email else "" for name, email in VISITORS.items()}


def schemathesis(portal: Portal) -> Iterator[Verdict]:
    """The API against its own description. It is public: a session may change nothing."""
    program = environment("static") / "schemathesis"
    for name, cookie in cookies(portal).items():
        header = ["-H", f"Cookie: {cookie}"] if cookie else []
        began = time.monotonic()
        done = run(
            program,
            *("run", f"{portal.url}/api/v1/openapi.json", "--url", f"{portal.url}/api/v1"),
            *("--max-examples", "40", "--seed", "2027", "--no-color", "--continue-on-failure"),
            *("--suppress-health-check", "all", "--warnings", "off"),
            # Below the limit of the API, which would answer everything with the same 429.
            *("--rate-limit", "9/s"),
            # Which areas there are, and that a period ends after it began, no schema can say.
            *("--exclude-checks", "positive_data_acceptance"),
            *header,
            PYTHONPATH=str(ROOT / "tools" / "scanners"),
            SCHEMATHESIS_HOOKS="api_hooks",
        )
        summary = done.stdout[done.stdout.find("== SUMMARY") :].splitlines()
        if done.returncode:
            print(done.stdout[done.stdout.find("== FAILURES") :][:6000])
        told = [s.strip() for s in summary if "generated" in s or "Tested" in s]
        spent = time.monotonic() - began
        yield Verdict(f"schemathesis {name}", done.returncode, "; ".join(told), spent)


def wapiti(portal: Portal) -> Iterator[Verdict]:
    """A walk along all pages and forms, trying what visitors with bad plans try."""
    program = environment("wapiti") / "wapiti"
    seconds = int(os.environ.get("SCAN_SECONDS", "300"))
    # By number: a cookie for "localhost" is sent nowhere.
    url = f"http://127.0.0.1:{portal.port}"
    kept = VAR / "scans"
    for name, cookie in cookies(portal).items():
        report, began = VAR / f"wapiti-{name.replace(' ', '-')}.json", time.monotonic()
        report.unlink(missing_ok=True)
        run(
            program,
            *("-u", f"{url}/", "-s", f"{url}/dashboard/", "--scope", "folder"),
            # Four hundred municipalities are one page.
            *("-x", f"{url}/uitloggen/", "-x", f"{url}/static/*"),
            *("-x", f"{url}/gebieden/GM*", "--max-links-per-page", "60"),
            *("-m", MODULES, "-f", "json", "-o", report, "--flush-session", "--no-bugreport"),
            *("--store-session", kept, "--store-config", kept),
            *("--max-scan-time", str(seconds), "--max-attack-time", str(seconds // 10)),
            *("--tasks", "4"),
            *(("--cookie-value", cookie) if cookie else ()),
        )
        spent = time.monotonic() - began
        if cookie and not _came_in(kept):
            yield Verdict(f"wapiti {name}", 1, "was not signed in: it looked at nothing", spent)
        else:
            yield _read(f"wapiti {name}", report, spent)


def _came_in(kept: Path) -> bool:
    """The walk came past a page that everybody has who signed in."""
    newest = max(kept.glob("*.db"), key=lambda path: path.stat().st_mtime)
    with closing(sqlite3.connect(newest)) as store:
        asked = "SELECT count(*) FROM paths WHERE path LIKE '%/berichten/mijn/%'"
        return bool(store.execute(asked).fetchone()[0])


def _read(name: str, report: Path, seconds: float) -> Verdict:
    if not report.exists():
        return Verdict(name, None, "gave no report; see var/security/logs/wapiti.log", seconds)
    told = json.loads(report.read_text())
    found = [
        (kind, fault)
        for part in ("vulnerabilities", "anomalies")
        for kind, faults in told[part].items()
        for fault in faults
    ]
    for kind, fault in found:
        print(f"  {kind}: {fault['method']} {fault['path']} {fault['info']}")
    pages = told["infos"].get("crawled_pages_nbr", "?")
    return Verdict(name, len(found), f"findings on {pages} pages", seconds)


STILL: dict[str, Callable[[], Iterator[Verdict]]] = {
    "bandit": bandit,
    "pip-audit": pip_audit,
    "tests": own_tests,
}
RUNNING: dict[str, Callable[[Portal], Iterator[Verdict]]] = {
    "schemathesis": schemathesis,
    "wapiti": wapiti,
}


def verdicts(chosen: set[str]) -> Iterator[Verdict]:
    """Everything that was asked for, one after the other: two cores are all there may be."""
    for name, scan in STILL.items():
        if name in chosen:
            yield from scan()
    attacks = [attack for name, attack in RUNNING.items() if name in chosen]
    if attacks:
        with running_portal() as portal:
            for attack in attacks:
                yield from attack(portal)


def main() -> int:
    """A line per scanner, and the code of the worst."""
    VAR.mkdir(parents=True, exist_ok=True)
    every = {*STILL, *RUNNING}
    chosen = set(filter(None, os.environ.get("ONLY", "").split(","))) or every
    if chosen - every:
        sys.exit(f"ONLY takes these: {', '.join(sorted(every))}")
    lock = (VAR / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit("make security already runs here; two would share one database.")
    worst = 0
    for verdict in verdicts(chosen):
        mark = "SKIP" if verdict.found is None else ("ok  " if verdict.found == 0 else "FAIL")
        worst |= bool(verdict.found)
        count = "-" if verdict.found is None else verdict.found
        spent = f" ({verdict.seconds:.0f} s)" if verdict.seconds else ""
        print(f"{mark} {verdict.name}: {count} {verdict.said}{spent}", flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main())
