"""Nonsense in an address or a form gets an answer, never an error of ours."""

import pytest
from django.test import Client
from django.urls import reverse

from offensief.accounts.models import User

NUL = "\x00"


@pytest.mark.parametrize(
    "address",
    [
        "/maatregelen/%00/",
        "/maatregelen/1.01%00/",
        "/maatregelen/1.01'--/",
        "/maatregelen/%E2%80%AE/",
        "/cijfers/%00/",
        "/rapportages/%00/",
        "/rapportages/../../etc/passwd/",
        "/api/v1/maatregelen/%00",
    ],
)
def test_a_strange_address_is_not_found(address: str, secretary: User) -> None:
    client = Client()
    client.force_login(secretary)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "name", ["woorden", "pijler", "partner", "fase", "koers", "sorteer", "page"]
)
@pytest.mark.parametrize("value", [NUL, "'", "%", "x" * 3000, "-1", "1e9", "<script>", "\u202e"])
def test_a_strange_filter_shows_a_page(name: str, value: str, secretary: User) -> None:
    client = Client()
    client.force_login(secretary)

    answer = client.get(reverse("measures"), {name: value})

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().replace("<script src", "")


@pytest.mark.parametrize("name", ["version", "phase", "course", "explanation", "result_on"])
def test_a_strange_form_comes_back_with_its_faults(name: str, secretary: User) -> None:
    client = Client()
    client.force_login(secretary)
    form = {"version": "1", "phase": "underway", "course": "on_track", "explanation": "Begonnen."}

    answer = client.post(
        reverse("status_change", kwargs={"number": "3.01"}), {**form, name: f"x{NUL}"}
    )

    assert answer.status_code == 422
    assert "Er is niets opgeslagen." in answer.content.decode()


def test_a_huge_form_is_refused(secretary: User) -> None:
    client = Client()
    client.force_login(secretary)

    answer = client.post(
        reverse("status_change", kwargs={"number": "3.01"}), {"explanation": "x" * 1_500_000}
    )

    assert answer.status_code in {400, 413}
