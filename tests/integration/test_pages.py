"""Dashboards, lists and headers."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.models import Measure
from offensief.accounts.models import User
from offensief.web.outage import server_error


def page(address: str, person: User | None = None, **query: str) -> str:
    client = Client()
    if person:
        client.force_login(person)
    return client.get(address, query).content.decode()


def test_the_public_dashboard_answers_on_the_target(db: None) -> None:
    text = page("/")

    assert "Doel 2025 niet gehaald (voorlopig): 1.525* aanslagen en pogingen" in text
    assert "1.388" in text
    assert "Het plan: 31 maatregelen in 6 pijlers" in text


def test_the_public_dashboard_tells_no_status(db: None) -> None:
    Measure.objects.filter(number="3.01").update(phase="delivered", course="blocked")

    text = page("/")

    assert "Gerealiseerd" not in text
    assert "Geblokkeerd" not in text


def test_a_year_is_never_printed_with_a_dot(db: None, secretary: User) -> None:
    for text in (page("/"), page("/dashboard/", secretary)):
        assert "2.024" not in text
        assert "2.025" not in text


def test_shares_of_2023_are_of_the_published_total(db: None) -> None:
    text = page("/")

    assert "599 van de 901 (66%)" in text


def test_the_dashboard_shows_what_needs_attention(db: None, secretary: User) -> None:
    Measure.objects.filter(number="3.01").update(course="blocked")
    Measure.objects.filter(number="1.01").update(course="needs_attention")

    text = page("/dashboard/", secretary)

    assert text.index("3.01 Landelijk handelingskader") < text.index("1.01 Clausule")


def test_a_person_without_a_role_is_told_what_to_do(db: None, outsider: User) -> None:
    assert "Vraag het secretariaat om toegang" in page("/dashboard/", outsider)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"pijler": "6"}, ["6.01", "6.02"]),
        ({"golf": "phased", "pijler": "1"}, ["1.05", "1.06"]),
        ({"partner": "ccv"}, ["2.05"]),
        ({"woorden": "landelijk kader"}, ["3.01", "3.03"]),
        ({"fase": "delivered"}, ["3.01"]),
        ({"koers": "blocked"}, ["2.01"]),
        ({"pijler": "6", "sorteer": "-nummer"}, ["6.02", "6.01"]),
        ({"pijler": "onzin"}, []),
    ],
)
def test_filters_work_together(query: dict[str, str], numbers: list[str], reader: User) -> None:
    Measure.objects.filter(number="3.01").update(phase="delivered")
    Measure.objects.filter(number="2.01").update(course="blocked")
    client = Client()
    client.force_login(reader)

    rows = client.get(reverse("measures"), query).context["rows"]

    found = [row.number for row in rows]
    if query == {"woorden": "landelijk kader"}:
        assert set(numbers) <= set(found)
    elif numbers:
        assert found == numbers


def test_a_fragment_holds_only_the_results(reader: User) -> None:
    client = Client()
    client.force_login(reader)

    text = client.get(reverse("measures"), headers={"HX-Request": "true"}).content.decode()

    assert "31 van 31 maatregelen" in text
    assert "<html" not in text


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def add_measures(count: int) -> None:
    """More measures in the first pillar."""
    model = Measure.objects.select_related("plan", "pillar").first()
    assert model is not None
    Measure.objects.bulk_create(
        Measure(
            number=f"8.{100 + n}",
            plan=model.plan,
            pillar=model.pillar,
            short_title=f"Maatregel {n}",
            official_text="Tekst",
            wave="now",
            plan_lines="1",
        )
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("address", "most"), [("/", 15), ("/dashboard/", 23), ("/maatregelen/", 14), ("/cijfers/", 8)]
)
def test_the_number_of_queries_does_not_grow_with_the_plan(
    address: str, most: int, secretary: User
) -> None:
    client = Client()
    client.force_login(secretary)
    before = _queries(client, address)

    add_measures(300)

    assert _queries(client, address) == before
    assert before <= most


def test_every_page_carries_the_safety_headers(db: None) -> None:
    answer = Client().get("/")

    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Permissions-Policy"]


def test_an_address_without_its_slash_is_sent_on(db: None) -> None:
    answer = Client().get("/maatregelen?pijler=1")

    assert answer.status_code == 301
    assert answer["Location"] == "/maatregelen/?pijler=1"


def test_an_outage_of_the_database_says_when_to_come_back() -> None:
    try:
        raise OperationalError("away")
    except OperationalError:
        answer = server_error(None)  # type: ignore[arg-type]

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "opnieuw" in answer.content.decode()
