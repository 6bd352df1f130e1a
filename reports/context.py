"""What every page shows around its content."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from incidents.permissions import may_see_deliveries
from measures.permissions import may_see_measures, may_see_trail, may_see_whole_plan
from offensief.accounts.kept import owner_seal
from offensief.accounts.models import Person
from offensief.outbox.permissions import may_see_messages
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
    # Pages beside the one shown, when it belongs to a group.
    sub: tuple[Link, ...]
    account: tuple[Link, ...]
    footer: tuple[Link, ...]
    demo: bool
    version: str
    # Whose text a form holds (offensief.accounts.kept).
    typed_by: str


def portal(request: HttpRequest) -> dict[str, Portal]:
    """Menu by what this person may see. Error pages also render without it."""
    person = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    groups = [[("Openbaar", "public_dashboard")]]
    if person is not None and signed_in:
        groups += _menu(person)
    footer = [
        ("Toegankelijkheid", "accessibility"),
        ("Privacy", "privacy"),
        ("Open data en API", "api_page"),
    ]
    frame = Portal(
        nav=tuple(_top(request, group) for group in groups if group),
        sub=_sub(request, groups),
        account=(_link(request, "Mijn berichten", "my_messages"),) if signed_in else (),
        footer=tuple(_link(request, *entry) for entry in footer),
        demo=settings.DEMO,
        version=settings.PORTAL_VERSION,
        typed_by=owner_seal(person.pk) if person is not None and signed_in else "",
    )
    return {"portal": frame}


type Group = list[tuple[str, str]]


def _menu(person: Person) -> list[Group]:
    """Groups of pages; the first of a group stands in the main menu."""
    return [
        [("Dashboard", "dashboard")],
        _plan_pages(person) if may_see_measures(person) else [],
        [("Cijfers", "releases")] if may_see_deliveries(person) else [],
        [("Rapportages", "editions")] if may_see_editions(person) else [],
        _keeping_pages(person),
    ]


def _plan_pages(person: Person) -> Group:
    pages = [
        ("Maatregelen", "measures"),
        ("Planning", "planning"),
        ("Gaten-radar", "gaps"),
        ("Dekking", "coverage"),
        ("Vergelijken", "comparison"),
        ("Mijn termijnen", "feed"),
    ]
    if may_see_whole_plan(person):
        pages += [("Besluiten", "successions"), ("Planversies", "plans"), ("Partners", "partners")]
    return pages


def _keeping_pages(person: Person) -> Group:
    """What the bureau and the administrator look after."""
    pages = [("Berichten", "messages")] if may_see_messages(person) else []
    return [("Spoor", "trail"), *pages] if may_see_trail(person) else pages


def _top(request: HttpRequest, group: Group) -> Link:
    """The entry of a group; current when any page of it is shown."""
    links = [_link(request, *entry) for entry in group]
    return Link(links[0].label, links[0].url, any(link.current for link in links))


def _sub(request: HttpRequest, groups: list[Group]) -> tuple[Link, ...]:
    """The other pages of the group that is shown."""
    for group in groups:
        links = tuple(_link(request, *entry) for entry in group)
        if len(links) > 1 and any(link.current for link in links):
            return links
    return ()


def _link(request: HttpRequest, label: str, name: str) -> Link:
    url = reverse(name)
    current = request.path == url if url == "/" else request.path.startswith(url)
    return Link(label, url, current)
