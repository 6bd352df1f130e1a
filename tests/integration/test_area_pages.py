"""Pages of areas, the workbench, then and now, and a partner's own figures."""

from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from incidents.models import Area
from incidents.selectors.figures import last_unit_changes
from incidents.sight import Sight
from measures.models import Partner
from offensief.accounts.models import User
from offensief.lib.refusals import NotAllowed
from reports import scopes
from reports.models import PartnerScope
from reports.selectors.areas import area_index
from reports.selectors.hindsight import hindsight_view
from tests.conftest import SignedIn
from tests.deliveries import accepted

EVERYBODY = Sight.public(datetime(2026, 11, 24, 12, tzinfo=UTC))
WEEKS = "".join(f"NL;2026-W{n:02};{28 + n % 5}\n" for n in range(1, 27))


def page(client: Client, address: str, **query: str) -> str:
    found = client.get(address, query)
    assert found.status_code == 200
    return found.content.decode()


def test_a_unit_shows_its_years_with_what_they_can_bear(db: None) -> None:
    text = page(Client(), "/gebieden/PE-ROTTERDAM/")

    assert "2024: 296 (niet te onderscheiden)" in text
    assert "vanaf 22%, of vanaf 30%" in text
    assert "263 tot 332" in text


@pytest.mark.parametrize(("units", "year"), [(1, 2024), (5, 2025)])
def test_the_map_is_of_the_last_year_that_half_of_the_units_tell_of(
    units: int, year: int, figures_owner: User, head: User
) -> None:
    names = ("Amsterdam", "Rotterdam", "Den Haag", "Noord-Holland", "Midden-Nederland")
    rows = "".join(f"{name};politie-eenheid;2025;99\n" for name in names[:units])
    text = f"gebied;soort gebied;periode;aantal\n{rows}"
    accepted(text, figures_owner, head, known_on=date(2026, 2, 1))

    index = area_index(date(2026, 3, 1), Sight.public(timezone.now()))

    assert index.units is not None
    assert index.units.title.startswith(f"Aantal per politie-eenheid, {year}")
    assert index.levels[0].title == f"Politie-eenheden in {year}"


def test_every_list_of_areas_says_whose_counts_those_are_and_as_known_when(
    figures_owner: User, head: User
) -> None:
    rows = "".join(
        f"{name};politie-eenheid;2025;{count}\n"
        for name, count in (("Amsterdam", 99), ("Rotterdam", 88), ("Limburg", 77), ("Den Haag", 66))
    )
    text = f"gebied;soort gebied;periode;aantal\n{rows}"
    accepted(text, figures_owner, head, known_on=date(2026, 2, 1))
    today = timezone.localdate()

    units = area_index(today, Sight.public(timezone.now())).levels[0]
    shown = page(Client(), "/gebieden/")

    assert units.source.startswith("Bron: ")
    assert "(peildatum: " in units.source
    assert units.source in unescape(shown).partition('id="lijst-1"')[2].partition("</section>")[0]


def test_objects_of_an_area_say_as_known_when(figures_owner: User, head: User) -> None:
    rows = "".join(
        f"Rotterdam;politie-eenheid;2025;{kind};{count}\n"
        for kind, count in (("totaal", 90), ("woning", 60), ("bedrijf", 30))
    )
    text = f"gebied;soort gebied;periode;object;aantal\n{rows}"
    accepted(text, figures_owner, head, known_on=date(2026, 2, 1))

    shown = page(Client(), "/gebieden/PE-ROTTERDAM/")

    objects = shown.partition("Soorten objecten in 2025")[2].partition("</table>")[0]
    assert objects.count("1 februari 2026") == 2


def test_an_area_shows_what_was_known_on_a_day(db: None) -> None:
    text = page(Client(), "/gebieden/PE-ROTTERDAM/", peildatum="2025-04-14")

    assert "Nog geen cijfers" in text


def test_counts_of_another_definition_stand_apart(db: None) -> None:
    text = page(Client(), "/gebieden/GM0363/")

    assert "Zet ze niet naast de cijfers hierboven" in text
    assert "telling ANP" in text


def test_no_figure_is_another_thing_than_zero(db: None) -> None:
    text = page(Client(), "/gebieden/")

    row = text.partition(">Limburg</a>")[2][:200]
    assert "geen cijfer" in row


