# Every target works on a fresh clone; `make` alone lists them.
PY = .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup system demo demo-reset test coverage browser pictures benchmark benchmark-figures benchmark-reports benchmark-sign-in simulation security check fix lock

help:  ## Show what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

setup:  ## Make .venv from the lock file
	@tools/setup.sh

system:
	@tools/system.sh pango

demo: setup system  ## Start the portal with example accounts (PORT=8000)
	@$(PY) tools/demo.py

demo-reset: setup  ## Empty the demo
	@$(PY) tools/demo.py --reset

test: setup  ## Run all tests, the browser tests too
	@tools/system.sh pango chromium
	@COVERAGE_CORE=sysmon $(PY) -m pytest -n auto --dist loadgroup --cov --cov-report=term:skip-covered $(ARGS)

coverage: setup  ## All tests but the browser's, measuring the branches too: half as slow again
	@COVERAGE_CORE=ctrace $(PY) -m pytest -n auto --dist loadgroup --cov --cov-branch --cov-fail-under=95 --cov-report=term:skip-covered --ignore tests/browser $(ARGS)

browser: setup  ## Run only the browser tests
	@tools/system.sh pango chromium
	@$(PY) -m pytest tests/browser $(ARGS)

pictures: setup  ## Take the pictures of the documentation anew
	@tools/system.sh pango chromium
	@PICTURES=1 $(PY) -m pytest tests/browser -k pictures $(ARGS)

benchmark: setup  ## Time pages with 31 and with 3,100 measures
	@$(PY) tools/benchmark.py

benchmark-figures: setup  ## Time importing and asking beside ten million figures (ROWS=1000000)
	@$(PY) tools/figures_benchmark.py

benchmark-reports: setup  ## Time the forms of an edition, and weigh the worker over 50 builds (BUILDS=50)
	@$(PY) tools/report_benchmark.py

benchmark-sign-in: setup  ## Time the sign-in page in a flood of guesses (RATE=200 a second, SECONDS=20)
	@$(PY) tools/sign_in_benchmark.py

simulation: setup  ## Simulate how often the forecast is right
	@$(PY) tools/simulation.py

security: setup  ## Attack the portal: scanners of code, packages, API and pages (ONLY=bandit SCAN_SECONDS=300)
	@$(PY) tools/security.py

check: setup  ## Format, lint, types, walls, migrations, templates, docs
	@$(PY) tools/check.py

fix: setup  ## Put format and simple faults right, write docs/statuses.md and docs/access.md
	@$(PY) tools/statuses.py ; $(PY) tools/access.py ; $(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format --quiet . ; $(PY) -m djhtml --tabwidth 2 templates

lock: setup  ## Take newer versions into the lock files
	@tools/lock.sh --upgrade
