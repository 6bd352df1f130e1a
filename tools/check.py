"""make check: every quick check at once, each with its own verdict."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
# Enough for Django to start; no check asks the database anything.
ENVIRONMENT = {
    **os.environ,
    "DEBUG": "1",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}

CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy", "."],
    "walls": ["lint-imports"],
    "system": ["python", "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "template indent": ["djhtml", "--check", "--tabwidth", "2", "templates"],
    "template lint": ["djlint", "--lint", "--quiet", "templates"],
    "docs": [
        "python",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/house",
        "--no-header",
    ],
}


def run(name: str) -> tuple[str, int, float, str]:
    """One check: name, exit code, seconds and what it said."""
    command = CHECKS[name]
    began = time.monotonic()
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
    )
    return name, done.returncode, time.monotonic() - began, done.stdout + done.stderr


def main() -> int:
    """All checks, two at a time; what failed is printed whole."""
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, code, seconds, said in pool.map(run, CHECKS):
            print(f"{'ok  ' if code == 0 else 'FAIL'} {name} ({seconds:.1f} s)")
            if code:
                failed += 1
                print(said)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
