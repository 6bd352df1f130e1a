"""Something of every kind the portal keeps: of Aedes, of the desk, and of the bureau."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO

import time_machine
from allauth.mfa.models import Authenticator
from django.utils import timezone

from incidents.models import Discrepancy, Release
from measures.models import (
    ContactPerson,
    ContactRole,
    Involvement,
    Measure,
    Membership,
    MembershipRole,
    Milestone,
    Partner,
    RegisterEntry,
    SavedFilter,
)
from measures.registers import Register
from measures.rounds.hands import Hand
from measures.rounds.models import RoundEvent
from measures.rounds.services import answering, links
from measures.rounds.states import Step
from measures.services import agenda, attachments, cards, comments, feeds, responsibility
from measures.services.status import StatusChange, report_course
from measures.statuses import Certainty, Course, Phase, Verdict
from offensief.accounts.models import Role, User
from offensief.accounts.services import grant_role
from offensief.outbox.models import Message, MessageFile, MessageState
from offensief.outbox.sealed import seal
from reports.canonical import canonical_text, digest
from reports.models import (
    Artefact,
    CoverLetter,
    Edition,
    EditionState,
    Format,
    Job,
    JobState,
    Receipt,
)
from reports.scopes import add_scope
from tests import deliveries, workbooks
from tests.documents import PDF, add_file
from tests.letters import letter_check
from tests.rounds import GOOD, answer_of, link_for, played_round, submission_of
from tests.unit.edition_documents import progress_document

# Nobody but the desk may learn these: they stand in a delivery under embargo. Long, so that no
# hash holds one by chance.
EMBARGOED = (731_947, 406_213)
_FIGURES = f"""gebied;soort gebied;periode;object;aantal
Nederland;land;2026-H1;totaal;{EMBARGOED[0]}
Nederland;land;2026-H1;woning;{EMBARGOED[1]}
Nederland;land;2026-H1;bedrijf;325634
Nederland;land;2026-H1;voertuig;80
Nederland;land;2026-H1;infra;5
Nederland;land;2026-H1;overige;15
"""
_BUREAU = frozenset({"reader", "head", "secretary"})
_OF_AEDES = frozenset({"editor", "aedes", "head", "secretary", "reader"})


@dataclass(frozen=True)
class Secret:
    """A text in one thing. `word` finds it, `hidden` stands beside that and may not be learnt.

    `knows` are the roles that may. Whoever may read the trail reads there what was done with it.
    """

    thing: str
    word: str
    hidden: str
    knows: frozenset[str]
    in_trail: bool = True


def secret(thing: str, knows: frozenset[str], *, in_trail: bool = True) -> Secret:
    return Secret(thing, f"zoek{thing}", f"verklap{thing}", knows, in_trail)


@dataclass
class Things:
    """What was made: keys by the word of the access table, and what must stay hidden."""

    keys: dict[str, str] = field(default_factory=dict)
    secrets: tuple[Secret, ...] = ()

    def tell(self, thing: str, knows: frozenset[str], *, in_trail: bool = True) -> str:
        """A text with a secret in it."""
        made = secret(thing, knows, in_trail=in_trail)
        self.secrets += (made,)
        return f"{made.word} {made.hidden}"


def make_things(people: dict[str, User], clock: time_machine.Traveller) -> Things:
    """Everything, in the order in which it can be made."""
    things = Things()
    round_ = played_round(clock, people["secretary"], people["aedes"], people["police"])
    edition = frozen_concept(people["secretary"])
    for make in (_plan_of_aedes, _papers, _daily, _messages, _figures, _people):
        make(things, people)
    submission = submission_of(round_, "aedes")
    _answers(things, people, round_.number)
    link = link_for(submission, people["aedes"])
    things.keys["LINK"] = str(link.pk)
    things.keys["LINK_KEY"], things.keys["LINK_SECRET"] = str(link.key), seal(links.path_of(link))
    things.keys["WORKBOOK"] = str(workbooks.with_an_error(submission, people["aedes"]).pk)
    things.keys["RECEIPT"] = str(_receipt(round_.number, people["aedes"]).pk)
    check = letter_check(edition, people["secretary"], name=f"{things.tell('brief', _BUREAU)}.pdf")
    things.keys["CHECK"] = str(check.pk)
    text = things.tell("aanbiedingsbrief", _BUREAU, in_trail=False)
    CoverLetter.objects.create(edition=edition, version=1, text=text, made_by=people["secretary"])
    return things


def frozen_concept(by: User) -> Edition:
    """A frozen concept whose file is there, and a job that failed (so that retry is possible)."""
    document = canonical_text(progress_document())
    edition = Edition.objects.create(
        number="2026-1",
        title="Voortgangsrapportage",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 6, 30),
        figures_as_of=date(2026, 6, 30),
        requested_by=by,
        request_key=uuid.uuid4(),
        state=EditionState.FROZEN,
        frozen_at="2026-07-01T12:00:00+02:00",
        document=document,
        sha256=digest(document),
    )
    Job.objects.create(edition=edition, state=JobState.FAILED)
    Artefact.objects.create(edition=edition, format=Format.PDF, content=b"%PDF", sha256="1" * 64)
    return edition


def _plan_of_aedes(things: Things, people: dict[str, User]) -> None:
    """A milestone, a role, a contact, a card, a lesson and a word about the course of 1.01."""
    by, day = people["secretary"], date(2026, 1, 1)
    measure, partner = Measure.objects.get(number="1.01"), Partner.objects.get(key="nfi")
    aedes = Partner.objects.get(key="aedes")
    title = things.tell("mijlpaal", _OF_AEDES)
    Milestone.objects.create(pk=900001, measure=measure, title=title, first_on=day, current_on=day)
    Involvement.objects.create(
        pk=900001, measure=measure, partner=partner, role="involved", valid_from=day
    )
    ContactPerson.objects.create(
        pk=900001,
        measure=measure,
        partner=partner,
        role="main",
        name=things.tell("contact", _OF_AEDES),
        email="cas@test.example",
        valid_from=day,
    )
    contact = responsibility.NewContact(
        partner=aedes,
        measure=None,
        role=ContactRole.MAIN,
        name=things.tell("aanspreekpunt", _OF_AEDES),
        email="ans@test.example",
        valid_from=timezone.localdate(),
    )
    responsibility.add_contact(contact=contact, by=by)
    wish = cards.CardWish(mechanism=things.tell("bijdrage", _OF_AEDES))
    cards.save_card(measure=measure, version=0, wish=wish, by=by)
    cards.add_lesson(
        measure=measure,
        verdict=Verdict.ADJUSTED,
        text=things.tell("les", _OF_AEDES),
        noted_on=day,
        by=by,
    )
    change = StatusChange(
        phase=Phase.UNDERWAY,
        course=Course.NEEDS_ATTENTION,
        explanation=things.tell("toelichting", _OF_AEDES),
        needed=things.tell("nodig", _OF_AEDES),
        certainty=Certainty.STATED,
    )
    measure.refresh_from_db()
    report_course(
        measure=measure, version=measure.version, change=change, partner=aedes, by=people["aedes"]
    )


def _papers(things: Things, people: dict[str, User]) -> None:
    """Files, an agenda point, and an area that is a partner's own."""
    by, measure = people["secretary"], Measure.objects.get(number="1.01")
    meeting = RegisterEntry.objects.get(register=Register.MEETING, number=1)
    point = agenda.add_point(
        meeting=meeting, version=1, wish=agenda.PointWish(title="Opening"), by=by
    )
    file = attachments.add_attachment(
        to=measure,
        file=attachments.examine(BytesIO(_PDF_OF_AEDES), name="een.pdf", size=len(_PDF_OF_AEDES)),
        description=things.tell("bijlage", _OF_AEDES),
        by=by,
    )
    things.secrets += (Secret("bestand", "zoekbestand", "verklapbestand", _OF_AEDES),)
    gone = add_file(measure, by, name="twee.pdf")
    attachments.withdraw_attachment(attachment=gone, reason="Verkeerd.", by=by)
    aedes = Partner.objects.get(key="aedes")
    scope = add_scope(partner=aedes, area=None, object_type="home", by=by)
    things.keys |= {
        "POINT": str(point.pk),
        "FILE": str(file.pk),
        "WITHDRAWN": str(gone.pk),
        "SCOPE": str(scope.pk),
    }


