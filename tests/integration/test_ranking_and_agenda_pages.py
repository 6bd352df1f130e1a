"""The pages on which the wanted studies are ranked and the agenda of a meeting is kept."""

import pytest
from django.urls import reverse

from measures.models import AgendaPoint, Measure, RegisterEntry
from measures.registers import Register
from measures.services import ranking
from offensief.accounts.models import User
from tests.conftest import SignedIn
from tests.registers import change_entry, make_entry


def _places(*numbers: int | str) -> dict[str, str]:
    return {f"place_{n}": str(number) for n, number in enumerate(numbers, start=1)}


SEEN = "1,2,3,4,5,6,7"


def _order() -> list[int]:
    return [study.number for study in ranking.ranked()]


@pytest.mark.parametrize(
    ("places", "move", "order"),
    [
        ((7, 1, 2, 3, 4, 5, 6), "", [2, 3, 4, 5, 6, 7, 1]),
        ((1, 2, 3, 4, 5, 6, 7), "omhoog-3", [1, 3, 2, 4, 5, 6, 7]),
        ((1, 2, 3, 4, 5, 6, 7), "omlaag-6", [1, 2, 3, 4, 5, 7, 6]),
        ((1, 2, 3, 4, 5, 6, 7), "omhoog-1", [1, 2, 3, 4, 5, 6, 7]),
        ((1, 2, 3, 4, 5, 6, 7), "omhoog-99", [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_studies_are_ranked_by_number_or_button(
    places: tuple[int, ...], move: str, order: list[int], secretary: User
) -> None:
    sent = {**_places(*places), "seen": SEEN, "move": move}

    answer = SignedIn(secretary).post(reverse("study_ranking"), sent)

    assert answer.status_code == 302
    assert _order() == order


@pytest.mark.parametrize(
    "sent",
    [
        {**_places(1, 1, 3, 4, 5, 6, 7), "seen": SEEN},
        {**_places(1, 2, 3, 4, 5, 6), "seen": SEEN},
        {**_places(1, 2, 3, 4, 5, 6, "zes"), "seen": SEEN},
        {**_places(1, 2, 3, 4, 5, 6, 7), "seen": "een"},
        {**_places(1, 2, 3, 4, 5, 6, 7), "seen": SEEN, "move": "weg"},
    ],
)
def test_wrong_places_come_back_as_typed(sent: dict[str, str], secretary: User) -> None:
    answer = SignedIn(secretary).post(reverse("study_ranking"), sent)

    assert answer.status_code == 422
    assert _order() == [1, 2, 3, 4, 5, 6, 7]
    assert answer.context["form"]["place_3"].value() == "3"


def test_a_late_ranking_is_a_conflict(secretary: User) -> None:
    ranking.rank_studies(order=ranking.ranked()[::-1], seen=[1, 2, 3, 4, 5, 6, 7], by=secretary)
    sent = {**_places(2, 1, 3, 4, 5, 6, 7), "seen": SEEN}

    answer = SignedIn(secretary).post(reverse("study_ranking"), sent)

    assert answer.status_code == 409
    assert 'value="7,6,5,4,3,2,1"' in answer.content.decode()
    assert _order() == [7, 6, 5, 4, 3, 2, 1]


@pytest.fixture
def meeting(secretary: User) -> RegisterEntry:
    return make_entry(Register.MEETING, secretary, title="Overleg van mei")


def _agenda_url(name: str, meeting: RegisterEntry, point: AgendaPoint | None = None) -> str:
    kwargs = {"number": meeting.number} | ({"point": point.pk} if point else {})
    return reverse(name, kwargs=kwargs)


def test_the_agenda_is_kept_on_the_page_of_the_meeting(
    meeting: RegisterEntry, secretary: User
) -> None:
    client = SignedIn(secretary)
    bottleneck = make_entry(Register.BOTTLENECK, secretary, title="Camera's", meeting=meeting)
    add = _agenda_url("agenda_add", meeting)
    client.post(add, {"title": "Opening", "version": 1})
    client.post(add, {"title": "Camera's?", "version": 2, "bottleneck": bottleneck.pk})
    first, second = meeting.agenda.all()

    client.post(_agenda_url("agenda_act", meeting, second), {"act": "omhoog", "version": 3})
    client.post(_agenda_url("agenda_act", meeting, first), {"act": "vervalt", "version": 4})
    sent = {"title": "Camera's?", "version": 5, "outcome": "Gemeenten beslissen."}
    page = client.post(_agenda_url("agenda_point", meeting, second), sent, follow=True)

    text = page.content.decode()
    assert "Het agendapunt is gewijzigd." in text
    assert "Gemeenten beslissen." in text
    assert bottleneck.code in text
    assert "Agendapunt vervallen" in text


def test_a_late_agenda_point_keeps_its_text(meeting: RegisterEntry, secretary: User) -> None:
    client = SignedIn(secretary)
    add = _agenda_url("agenda_add", meeting)
    client.post(add, {"title": "Opening", "version": 1})
    point = meeting.agenda.get()

    for url, sent in (
        (add, {"title": "Mijn eigen punt", "version": 1}),
        (_agenda_url("agenda_point", meeting, point), {"title": "Mijn eigen punt", "version": 1}),
    ):
        answer = client.post(url, sent)
        assert answer.status_code == 409
        assert "Mijn eigen punt" in answer.content.decode()
    act = _agenda_url("agenda_act", meeting, point)
    for version in ("1", "", "x", "9" * 50):
        assert client.post(act, {"act": "vervalt", "version": version}).status_code == 409
    assert meeting.agenda.filter(is_dropped=False).count() == 1


def test_a_partner_sees_no_bottleneck_of_others_on_an_agenda(
    meeting: RegisterEntry, secretary: User, aedes: User
) -> None:
    entry = change_entry(meeting, secretary, measures=(Measure.objects.get(number="1.01"),))
    hidden = make_entry(Register.BOTTLENECK, secretary, title="Van de VNG", meeting=entry)
    SignedIn(secretary).post(
        _agenda_url("agenda_add", meeting),
        {"title": "Wat de VNG wil", "version": 2, "bottleneck": hidden.pk},
    )

    pages = [
        SignedIn(person).get(meeting.get_absolute_url()).content.decode()
        for person in (aedes, secretary)
    ]

    assert all("Wat de VNG wil" in page for page in pages)
    assert [hidden.code in page for page in pages] == [False, True]
