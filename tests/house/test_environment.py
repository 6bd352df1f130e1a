"""What differs per machine is listed where an administrator looks, with nothing too many."""

import re
from typing import Any

import yaml

from tests.house.files import APPS, python_files, read, table_rows

_READ = re.compile(r'env\.(text|flag|integer|names)\(\s*"([A-Z_]+)"')
# A developer's choice; a container must not be able to make it.
_NEVER_ON_A_SERVER = {"DEBUG", "DEMO"}
# Only who owns the tables makes the account of the portal.
_OF_THE_OWNER = {"PORTAL_DATABASE_PASSWORD"}


def _in_code() -> dict[str, str]:
    """Each variable with how it is read."""
    found = {}
    for path in python_files(*APPS):
        found.update({v: how for how, v in _READ.findall(path.read_text(encoding="utf-8"))})
    return found


def _compose() -> dict[str, Any]:
    compose: dict[str, Any] = yaml.safe_load(read("docker-compose.yml"))
    return compose


def _only_in_compose() -> set[str]:
    return set(re.findall(r"\$\{([A-Z_]+)", read("docker-compose.yml"))) - set(_in_code())


def _in_operations() -> dict[str, bool]:
    """Each variable in the tables, and whether it may come from a file."""
    rows = [row for row in table_rows(read("docs/operations.md")) if len(row) == 3]
    found = [(re.fullmatch(r"`([A-Z_]+)`( \(f\))?", row[0])) for row in rows]
    return {match[1]: bool(match[2]) for match in found if match}


def test_code_reads_variables_through_env_only() -> None:
    outside = [
        path
        for path in python_files(*APPS)
        if path.name != "env.py" and re.search(r"environ(\[|\.get)|getenv", path.read_text())
    ]

    assert len(_in_code()) > 10
    assert not outside


def test_env_example_has_every_variable_and_none_too_many() -> None:
    listed = re.findall(r"^#?([A-Z_]+)=", read(".env.example"), re.MULTILINE)

    assert len(listed) == len(set(listed))
    assert set(listed) == set(_in_code()) | _only_in_compose()


def test_operations_has_every_variable_and_none_too_many() -> None:
    assert set(_in_operations()) == set(_in_code()) | _only_in_compose()


def test_operations_says_which_variables_may_come_from_a_file() -> None:
    texts = {name for name, how in _in_code().items() if how in {"text", "names"}}

    assert {name for name, from_file in _in_operations().items() if from_file} == texts


def test_containers_get_every_variable_but_those_of_developers() -> None:
    given = _compose()["x-portal"]["environment"]

    assert set(given) == set(_in_code()) - _NEVER_ON_A_SERVER - _OF_THE_OWNER


def test_only_migrate_knows_who_owns_the_tables() -> None:
    services = _compose()["services"]
    of_the_portal = _compose()["x-portal"]["environment"]
    migrate = services.pop("migrate")["environment"]
    owner = {"DATABASE_URL": migrate["DATABASE_URL"]}

    assert "://offensief:" in owner["DATABASE_URL"]
    assert migrate == of_the_portal | owner | {name: migrate[name] for name in _OF_THE_OWNER}
    for name in services.keys() - {"database", "queue"}:
        assert services[name]["environment"] == of_the_portal, name


def test_env_example_holds_no_secret() -> None:
    for secret in ("SECRET_KEY", "POSTGRES_PASSWORD", "PORTAL_DATABASE_PASSWORD"):
        assert re.search(rf"^{secret}=$", read(".env.example"), re.MULTILINE)