_PDF_OF_AEDES = PDF.replace(b"<< >>", b"<< /Title (zoekbestand verklapbestand) >>")


def _daily(things: Things, people: dict[str, User]) -> None:
    """A remark, a kept filter and a calendar of Aedes; a kept filter of the police."""
    measure = Measure.objects.get(number="1.01")
    text = things.tell("opmerking", _OF_AEDES)
    comments.add_comment(measure=measure, text=text, by=people["aedes"])
    SavedFilter.objects.create(
        pk=900002, user=people["police"], name="Mijn lijst", query="pijler=2"
    )
    name = things.tell("filter", frozenset({"aedes"}))
    SavedFilter.objects.create(pk=900001, user=people["aedes"], name=name, query="pijler=1")
    things.keys["FEED"] = feeds.make_feed(by=people["aedes"])


def _messages(things: Things, people: dict[str, User]) -> None:
    """Messages that failed (so that retry is possible): to the police, and to Aedes."""
    _message(900001, people["police"], "Kijk eens.", "U bent genoemd")
    readers = frozenset({"aedes", "secretary"})
    body = things.tell("bericht", readers, in_trail=False)
    subject = things.tell("onderwerp", readers, in_trail=False)
    _message(900003, people["aedes"], body, subject)


def _message(pk: int, to: User, body: str, subject: str) -> None:
    now = timezone.now()
    message = Message.objects.create(
        pk=pk,
        recipient=to,
        kind="mention",
        kind_label="u bent genoemd",
        subject=subject,
        body=body,
        link="/maatregelen/2.01/",
        dedupe_key=f"mention:{pk}",
        due_at=now,
        next_try_at=now,
        state=MessageState.FAILED,
    )
    MessageFile.objects.create(
        pk=pk,
        message=message,
        name="brief.pdf",
        media_type="application/pdf",
        size=4,
        data=b"%PDF",
    )


