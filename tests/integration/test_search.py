"""Searching: what is found, by whom, and that nothing typed is an error."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from measures.models import AgendaPoint, Measure, Partner, RegisterEntry
from measures.permissions import visible_entries
from measures.registers import EntryState, Register
from measures.selectors.search import Findings, Kind, search
from measures.services import status
from measures.services.status import StatusChange
from measures.statuses import Course, Phase
from offensief.accounts.models import Person, User
from tests.conftest import SignedIn
from tests.integration.test_pages import add_measures

URL = "/zoeken/"


def _numbers(person: Person, text: str) -> list[str]:
    """Numbers of the measures found, in their order."""
    found = [pk for kind, pk in search(person, text).found if kind == Kind.MEASURE]
    numbers = dict(Measure.objects.values_list("pk", "number"))
    return [numbers[pk] for pk in found]


def _kinds(findings: Findings) -> set[Kind]:
    return {kind for kind, _ in findings.found}


def _page(person: User, **query: str) -> str:
    return SignedIn(person).get(URL, query).content.decode()


def _say(number: str, text: str, by: User) -> None:
    measure = Measure.objects.get(number=number)
    change = StatusChange(phase=Phase.UNDERWAY, course=Course.ON_TRACK, explanation=text)
    status.change_status(measure=measure, version=measure.version, change=change, by=by)


def _meeting(**facts: object) -> RegisterEntry:
    """A meeting on the agenda of which something unheard of stands."""
    meeting = RegisterEntry.objects.create(
        register=Register.MEETING,
        number=900,
        title="Overleg over zeppelins",
        state=EntryState.PLANNED,
        due_on=date(2026, 1, 1),
        **facts,
    )
    AgendaPoint.objects.create(meeting=meeting, position=1, title="Luchtschipvaart")
    return meeting


def test_a_measure_is_found_by_number_title_and_text(secretary: User) -> None:
    assert _numbers(secretary, "3.01") == ["3.01"]
    assert _numbers(secretary, "landelijk handelingskader nazorg") == ["3.01"]


def test_a_slip_of_the_pen_finds_what_was_meant_and_says_so(secretary: User) -> None:
    assert _numbers(secretary, "handelinskader") == _numbers(secretary, "handelingskader") != []

    text = _page(secretary, q="handelinskader nazorg")

    assert "'handelinskader' komt nergens voor." in text
    assert '<a href="?q=handelingskader+nazorg">handelingskader</a>' in text


def test_a_part_of_a_word_finds_the_whole(secretary: User) -> None:
    assert "3.01" in _numbers(secretary, "kader")
    assert "3.01" in _numbers(secretary, "kaders")


def test_a_title_comes_before_a_text_that_only_mentions_it(secretary: User) -> None:
    _say("1.01", "Wacht op het landelijk handelingskader.", secretary)

    kind, _ = search(secretary, "landelijk handelingskader").found[0]

    assert kind in {Kind.MEASURE, Kind.ENTRY}


def test_all_kinds_are_found(secretary: User) -> None:
    _say("1.01", "De zeppelin is geland.", secretary)
    Partner.objects.create(
        key="zep", name="Zeppelinbond", short_name="ZEP", kind="overig", is_member=False
    )
    _meeting(description="Zeppelin")
    AgendaPoint.objects.update(outcome="Geen zeppelin meer.")

    found = search(secretary, "zeppelin")

    assert _kinds(found) == {Kind.UPDATE, Kind.PARTNER, Kind.ENTRY, Kind.AGENDA}


def test_all_words_are_asked_and_some_only_when_no_text_has_all(secretary: User) -> None:
    _say("1.01", "Een zeppelin.", secretary)
    _say("1.02", "Een onderzeeboot.", secretary)

    found = search(secretary, "zeppelin onderzeeboot")

    assert found.is_any
    assert len(found.found) == 2
    assert "Geen tekst bevat al deze woorden." in _page(secretary, q="zeppelin onderzeeboot")


def test_an_unknown_word_is_told_and_does_not_hide_the_rest(secretary: User) -> None:
    text = _page(secretary, q="qqqqxxxx handelingskader")

    assert "Het woord 'qqqqxxxx' is nergens gevonden" in text
    assert "3.01" in text


def test_words_that_stand_everywhere_are_told(secretary: User) -> None:
    assert "Deze woorden staan in bijna elke tekst." in _page(secretary, q="de het van")


def test_a_partner_finds_only_its_own_measures(police: User, aedes: User) -> None:
    mine = set(Measure.objects.of_partners_of(aedes.pk).values_list("number", flat=True))

    assert set(_numbers(aedes, "aanpak woningen veiligheid")) <= mine
    assert _numbers(aedes, "heterdaadaanpak") == []


@pytest.mark.parametrize("word", ["zeppelin", "zepelin", "zeppelins", "luchtschipvaart"])
def test_a_hidden_text_is_not_found_counted_or_used_to_guess(
    word: str, aedes: User, secretary: User
) -> None:
    _say("2.01", "De zeppelin is geland.", secretary)
    _meeting()

    found = search(aedes, word)
    text = _page(aedes, q=word)

    assert search(secretary, word).found
    assert found.found == ()
    assert found.corrected == ()
    assert "Bedoelde u" not in text
    assert "0 gevonden" in text


def test_a_meeting_of_the_own_partner_is_found(aedes: User) -> None:
    _meeting(owner=Partner.objects.get(key="aedes"))

    assert _kinds(search(aedes, "luchtschipvaart")) == {Kind.AGENDA}


def test_who_was_deactivated_finds_nothing(aedes: User) -> None:
    aedes.is_active = False

    assert search(aedes, "woningen").found == ()


def test_an_ended_member_finds_nothing(aedes: User) -> None:
    aedes.memberships.update(ended_at=timezone.now())

    assert search(aedes, "woningen").found == ()


def test_an_excerpt_marks_the_words_and_escapes_the_rest(secretary: User) -> None:
    _say("1.01", "<script>alert(1)</script> De <b>zeppelin</b> is geland.", secretary)

    text = _page(secretary, q="zeppelin")

    assert "&lt;b&gt;<mark>zeppelin</mark>&lt;/b&gt;" in text
    assert "<script>alert" not in text


HOSTILE = [
    "\x00",
    "\x00kader",
    "'",
    "''';--",
    '"',
    "\\",
    "\\' | 'x",
    "a & | ! b",
    "(((",
    ":*",
    "kader:*",
    "<->",
    "!kader",
    "%",
    "_",
    "{}[]^$.*+?",
    "<script>alert(1)</script>",
    "\u202e\u0301\ufeff",
    "x" * 10_000,
    "x " * 5_000,
    "kader " * 1_600,
    "é" * 3_000,
    "😀 kader",
    "http://voorbeeld.example/a?b=c&d#e",
    "naam@voorbeeld.example",
    "1e999 -1 0x10 1.2.3.4",
    "ﬁets İstanbul ß",
    "\ud7ff\ue000",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_is_an_error(text: str, secretary: User) -> None:
    _say("1.01", "O'Neill's \\ 'test' & | 1.2.3.4 naam@voorbeeld.example ﬁets", secretary)

    answer = SignedIn(secretary).get(URL, {"q": text})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("name", ["soort", "page"])
@pytest.mark.parametrize("value", ["\x00", "-1", "x" * 3000, "<script>alert(1)"])
def test_a_strange_choice_shows_a_page(name: str, value: str, secretary: User) -> None:
    answer = SignedIn(secretary).get(URL, {"q": "kader", name: value})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_one_kind_can_be_chosen_and_pages_go_on_in_it(secretary: User) -> None:
    add_measures(30)
    for number in ("1.01", "1.02"):
        _say(number, "Een maatregel.", secretary)

    text = _page(secretary, q="maatregel", soort="maatregel")

    assert "Statuswijziging (2)" in text
    assert 'aria-current="true">Maatregel (' in text
    assert "?q=maatregel&amp;soort=maatregel&amp;page=2" in text


@pytest.mark.parametrize("word", ["maatregel", "maatregelx handelinskader"])
def test_the_number_of_queries_does_not_grow_with_the_texts(word: str, secretary: User) -> None:
    client = SignedIn(secretary)
    with CaptureQueriesContext(connection) as few:
        client.get(URL, {"q": word})
    add_measures(169)
    with CaptureQueriesContext(connection) as many:
        client.get(URL, {"q": word})

    assert len(many) <= len(few) + 1 <= 16


@pytest.mark.parametrize("text", ["P-3", "p-3", " P3 ", "p 3"])
def test_the_code_of_an_entry_leads_straight_to_it(secretary: User, text: str) -> None:
    answer = SignedIn(secretary).get(URL, {"q": text})

    assert answer["Location"] == "/registers/producten/3/"


@pytest.mark.parametrize("text", ["P-999999", "Z-1", "P-", "3"])
def test_a_code_of_nothing_is_searched_as_words(secretary: User, text: str) -> None:
    assert SignedIn(secretary).get(URL, {"q": text}).status_code == 200


def test_a_code_of_what_is_hidden_leads_nowhere(aedes: User) -> None:
    hidden = RegisterEntry.objects.exclude(pk__in=visible_entries(aedes)).filter(
        register=Register.PRODUCT
    )[0]

    assert SignedIn(aedes).get(URL, {"q": hidden.code}).status_code == 200
