"""What every page shows around its content."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from incidents.permissions import may_see_deliveries
from measures.permissions import may_see_measures
from offensief.accounts.kept import owner_seal
from offensief.accounts.models import Person
from reports.permissions import may_see_editions


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of a menu; `current` when the page shown belongs to it."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Portal:
    """The frame of the page."""

    nav: tuple[Link, ...]
    footer: tuple[Link, ...]
    demo: bool
    version: str
    # Whose text a form holds (offensief.accounts.kept).
    typed_by: str


def portal(request: HttpRequest) -> dict[str, Portal]:
    """Menu by what this person may see. Error pages also render without it."""
    person = getattr(request, "user", None)
    nav = [("Openbaar", "public_dashboard")]
    if person is not None and person.is_authenticated:
        nav += _menu(person)
    footer = [
        ("Toegankelijkheid", "accessibility"),
        ("Privacy", "privacy"),
        ("Open data en API", "api_page"),
    ]
    frame = Portal(
        nav=tuple(_link(request, *entry) for entry in nav),
        footer=tuple(_link(request, *entry) for entry in footer),
        demo=settings.DEMO,
        version=settings.PORTAL_VERSION,
        typed_by=owner_seal(person.pk) if person is not None and person.is_authenticated else "",
    )
    return {"portal": frame}


def _menu(person: Person) -> list[tuple[str, str]]:
    menu = [("Dashboard", "dashboard")]
    if may_see_measures(person):
        menu.append(("Maatregelen", "measures"))
    if may_see_deliveries(person):
        menu.append(("Cijfers", "releases"))
    if may_see_editions(person):
        menu.append(("Rapportages", "editions"))
    return menu


def _link(request: HttpRequest, label: str, name: str) -> Link:
    url = reverse(name)
    current = request.path == url if url == "/" else request.path.startswith(url)
    return Link(label, url, current)