def _figures(things: Things, people: dict[str, User]) -> None:
    """A delivery with a fault, one under embargo, and a contradiction."""
    by = people["secretary"]
    desk = frozenset({"head", "secretary", "figures"})
    # The first found, before the delivery below can add others.
    things.keys["DISCREPANCY"] = str(Discrepancy.objects.earliest("pk").pk)
    title = things.tell("levering", desk)
    upload = deliveries.read("gebied;jaar;aantal\nNL;2025;x\n", by, title=title)
    things.keys["UPLOAD"] = str(upload.pk)
    held = _under_embargo(people["figures"], people["head"])
    things.keys["EMBARGOED"] = held.code
    for number in EMBARGOED:
        for shown in (f"{number}", f"{number:,}".replace(",", ".")):
            things.secrets += (Secret("embargo", "2026-H1", shown, desk, in_trail=False),)


def _under_embargo(owner: User, head: User) -> Release:
    upload = deliveries.read(_FIGURES, owner, title="Onder embargo", known_on=date(2026, 7, 10))
    deliveries.explain_all(upload, owner)
    until: datetime = timezone.now() + timedelta(days=100)
    return deliveries.release(upload, head, embargo_until=until)


def _people(things: Things, people: dict[str, User]) -> None:
    """A person with a trail who speaks for Aedes, with known numbers."""
    person = User.objects.create(pk=900001, email="spoor@test.example", name="Sporen Maker")
    grant_role(user=person, role=Role.READER, by=person)
    aedes = Partner.objects.get(key="aedes")
    Membership.objects.create(pk=900001, user=person, partner=aedes, role=MembershipRole.SIGNER)
    passkey = Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Sleutel van Sporen", "credential": {}},
    )
    things.keys["PASSKEY"] = str(passkey.pk)


def _answers(things: Things, people: dict[str, User], round_: str) -> None:
    """Aedes began to answer: a text for the report, and a note."""
    from measures.rounds.models import Round

    answer = answer_of(Round.objects.get(number=round_), "1.04")
    values = {
        **GOOD,
        "text": things.tell("antwoord", _OF_AEDES),
        "note": things.tell("notitie", _OF_AEDES),
    }
    hand = Hand(by=people["aedes"])
    answering.save(answer=answer, version=answer.version, values=values, hand=hand)


def _receipt(round_: str, by: User) -> RoundEvent:
    """A signature of Aedes with its proof, as if a worker had made it."""
    event: RoundEvent = RoundEvent.objects.filter(
        submission__round__number=round_, submission__partner__key="aedes"
    ).latest("pk")
    signed = RoundEvent.objects.create(
        round=event.round,
        submission=event.submission,
        step=Step.SIGN,
        by=by,
        via=event.via,
        state_from=event.state_from,
        state_to=event.state_to,
        payload_hash="0" * 64,
    )
    Receipt.objects.create(
        event=signed,
        state=JobState.DONE,
        built_at=timezone.now(),
        document="{}",
        content=b"%PDF verklapbewijs",
        sha256="3" * 64,
    )
    return signed