@pytest.mark.parametrize(
    ("name", "code"),
    [("Den Bosch", "GM0796"), ("rotterdam", "GM0599"), ("Zuid-Holland", "PV28")],
)
def test_a_name_leads_to_its_area(name: str, code: str, db: None) -> None:
    found = Client().get("/gebieden/", {"naam": name})

    assert found.headers["Location"] == f"/gebieden/{code}/"


def test_a_name_that_is_no_area_says_so(db: None) -> None:
    found = Client().get("/gebieden/", {"naam": "Atlantis"})

    assert found.status_code == 404
    assert "Dit gebied is niet gevonden" in found.content.decode()


def test_a_municipality_that_merged_points_at_the_new_one(db: None) -> None:
    text = page(Client(), "/gebieden/GM0501/")

    assert "opgegaan in" in text
    assert "Voorne aan Zee" in text


def test_then_and_now_shows_a_figure_on_both_days(figures_owner: User, head: User) -> None:
    today = timezone.localdate()
    first, second = today - timedelta(days=60), today - timedelta(days=10)
    text = "gebied;periode;aantal\nNL;2026-K1;{}\n"
    accepted(text.format(380), figures_owner, head, known_on=first)
    accepted(text.format(392), figures_owner, head, known_on=second)

    shown = page(Client(), "/toen-en-nu/", toen=(first + timedelta(days=1)).isoformat())

    row = shown.partition("januari t/m maart 2026")[2][:900]
    assert "380" in row
    assert "392" in row
    assert "+3,2%" in row
    assert "Hoe cijfers later zijn bijgesteld" in shown


def test_a_day_that_is_no_day_is_answered(db: None) -> None:
    found = Client().get("/toen-en-nu/", {"toen": "morgen"})

    assert found.status_code == 422


@pytest.mark.parametrize(
    ("then", "row"),
    [
        ("2024-01-01", ("januari t/m november 2023", "622", "december 2023", "901")),
        ("2025-02-01", ("2024 tot en met half december", "1.234", "januari 2025", "1.543")),
    ],
)
def test_a_figure_of_part_of_a_year_stands_beside_the_later_count_of_that_year(
    then: str, row: tuple[str, ...], db: None
) -> None:
    view = hindsight_view(date.fromisoformat(then), date(2026, 6, 1), EVERYBODY)

    found = [f for f in view.otherwise if f.what.startswith(row[0]) and f.count == row[1]]

    assert [(row[2] in f.known, f.later_count) for f in found] == [(True, row[3])]
    assert "Niet te vergelijken: " in found[0].why


def test_a_count_within_bounds_stands_beside_the_exact_count_of_that_year(db: None) -> None:
    view = hindsight_view(date(2024, 6, 1), date(2026, 6, 1), EVERYBODY)

    assert ("~900", "901", "Niet te vergelijken: het eerste is geen precies aantal.") in {
        (f.count, f.later_count, f.why) for f in view.otherwise
    }
    assert {row.note for row in view.same if row.now == "901"} == {""}


def test_a_count_of_a_whole_year_is_not_said_to_be_counted_otherwise_later(db: None) -> None:
    view = hindsight_view(date(2025, 2, 1), date(2026, 6, 1), EVERYBODY)

    assert {"901", "1.057", "228"}.isdisjoint(f.count for f in view.otherwise)


def test_a_figure_whose_year_was_counted_otherwise_is_not_called_the_same_without_a_note(
    db: None,
) -> None:
    view = hindsight_view(date(2024, 1, 1), date(2026, 6, 1), EVERYBODY)

    (row,) = (r for r in view.same if (r.then, "november 2023" in r.what) == ("622", True))

    assert "Over 2023 is later een ander cijfer bekend geworden: 901." in row.note


def test_nothing_changed_is_said_of_the_same_period_and_definition_only(db: None) -> None:
    shown = page(Client(), "/toen-en-nu/", toen="2023-08-01")

    assert "precies dezelfde periode en definitie" in shown
    assert "Later anders geteld" in shown


def test_figures_nobody_knows_the_meaning_of_are_no_revision(db: None) -> None:
    shown = page(Client(), "/toen-en-nu/", toen="2023-08-01")

    assert "veranderd: 0" in shown
    assert "nog niet te tekenen" in shown


def two_years(*names: str) -> str:
    """A delivery of these units in 2024 and 2025."""
    rows = "".join(f"{n};politie-eenheid;{y};{y - 1900}\n" for n in names for y in (2024, 2025))
    return f"gebied;soort gebied;periode;aantal\n{rows}"


