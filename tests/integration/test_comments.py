"""Remarks at a measure, and whose attention they ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from measures import permissions
from measures.models import Comment, Measure, Mention
from measures.services import comments
from offensief.accounts.models import User
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed
from offensief.outbox.models import Message
from tests.conftest import SignedIn

URL = "/maatregelen/1.01/opmerkingen/"
PAGE = "/maatregelen/1.01/"


@pytest.fixture
def measure(db: None) -> Measure:
    """One of Aedes, not of the police."""
    return Measure.objects.get(number="1.01")


def _post(person: User, text: str, *warn: User) -> tuple[int, str]:
    form = {"opmerking-text": text, "opmerking-warn": [str(user.pk) for user in warn]}
    answer = SignedIn(person).post(URL, form, follow=True)
    return answer.status_code, answer.content.decode()


def test_a_remark_is_shown_with_who_and_when_and_kept_in_the_trail(aedes: User) -> None:
    _, text = _post(aedes, "Dit loopt <b>goed</b>.")

    assert "Uw opmerking is geplaatst." in text
    assert "Dit loopt &lt;b&gt;goed&lt;/b&gt;." in text
    assert "door Aron Aedes" in text
    assert Entry.objects.filter(action="opmerking geplaatst").count() == 1


def test_a_name_after_an_at_gets_one_message(aedes: User, secretary: User) -> None:
    _, text = _post(aedes, "Kijkt u mee, @Sanne Secretaris? @sanne")

    message = Message.objects.get()
    comment = Comment.objects.get()
    assert "1 persoon krijgt bericht." in text
    assert "Gewaarschuwd: Sanne Secretaris" in text
    assert message.recipient == secretary
    assert message.subject == "Aron Aedes noemde u bij maatregel 1.01"
    assert "Kijkt u mee" in message.body
    assert message.link == f"/maatregelen/1.01/#opmerking-{comment.pk}"
    assert message.dedupe_key == f"mention:{comment.pk}:{secretary.pk}"


def test_ticking_a_person_warns_too(aedes: User, secretary: User, reader: User) -> None:
    _post(aedes, "Ter informatie, @Sanne Secretaris.", secretary, reader)

    assert set(Message.objects.values_list("recipient__name", flat=True)) == {
        "Sanne Secretaris",
        "Lars Lezer",
    }
    assert Mention.objects.count() == 2


def test_the_writer_gets_no_message(aedes: User) -> None:
    _post(aedes, "Notitie voor mijzelf, @Aron Aedes.")

    assert Mention.objects.get().user == aedes
    assert not Message.objects.exists()


def test_an_unknown_name_is_told_with_who_may_be_meant(aedes: User, secretary: User) -> None:
    code, text = _post(aedes, "Graag, @Sanna Secretaris en @Wie Dan Ook")

    assert code == 422
    assert "&#x27;@Sanna&#x27; kennen we bij deze maatregel niet." in text
    assert "Bedoelde u Sanne Secretaris?" in text
    assert "&#x27;@Wie&#x27; kennen we bij deze maatregel niet." in text
    assert "Graag, @Sanna Secretaris" in text
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ["Priya Politie", "priya", "politie@test.example", "Prya Politie"])
def test_somebody_who_may_not_see_the_measure_does_not_exist_there(
    name: str, aedes: User, police: User
) -> None:
    code, text = _post(aedes, f"Graag, @{name}")

    assert code == 422
    assert "kennen we bij deze maatregel niet." in text
    assert "Bedoelde u" not in text
    assert "Priya Politie</label>" not in text
    assert not Message.objects.exists()


def test_somebody_who_may_not_see_the_measure_cannot_be_ticked(aedes: User, police: User) -> None:
    code, text = _post(aedes, "Graag uw aandacht.", police)

    assert code == 422
    assert "Kies alleen mensen uit de lijst." in text
    assert "Graag uw aandacht." in text


def test_the_service_refuses_who_may_not_see_the_measure(measure: Measure, police: User) -> None:
    with pytest.raises(NotAllowed):
        comments.add_comment(measure=measure, text="Hallo", by=police)


def test_those_who_see_a_measure_are_the_same_from_both_sides(
    secretary: User, head: User, reader: User, police: User, aedes: User, outsider: User
) -> None:
    cast = [secretary, head, reader, police, aedes, outsider]
    reader.is_active = False
    reader.save()

    for measure in Measure.objects.all():
        seen_by = {p.pk for p in cast if permissions.may_comment(p, measure) and p.is_active}
        assert set(permissions.people_who_see(measure).values_list("pk", flat=True)) == seen_by


def test_pressing_twice_is_one_remark(aedes: User, secretary: User) -> None:
    _post(aedes, "Graag, @Sanne Secretaris.")
    _post(aedes, "Graag, @Sanne Secretaris.")

    assert Comment.objects.count() == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Schrijf iets."),
        ("   \n ", "Schrijf iets."),
        ("x" * 10_001, "heeft 10001 tekens"),
        ("a\x00b", "Null-tekens"),
        ("@" + "x" * 9_000, "kennen we bij deze maatregel niet"),
        ("@a " * 3_000, "kennen we bij deze maatregel niet"),
    ],
)
def test_a_text_that_cannot_be_comes_back(text: str, sentence: str, aedes: User) -> None:
    code, page = _post(aedes, text)

    assert code == 422
    assert sentence in page
    assert not Comment.objects.exists()


def test_ten_thousand_signs_are_kept_whole(aedes: User) -> None:
    _post(aedes, "x" * 10_000)

    assert len(Comment.objects.get().text) == 10_000


@pytest.mark.parametrize("warn", ["x", "-1", "9" * 40, "\x00", "1.5"])
def test_nonsense_as_a_person_is_refused(warn: str, aedes: User) -> None:
    form = {"opmerking-text": "Hallo", "opmerking-warn": warn}

    assert SignedIn(aedes).post(URL, form).status_code == 422


def test_looking_back_shows_only_remarks_of_then(measure: Measure, aedes: User) -> None:
    now = timezone.now()
    for days, text in ((10, "Oude opmerking"), (1, "Nieuwe opmerking")):
        Comment.objects.create(
            measure=measure, text=text, made_by=aedes, made_at=now - timedelta(days=days)
        )
    day = timezone.localdate() - timedelta(days=5)

    text = SignedIn(aedes).get(PAGE, {"peildatum": day.isoformat()}).content.decode()

    assert "Oude opmerking" in text
    assert "Nieuwe opmerking" not in text
    assert "Opmerking plaatsen" not in text


def test_the_number_of_queries_does_not_grow_with_the_remarks(
    measure: Measure, aedes: User, secretary: User
) -> None:
    client = SignedIn(aedes)
    comments.add_comment(measure=measure, text="Eerste", by=aedes, warn=[secretary.pk])
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for n in range(20):
        comments.add_comment(measure=measure, text=f"Nr. {n}", by=aedes, warn=[secretary.pk])
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)

    assert len(many) == len(few)
