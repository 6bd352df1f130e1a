"""An address that only takes a form says so when it is opened as a page."""

import pytest
from django.test import Client
from django.urls import reverse

from offensief.accounts.models import User
from tests.conftest import SignedIn

_ONLY_TAKES_A_FORM = reverse("status_change", args=["2.05"])


def test_who_opens_it_as_a_page_reads_what_to_do(secretary: User) -> None:
    answer = SignedIn(secretary).get(_ONLY_TAKES_A_FORM)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    page = answer.content.decode()
    assert "<h1>Dit adres hoort bij een formulier</h1>" in page
    assert "Er is niets veranderd." in page
    assert reverse("dashboard") in page


def test_who_has_not_signed_in_is_asked_to(db: None) -> None:
    assert Client().get(_ONLY_TAKES_A_FORM).status_code == 302


def test_an_api_keeps_its_own_answer(db: None) -> None:
    answer = Client().post("/api/v1/maatregelen")

    assert answer.status_code == 405
    assert answer.headers["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("path", ["/healthz", "/", "/robots.txt"])
def test_a_page_that_only_shows_gives_the_bare_answer(path: str, db: None) -> None:
    answer = Client().post(path)

    assert answer.status_code == 405
    assert answer.content == b""