def test_units_of_one_delivery_only_stand_in_the_funnel(figures_owner: User, head: User) -> None:
    others = ("Rotterdam", "Den Haag", "Noord-Holland")
    first = accepted(
        two_years("Amsterdam", *others), figures_owner, head, known_on=date(2026, 2, 1)
    )
    accepted(two_years("Amsterdam"), figures_owner, head, known_on=date(2026, 3, 1))

    found = last_unit_changes("A", date(2026, 4, 1), Sight.public(timezone.now()))

    assert {c.current.area for c in found} == set(others)
    assert {c.current.release for c in found} == {first.code}


def test_the_workbench_names_every_delivery_its_dots_come_from(
    figures_owner: User, head: User
) -> None:
    text = f"gebied;week;aantal\n{WEEKS}"
    accepted(text, figures_owner, head, known_on=date(2026, 7, 10))
    accepted(
        "gebied;week;aantal\nNL;2026-W27;31\n", figures_owner, head, known_on=date(2026, 7, 20)
    )

    text = page(SignedIn(head), "/cijfers/werkbank/")

    assert "(peildatum: 10 juli 2026)" in text
    assert "(peildatum: 20 juli 2026)" in text


def test_the_workbench_draws_weeks_when_they_are_delivered(figures_owner: User, head: User) -> None:
    text = f"gebied;week;aantal\n{WEEKS}"
    accepted(text, figures_owner, head, known_on=date(2026, 7, 10))

    text = page(SignedIn(head), "/cijfers/werkbank/")

    assert "Gewone en ongewone weken" in text
    assert "De CUSUM kijkt" in text
    assert "Benjamini-Hochberg" in text


def test_a_partner_sees_its_own_figures_beside_its_measures(aedes: User) -> None:
    partner = Partner.objects.get(key="aedes")
    scopes.add_scope(partner=partner, area=None, object_type="home", by=None)

    text = page(SignedIn(aedes), "/partners/aedes/cijfers/")

    assert "2024: 1.119 (gestegen)" in text
    assert "1.01 Clausule" in text
    assert "zeggen niet of een maatregel werkt" in text
    assert "Uw cijfers: Aedes" in page(SignedIn(aedes), "/dashboard/")


def test_the_secretariat_adds_an_area_and_takes_it_away(secretary: User) -> None:
    client = SignedIn(secretary)
    form = {"area": "Rotterdam", "level": "unit", "object_type": ""}

    client.post("/partners/politie/cijfers/", form)
    scope = PartnerScope.objects.get()
    assert scope.area == Area.objects.get(code="PE-ROTTERDAM")
    client.post(f"/partners/politie/cijfers/{scope.pk}/weg/")

    scope.refresh_from_db()
    assert scope.ended_at is not None


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"area": "Atlantis", "level": "unit", "object_type": ""}, "kennen we niet"),
        ({"area": "", "level": "unit", "object_type": ""}, "Kies een gebied of een soort object"),
        ({"area": "Rotterdam", "level": "unit", "object_type": "home"}, "niet allebei"),
    ],
)
def test_a_scope_that_is_not_right_says_why(
    form: dict[str, str], why: str, secretary: User
) -> None:
    found = SignedIn(secretary).post("/partners/politie/cijfers/", form)

    assert found.status_code == 422
    assert why in found.content.decode()
    assert not PartnerScope.objects.exists()


def test_the_same_scope_twice_is_one(secretary: User) -> None:
    partner = Partner.objects.get(key="aedes")

    for _ in range(2):
        scopes.add_scope(partner=partner, area=None, object_type="home", by=secretary)

    assert PartnerScope.objects.count() == 1


def test_only_the_secretariat_says_what_is_a_partners_own(head: User, aedes: User) -> None:
    partner = Partner.objects.get(key="aedes")

    for person in (head, aedes):
        with pytest.raises(NotAllowed):
            scopes.add_scope(partner=partner, area=None, object_type="home", by=person)


def test_the_total_is_nobodys_own(secretary: User) -> None:
    with pytest.raises(ValidationError, match="Het totaal ziet iedere partner al"):
        scopes.add_scope(
            partner=Partner.objects.get(key="aedes"),
            area=None,
            object_type="total",
            by=secretary,
        )
