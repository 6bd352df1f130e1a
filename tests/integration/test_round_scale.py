"""Pages of rounds ask as often with 60 partners, 1,860 measures and 12 rounds as with two."""

from datetime import timedelta

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from measures.models import Measure, Partner
from measures.rounds.models import Answer, Round, Submission
from measures.rounds.services.opening import ask_everybody, bases_of
from measures.rounds.states import AnswerState, RoundState
from offensief.accounts.models import User
from tests.conftest import SignedIn
from tests.crowd import fill
from tests.rounds import NOW, played_round

# With how often each page asks: a number that rises needs a reason.
SECRETARY = {"/rondes/": 7, "/rondes/2027-1/": 10}
PARTNER = {
    "/uitvraag/": 10,
    "/uitvraag/2027-1/aedes/": 16,
    "/uitvraag/2027-1/aedes/1.01/": 15,
    "/uitvraag/2027-1/aedes/werkboek.xlsx": 9,
    "/uitvraag/2027-1/aedes/werkboek/": 12,
}
REVIEW = {"/rondes/2027-1/partners/aedes/": 15}
PARTNERS, EACH, ROUNDS = 60, 31, 12


def asked(client: Client, pages: dict[str, int]) -> dict[str, int]:
    found = {}
    for page in pages:
        # The first look of a partner is kept; from then on a page only reads.
        assert client.get(page).status_code == 200, page
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
            found[page] = len(queries)
    return found


def many(first: Round) -> None:
    """Sixty partners with 31 measures each, in this round and in eleven before it."""
    fill(PARTNERS * EACH)
    missing = PARTNERS - Partner.objects.count()
    Partner.objects.bulk_create(
        Partner(key=f"p-{n}", name=f"Partner {n}", short_name=f"P{n}", kind="x", is_member=True)
        for n in range(missing)
    )
    partners = [Partner.objects.get(key="aedes"), *Partner.objects.exclude(key="aedes")][:PARTNERS]
    measures = list(Measure.objects.order_by("number"))
    bases = bases_of(measures)
    for back in range(ROUNDS):
        round_ = first if back == 0 else _earlier(first, back)
        there = {s.partner_id: s for s in round_.submissions.all()}
        new = [Submission(round=round_, partner=p) for p in partners if p.pk not in there]
        there |= {s.partner_id: s for s in Submission.objects.bulk_create(new)}
        answered = set(round_.answers.values_list("measure_id", flat=True))
        Answer.objects.bulk_create(
            Answer(
                round=round_,
                measure=measure,
                submission=there[partners[n % PARTNERS].pk],
                state=AnswerState.OPEN,
                base=bases[measure.pk],
                adopted_at=NOW if back else None,
                phase=measure.phase,
            )
            for n, measure in enumerate(measures)
            if measure.pk not in answered
        )


def _earlier(first: Round, back: int) -> Round:
    fields = {f.name: getattr(first, f.name) for f in Round._meta.fields if f.name != "id"}
    months = timedelta(days=180 * back)
    days = {n: v - months for n, v in fields.items() if n.endswith("_on") and v is not None}
    return Round.objects.create(
        **{
            **fields,
            **days,
            "number": f"{2027 - back}-1",
            "period_start": first.period_start - months,
            "period_end": first.period_end - months,
            "figures_as_of": first.figures_as_of - months,
            "state": RoundState.CLOSED,
        }
    )


def test_sixty_partners_and_twelve_rounds_are_asked_as_often(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    round_ = played_round(clock, secretary, aedes, police)
    small = asked(SignedIn(secretary), SECRETARY | REVIEW) | asked(SignedIn(aedes), PARTNER)

    many(round_)

    large = asked(SignedIn(secretary), SECRETARY | REVIEW) | asked(SignedIn(aedes), PARTNER)
    assert Answer.objects.count() == PARTNERS * EACH * ROUNDS
    assert large == small
    assert small == SECRETARY | REVIEW | PARTNER


def test_opening_asks_as_often_for_many_measures(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    played_round(clock, secretary, aedes, police)
    fill(300)
    rounds = [_earlier(Round.objects.get(number="2027-1"), back) for back in (1, 2)]
    counts = []
    for round_, limit in zip(rounds, (10, 300), strict=True):
        round_.scope.set(Measure.objects.order_by("number")[:limit])
        with CaptureQueriesContext(connection) as queries:
            ask_everybody(round_, by=secretary)
        counts.append(len(queries))

    assert counts[0] == counts[1]
