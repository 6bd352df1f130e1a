"""What a delivery says without words, and who hears of it."""

from offensief.accounts.models import User
from offensief.outbox.models import Message
from tests.deliveries import HALF_YEAR, accepted, read


def test_a_complete_delivery_says_zero_where_it_says_nothing(
    figures_owner: User, head: User
) -> None:
    text = "politie-eenheid;jaar;aantal\nRotterdam;2025;300\nAmsterdam;2025;250\n"

    made = accepted(text, figures_owner, head, complete_levels=("unit",))

    counts = dict(made.observations.values_list("area__code", "value"))
    assert len(counts) == 10
    assert (counts["PE-ROTTERDAM"], counts["PE-LIMBURG"]) == (300, 0)
    assert "PE-ONBEKEND" not in counts


def test_an_incomplete_delivery_leaves_the_rest_unknown(figures_owner: User, head: User) -> None:
    made = accepted("politie-eenheid;jaar;aantal\nRotterdam;2025;300\n", figures_owner, head)

    assert made.observations.count() == 1


def test_whoever_may_release_hears_that_a_delivery_waits(figures_owner: User, head: User) -> None:
    upload = read(HALF_YEAR, figures_owner)

    told = Message.objects.filter(kind="delivery")

    assert [message.recipient for message in told] == [head]
    assert told[0].link == f"/cijfers/balie/{upload.pk}/"
    assert "600" not in told[0].body


def test_who_offered_hears_what_became_of_it(figures_owner: User, head: User) -> None:
    read("gebied;jaar;aantal\nNL;2025;x\n", figures_owner)
    accepted(HALF_YEAR, figures_owner, head)

    told = Message.objects.filter(kind="delivery", recipient=figures_owner).order_by("pk")

    assert [message.subject for message in told] == [
        "Fouten in uw levering",
        "Uw levering is vrijgegeven",
    ]
