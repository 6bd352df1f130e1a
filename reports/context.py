"""What every page shows around its content."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from incidents.permissions import may_see_deliveries, may_see_desk
from measures.permissions import (
    may_see_measures,
    may_see_registers,
    may_see_trail,
    may_see_whole_plan,
)
from measures.registers import Register
from measures.rounds.permissions import may_see_rounds
from measures.rounds.selectors.asked import is_asked_something
from offensief.accounts.kept import owner_seal
from offensief.accounts.middleware import lacks_second_factor
from offensief.accounts.models import Person
from offensief.accounts.sessions import left
from offensief.outbox.permissions import may_see_messages
from offensief.people.permissions import may_see_accounts
from offensief.web.reference_day import NAME
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
    # A day was asked for on a page that cannot look back.
    shows_present_only: bool
    # Where a search goes, for whoever has something to find.
    search: str
    footer: tuple[Link, ...]
    demo: bool
    version: str
    # Whose text a form holds (offensief.accounts.kept).
    typed_by: str
    # None for who is not signed in.
    session_left: int | None


def portal(request: HttpRequest) -> dict[str, Portal]:
    """Menu by what this person may see. Error pages also render without it."""
    person = _whose_menu(request)
    signed_in = person is not None and person.is_authenticated
    groups = [
        [
            _page("Openbaar", "public_dashboard"),
            _page("Doel", "target_now"),
            _page("Gebieden", "areas"),
            _page("Toen en nu", "hindsight"),
            _page("Edities", "public_editions"),
        ]
    ]
    if person is not None and signed_in:
        groups += _menu(person)
    footer = [
        _page("Toegankelijkheid", "accessibility"),
        _page("Privacy", "privacy"),
        _page("Open data en API", "api_page"),
        *([_page("Postvak van de demo", "demo_mailbox")] if settings.DEMO else []),
    ]
    mine = (_page("Mijn berichten", "my_messages"), _page("Mijn account", "mfa_index"))
    frame = Portal(
        nav=tuple(_top(request, group) for group in groups if group),
        sub=_sub(request, groups),
        account=tuple(_link(request, *page) for page in mine) if signed_in else (),
        shows_present_only=NAME in request.GET and not getattr(request, "looks_back", False),
        search=_search_from(request.path) if _finds_something(person) else "",
        footer=tuple(_link(request, *entry) for entry in footer),
        demo=settings.DEMO,
        version=settings.PORTAL_VERSION,
        typed_by=_seal(request),
        session_left=_seconds_left(request),
    )
    return {"portal": frame}


def _whose_menu(request: HttpRequest) -> Person | None:
    """Nobody's, as long as the second factor is missing: no page of it would open."""
    person = getattr(request, "user", None)
    return None if person is not None and lacks_second_factor(request) else person


def _seal(request: HttpRequest) -> str:
    """Of who signed in, or of who came with a personal link (measures.rounds.views.visiting)."""
    person = getattr(request, "typing_person", None) or getattr(request, "user", None)
    return owner_seal(person.pk) if person is not None and person.is_authenticated else ""


def _seconds_left(request: HttpRequest) -> int | None:
    found = left(request) if hasattr(request, "user") else None
    return found.seconds if found else None


# Labels with addresses; the first page of a group stands in the main menu.
type Group = list[tuple[str, str]]
# By its first page: the main menu says what the whole group is about.
_NAMED_OTHERWISE = {"Leveringen": "Cijfers"}


def _page(label: str, name: str, **where: str) -> tuple[str, str]:
    return label, reverse(name, kwargs=where)


def _search_from(path: str) -> str:
    """The page of the search itself has a larger field."""
    search = reverse("search")
    return "" if path == search else search


def _finds_something(person: Person | None) -> bool:
    return person is not None and may_see_measures(person)


def _menu(person: Person) -> list[Group]:
    return [
        [_page("Dashboard", "dashboard")],
        _plan_pages(person) if may_see_measures(person) else [],
        _register_pages() if may_see_registers(person) else [],
        _round_pages(person),
        _figure_pages(person) if may_see_deliveries(person) else [],
        [_page("Rapportages", "editions")] if may_see_editions(person) else [],
        _keeping_pages(person),
    ]


def _plan_pages(person: Person) -> Group:
    pages = [
        _page("Maatregelen", "measures"),
        _page("Planning", "planning"),
        _page("Gaten-radar", "gaps"),
        _page("Dekking", "coverage"),
        _page("Vergelijken", "comparison"),
        _page("Mijn termijnen", "feed"),
    ]
    if may_see_whole_plan(person):
        pages += [
            _page("Besluiten", "successions"),
            _page("Planversies", "plans"),
            _page("Partners", "partners"),
        ]
    return pages


def _figure_pages(person: Person) -> Group:
    desk = [_page("Balie", "desk"), _page("Werkbank", "workbench")]
    return [
        _page("Leveringen", "releases"),
        *(desk if may_see_desk(person) else []),
        _page("Tegenstrijdigheden", "discrepancies"),
        _page("Bestandsformaat", "file_format"),
    ]


def _register_pages() -> Group:
    each = [_page(register.label, "register", register=register.slug) for register in Register]
    return [_page("Registers", "registers"), *each]


def _round_pages(person: Person) -> Group:
    """Asking and being asked; a secretary who also speaks for a partner sees both."""
    pages = [_page("Rondes", "rounds")] if may_see_rounds(person) else []
    if is_asked_something(person):
        pages.append(_page("Wat wordt er van mij gevraagd?", "asked"))
    return pages


def _keeping_pages(person: Person) -> Group:
    """What the bureau and the administrator look after."""
    pages = [_page("Berichten", "messages")] if may_see_messages(person) else []
    if may_see_trail(person):
        pages = [_page("Spoor", "trail"), *pages]
    return [*pages, _page("Mensen", "accounts")] if may_see_accounts(person) else pages


def _top(request: HttpRequest, group: Group) -> Link:
    """The entry of a group; current when any page of it is shown."""
    links = [_link(request, *entry) for entry in group]
    label = _NAMED_OTHERWISE.get(links[0].label, links[0].label)
    return Link(label, links[0].url, any(link.current for link in links))


def _sub(request: HttpRequest, groups: list[Group]) -> tuple[Link, ...]:
    """The pages of the group that is shown; of two that fit, the longer address is current."""
    for group in groups:
        links = [_link(request, *entry) for entry in group]
        fitting = [link for link in links if link.current]
        if len(links) > 1 and fitting:
            best = max(fitting, key=lambda link: len(link.url))
            return tuple(Link(link.label, link.url, link is best) for link in links)
    return ()


def _link(request: HttpRequest, label: str, url: str) -> Link:
    current = request.path == url if url == "/" else request.path.startswith(url)
    return Link(label, url, current)
