"""The pages of the registers: lists, entries, forms."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from measures.models import Measure, Partner, RegisterEntry
from measures.registers import SPECS, EntryState, Register
from offensief.accounts.models import User
from tests.conftest import SignedIn
from tests.registers import change_entry, make_entry

NUL = "\x00"


def list_url(register: Register) -> str:
    return reverse("register", kwargs={"register": register})


def edit_url(entry: RegisterEntry) -> str:
    kwargs = {"register": Register(entry.register), "number": entry.number}
    return reverse("entry_edit", kwargs=kwargs)


def text_of(person: User, url: str, **query: str) -> str:
    answer = SignedIn(person).get(url, query)
    assert answer.status_code == 200
    return answer.content.decode()


def form_of(entry: RegisterEntry, **differences: Any) -> dict[str, Any]:
    """What a browser sends when the form of this entry is opened and some of it is changed."""
    names = (*SPECS[Register(entry.register)].fields, "title", "state", "description")
    now = {name: getattr(entry, name) for name in names}
    sent = {n: getattr(v, "pk", v) for n, v in now.items() if v is not None}
    return {
        **sent,
        "version": str(entry.version),
        "measures": [measure.number for measure in entry.measures.all()],
        **differences,
    }


@pytest.fixture
def product(secretary: User) -> RegisterEntry:
    yesterday = timezone.localdate() - timedelta(days=1)
    measure = Measure.objects.get(number="1.01")
    return make_entry(
        Register.PRODUCT, secretary, title="Kaart", due_on=yesterday, measures=(measure,)
    )


def test_the_overview_counts_open_closed_and_late(product: RegisterEntry, reader: User) -> None:
    summaries = SignedIn(reader).get(reverse("registers")).context["registers"]

    products = next(s for s in summaries if s.title == "Producten")
    assert (products.open, products.closed, products.overdue) == (11, 4, 1)


def test_a_partner_sees_only_what_is_its_own(product: RegisterEntry, aedes: User) -> None:
    text = text_of(aedes, list_url(Register.PRODUCT))

    assert "Kaart" in text
    assert "Strafvorderingsrichtlijn" not in text
    assert "3 van 3 gevonden" in text


def test_a_partner_sees_no_measure_of_others(
    product: RegisterEntry, secretary: User, aedes: User
) -> None:
    both = tuple(Measure.objects.filter(number__in=["1.01", "2.01"]))
    entry = change_entry(product, secretary, measures=both)

    text = text_of(aedes, entry.get_absolute_url())

    assert "1.01" in text
    assert "2.01" not in text
    assert "2.01" not in text_of(aedes, list_url(Register.PRODUCT), woorden="Kaart")
    assert "1.01 en 2.01" in text_of(secretary, entry.get_absolute_url())


def test_a_late_entry_is_marked_in_words(product: RegisterEntry, reader: User) -> None:
    assert "te laat" in text_of(reader, list_url(Register.PRODUCT), woorden="Kaart")
    assert "Te laat" in text_of(reader, product.get_absolute_url())


@pytest.mark.parametrize(
    ("register", "query", "codes"),
    [
        (Register.PRODUCT, {"woorden": "P-3"}, ["P-3"]),
        (Register.PRODUCT, {"woorden": "F4 handreiking"}, ["P-5"]),
        (Register.PRODUCT, {"eigenaar": "aedes"}, ["P-12"]),
        (Register.PRODUCT, {"soort": "analysis"}, ["P-13", "P-14"]),
        (Register.PRODUCT, {"maatregel": "2.03"}, ["P-2"]),
        (Register.PRODUCT, {"stand": "issued", "open": "on"}, []),
        (Register.COMMITMENT, {"open": "on"}, ["M-1", "M-2", "M-5"]),
        (Register.COMMITMENT, {"open": "on", "sorteer": "-nummer"}, ["M-5", "M-2", "M-1"]),
        (Register.WANTED_STUDY, {}, [f"W-{n}" for n in range(1, 8)]),
    ],
)
def test_filters_work_together(
    register: Register, query: dict[str, str], codes: list[str], reader: User
) -> None:
    rows = SignedIn(reader).get(list_url(register), query).context["rows"]

    assert [row.code for row in rows] == codes


@pytest.mark.parametrize(
    "name", ["woorden", "stand", "soort", "eigenaar", "maatregel", "open", "sorteer", "page"]
)
@pytest.mark.parametrize("value", [NUL, "'", "%", "x" * 3000, "-1", "1e9", "P-9999999", "\u202e"])
def test_a_strange_filter_shows_a_page(name: str, value: str, secretary: User) -> None:
    assert text_of(secretary, list_url(Register.PRODUCT), **{name: value})


@pytest.mark.parametrize(
    "address",
    [
        "/registers/onzin/",
        "/registers/producten/0/",
        "/registers/producten/99999999999/",
        "/registers/producten/%00/",
        "/registers/producten/1/agenda/",
        "/registers/bijeenkomsten/1/agenda/1/",
    ],
)
def test_a_strange_address_is_not_found(address: str, secretary: User) -> None:
    assert SignedIn(secretary).get(address).status_code == 404


def _queries(person: User, url: str) -> int:
    client = SignedIn(person)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def _fill(register: Register, count: int, **more: Any) -> None:
    first = RegisterEntry.objects.of(register).count() + 1
    entries = RegisterEntry.objects.bulk_create(
        RegisterEntry(
            register=register,
            number=first + n,
            title=f"Regel {n}",
            state=SPECS[register].states[0],
            owner=Partner.objects.get(key="politie"),
            **more,
        )
        for n in range(count)
    )
    for entry in entries[-60:]:
        entry.measures.set(Measure.objects.all()[:3])


def test_the_number_of_queries_does_not_grow_with_the_register(secretary: User) -> None:
    meeting = RegisterEntry.objects.get(register=Register.MEETING, number=1)
    addresses = [list_url(Register.BOTTLENECK), meeting.get_absolute_url(), reverse("registers")]
    _fill(Register.BOTTLENECK, 31, meeting=meeting)
    before = [_queries(secretary, url) for url in addresses]

    _fill(Register.BOTTLENECK, 469, meeting=meeting)

    assert [_queries(secretary, url) for url in addresses] == before
    assert max(before) <= 24


def test_pages_of_a_list_keep_the_filter(secretary: User) -> None:
    _fill(Register.BOTTLENECK, 60)

    text = text_of(secretary, list_url(Register.BOTTLENECK), open="on")

    assert 'href="?open=on&amp;page=2"' in text


def test_a_fragment_holds_only_the_results(reader: User) -> None:
    answer = SignedIn(reader).get(list_url(Register.GOAL), headers={"HX-Request": "true"})

    assert "5 van 5 gevonden" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_paper_of_parliament_is_a_link(reader: User) -> None:
    letter = RegisterEntry.objects.get(register=Register.COMMITMENT, number=3)

    text = text_of(reader, letter.get_absolute_url())

    url = "https://zoek.officielebekendmakingen.nl/kst-28684-740.html"
    assert f'<a href="{url}" rel="noreferrer">Kamerstuk 28 684, nr. 740</a>' in text
    assert "Actieplan, regel 120-121; 546-547" in text


@pytest.mark.parametrize("register", list(Register))
def test_an_entry_is_added_through_its_form(register: Register, secretary: User) -> None:
    url = reverse("entry_new", kwargs={"register": register})
    spec = SPECS[register]
    sent: dict[str, Any] = {
        "title": "Iets nieuws",
        "state": spec.states[0],
        "measures": ["3.01", "1.01"],
    }
    if spec.kinds:
        sent["kind"] = spec.kinds[0]
    if "raised_by" in spec.fields:
        sent["raised_by"] = Partner.objects.get(key="vng").pk

    page = SignedIn(secretary).post(url, sent, follow=True).content.decode()

    entry = RegisterEntry.objects.get(title="Iets nieuws")
    assert f"{entry.code} is toegevoegd." in page
    assert f"{spec.one.capitalize()} toegevoegd" in page
    assert [m.number for m in entry.measures.all()] == ["1.01", "3.01"]


def test_all_faults_come_back_with_all_that_was_typed(secretary: User) -> None:
    url = reverse("entry_new", kwargs={"register": Register.COMMITMENT})
    sent = {
        "title": "",
        "kind": "",
        "state": "settled",
        "reference": "negen",
        "description": "Mijn eigen woorden.",
        "measures": ["2.05"],
    }

    answer = SignedIn(secretary).post(url, sent)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {
        "title",
        "kind",
        "reference",
        "settled_on",
        "outcome",
    }
    assert "Mijn eigen woorden." in text
    assert 'value="negen"' in text
    assert answer.context["form"]["measures"].value() == ["2.05"]
    assert 'name="typed_by"' in text


@pytest.mark.parametrize("name", ["title", "state", "kind", "owner", "due_on", "link", "measures"])
def test_a_strange_form_comes_back(name: str, product: RegisterEntry, secretary: User) -> None:
    sent = form_of(product, **{name: f"x{NUL}"})

    assert SignedIn(secretary).post(edit_url(product), sent).status_code == 422


def test_a_change_is_saved_and_told_with_old_and_new(
    product: RegisterEntry, secretary: User
) -> None:
    sent = form_of(
        product,
        title="Kaart van Nederland",
        state="in_development",
        owner=Partner.objects.get(key="vng").pk,
        reason="De VNG maakt hem.",
    )

    page = SignedIn(secretary).post(edit_url(product), sent, follow=True).content.decode()

    assert "van <del>Kaart</del> naar <ins>Kaart van Nederland</ins>" in page
    assert "Stand: van <del>Te maken</del> naar <ins>In ontwikkeling</ins>" in page
    assert "Eigenaar: van <del>leeg</del> naar <ins>VNG</ins>" in page
    assert "De VNG maakt hem." in page
    assert "door Sanne Secretaris" in page


def test_a_late_form_gets_both_versions_and_keeps_its_text(
    product: RegisterEntry, secretary: User
) -> None:
    sent = form_of(product, description="Mijn eigen woorden.")
    change_entry(product, secretary, title="Van de ander")

    answer = SignedIn(secretary).post(edit_url(product), sent)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Mijn eigen woorden." in text
    assert "Van de ander" in text
    assert 'name="version" value="2"' in text


@pytest.mark.parametrize("version", ["", "0", "9" * 400])
def test_a_form_without_a_version_is_refused(
    version: str, product: RegisterEntry, secretary: User
) -> None:
    answer = SignedIn(secretary).post(edit_url(product), form_of(product, version=version))

    assert answer.status_code == 422
    product.refresh_from_db()
    assert product.version == 1


def test_only_states_that_can_follow_are_offered(secretary: User) -> None:
    study = make_entry(Register.STUDY, secretary, state=EntryState.AWAITING)

    form = SignedIn(secretary).get(edit_url(study)).context["form"]

    assert [value for value, _ in form.fields["state"].choices] == [
        "awaiting",
        "approved",
        "rejected",
    ]
    assert "Verplicht bij: afgerond, afgewezen." in form.fields["outcome"].help_text


def test_script_tags_are_shown_as_text(product: RegisterEntry, secretary: User) -> None:
    change_entry(product, secretary, description="<script>alert(1)</script>")

    text = text_of(secretary, product.get_absolute_url())

    assert "<script>alert(1)" not in text
