"""The API as the NL API Design Rules want it."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.usefixtures("db")


def ask(path: str, **headers: str) -> Any:
    return Client().get(f"/api/v1{path}", headers=headers)


def test_measures_come_as_published_without_their_status() -> None:
    answer = ask("/maatregelen").json()

    assert answer["aantal"] == 31
    first = answer["resultaten"][0]
    assert first["nummer"] == "1.01"
    assert first["tekst"].startswith("Actief stimuleren van het opnemen van een clausule")
    assert {"naam": "Aedes", "rol": "Betrokken"} in first["partners"]
    assert set(first) == {"nummer", "titel", "tekst", "pijler", "golf", "planregels", "partners"}


def test_measures_of_one_pillar() -> None:
    answer = ask("/maatregelen?pijler=6").json()

    assert [m["nummer"] for m in answer["resultaten"]] == ["6.01", "6.02"]


def test_pages_link_to_their_neighbours() -> None:
    answer = ask("/maatregelen?paginagrootte=10&pagina=2").json()

    assert len(answer["resultaten"]) == 10
    assert "pagina=3" in answer["volgende"]
    assert "paginagrootte=10" in answer["vorige"]


def test_figures_carry_their_delivery_and_moment() -> None:
    found = ask("/cijfers?paginagrootte=500").json()["resultaten"]

    (figure,) = [
        f
        for f in found
        if f["periodeVanaf"] == "2025-01-01"
        and f["periodeTot"] == "2026-01-01"
        and f["definitie"] == "A"
        and f["uitkomst"] == "Aanslagen en pogingen"
    ]
    assert figure["aantal"] == 1525
    assert figure["levering"]["peildatumUiterlijk"] == "2026-01-09"
    assert figure["levering"]["status"] == "voorlopig"


def test_a_period_that_is_not_exact_says_so_in_the_words_of_its_source() -> None:
    found = ask("/cijfers?paginagrootte=500").json()["resultaten"]

    (vague,) = [f for f in found if f["periodeTekst"] == "eerste maanden van 2024"]
    told = {f["periodeTekst"] for f in found if f["periodeIsPrecies"]}

    assert (vague["aantal"], vague["periodeIsPrecies"]) == (250, False)
    assert "januari t/m oktober 2025" in told


def test_a_lower_bound_of_the_press_says_that_it_is_one() -> None:
    found = ask("/cijfers?paginagrootte=500").json()["resultaten"]

    (press,) = [f for f in found if f["definitie"] == "ANP" and f["aantal"] == 378]

    assert press["opmerking"] == "Telling uit de pers: een ondergrens."


def test_figures_of_an_earlier_day_are_what_was_known_then() -> None:
    found = ask("/cijfers?peildatum=2024-12-31&paginagrootte=500").json()["resultaten"]

    assert all(f["levering"]["peildatumUiterlijk"] <= "2024-12-31" for f in found)
    assert 1543 not in {f["aantal"] for f in found}


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/maatregelen?pagina=abc", "pagina"),
        ("/maatregelen?pagina=99", "pagina"),
        ("/maatregelen?pagina=0", "pagina"),
        ("/maatregelen?paginagrootte=501", "paginagrootte"),
        ("/maatregelen?paginagrootte=²", "paginagrootte"),
        ("/maatregelen?pijler=7", "pijler"),
        ("/maatregelen?pijlr=1", "pijlr"),
        ("/maatregelen/1.01?x=1", "x"),
        ("/pijlers?x=1", "x"),
        ("/pijlers/1?x=1", "x"),
        ("/cijfers?peildatum=gisteren", "peildatum"),
        ("/cijfers?peildatum=2025-02-30", "peildatum"),
    ],
)
def test_a_wrong_question_is_a_400_that_names_the_part(path: str, part: str) -> None:
    answer = ask(path)

    problem = answer.json()
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert problem["status"] == 400
    assert part in {fault["onderdeel"] for fault in problem["fouten"]}


def test_two_wrong_parts_are_named_at_once() -> None:
    problem = ask("/maatregelen?x=1&y=2").json()

    assert len(problem["fouten"]) == 2


@pytest.mark.parametrize("path", ["", "/", "/bestaat-niet", "/maatregelen/", "/maatregelen/9.99"])
def test_what_is_not_there_is_a_problem_document(path: str) -> None:
    answer = ask(path)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert {"status", "title", "detail"} <= set(answer.json())


def test_another_form_is_refused() -> None:
    answer = ask("/maatregelen", accept="application/xml")

    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_the_api_only_reads(method: str) -> None:
    answer = Client().generic(method, "/api/v1/maatregelen")

    assert answer.status_code == 405
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize("path", ["/maatregelen", "/bestaat-niet", "/openapi.json"])
def test_every_answer_has_version_and_safety_headers(path: str) -> None:
    answer = ask(path, origin="https://elders.example")

    assert answer["API-Version"] == "1.0.0"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_the_openapi_document_describes_every_address() -> None:
    document = json.loads(ask("/openapi.json").content)

    assert document["openapi"].startswith("3.")
    assert document["info"]["version"] == "1.0.0"
    assert set(document["paths"]) == {
        "/pijlers",
        "/pijlers/{nummer}",
        "/maatregelen",
        "/maatregelen/{nummer}",
        "/cijfers",
        "/edities",
        "/edities/{nummer}",
        "/vergelijkingen",
    }


def test_the_api_knows_no_session(secretary: object, client: Client) -> None:
    """A signed-in browser gets what everybody gets."""
    client.force_login(secretary)  # type: ignore[arg-type]

    assert client.get("/api/v1/maatregelen").json() == ask("/maatregelen").json()


def test_the_page_about_the_api_names_its_addresses() -> None:
    page = Client().get(reverse("api_page")).content.decode()

    assert "/api/v1/openapi.json" in page


def compare_years(**changes: str) -> Any:
    asked = {
        "periodeVanaf": "2025-01-01",
        "periodeTot": "2026-01-01",
        "basisVanaf": "2024-01-01",
        "basisTot": "2025-01-01",
        **changes,
    }
    return Client().get("/api/v1/vergelijkingen", asked)


def test_two_whole_years_are_compared_with_their_marks() -> None:
    found = compare_years().json()

    assert found["toegestaan"] is True
    assert round(found["verhouding"], 3) == 0.988
    assert any("voorlopig" in mark for mark in found["opmerkingen"])


def test_a_recount_and_a_count_from_before_it_are_refused_with_the_reason() -> None:
    found = compare_years(
        periodeVanaf="2023-01-01",
        periodeTot="2024-01-01",
        basisVanaf="2022-01-01",
        basisTot="2023-01-01",
    ).json()

    assert (found["cijfer"]["aantal"], found["basis"]["aantal"]) == (901, 228)
    assert found["toegestaan"] is False
    assert "anders is geteld dan daarvoor" in found["reden"]


def test_unlike_periods_are_refused_with_the_reason() -> None:
    found = compare_years(periodeTot="2025-11-01").json()

    assert found["toegestaan"] is False
    assert "niet even lang" in found["reden"]
    assert found["verhouding"] is None


def test_a_figure_that_is_not_there_is_not_found() -> None:
    assert compare_years(gebiedcode="GM0518").status_code == 404
    assert compare_years(periodeVanaf="gisteren").status_code == 400
    assert compare_years(onbekend="1").status_code == 400


def test_a_parameter_that_is_given_twice_is_refused(client: Client) -> None:
    answer = client.get("/api/v1/maatregelen?paginagrootte=1&paginagrootte=2")

    assert answer.status_code == 400
    assert answer.json()["fouten"] == [
        {"onderdeel": "paginagrootte", "uitleg": "Geef deze parameter één keer."}
    ]


def test_the_description_tells_the_limits_and_that_a_comparison_may_not_be_there(
    client: Client,
) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    told = {p["name"]: p["schema"] for p in paths["/maatregelen"]["get"]["parameters"]}
    assert (told["paginagrootte"]["minimum"], told["paginagrootte"]["maximum"]) == (1, 500)
    assert "404" in paths["/vergelijkingen"]["get"]["responses"]
