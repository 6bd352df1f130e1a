"""Pages of rounds ask as often with 60 partners, 1,860 measures and 12 rounds as with two."""

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from measures.models import Measure
from measures.rounds.models import Answer, Round
from measures.rounds.services.opening import ask_everybody
from offensief.accounts.models import User
from tests.conftest import SignedIn
from tests.crowd import EACH, PARTNERS, ROUNDS, earlier_round, fill, fill_rounds
from tests.rounds import played_round

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


def asked(client: Client, pages: dict[str, int]) -> dict[str, int]:
    found = {}
    for page in pages:
        # The first look of a partner is kept; from then on a page only reads.
        assert client.get(page).status_code == 200, page
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
            found[page] = len(queries)
    return found


def test_sixty_partners_and_twelve_rounds_are_asked_as_often(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    round_ = played_round(clock, secretary, aedes, police)
    small = asked(SignedIn(secretary), SECRETARY | REVIEW) | asked(SignedIn(aedes), PARTNER)

    fill_rounds(round_)

    large = asked(SignedIn(secretary), SECRETARY | REVIEW) | asked(SignedIn(aedes), PARTNER)
    assert Answer.objects.count() == PARTNERS * EACH * ROUNDS
    assert large == small
    assert small == SECRETARY | REVIEW | PARTNER


def test_opening_asks_as_often_for_many_measures(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    played_round(clock, secretary, aedes, police)
    fill(300)
    rounds = [earlier_round(Round.objects.get(number="2027-1"), back) for back in (1, 2)]
    counts = []
    for round_, limit in zip(rounds, (10, 300), strict=True):
        round_.scope.set(Measure.objects.order_by("number")[:limit])
        with CaptureQueriesContext(connection) as queries:
            ask_everybody(round_, by=secretary)
        counts.append(len(queries))

    assert counts[0] == counts[1]
