"""Every policy function, found by looking: who may what, over all mixtures of roles.

A new `may_...` without a line in RIGHTS fails, and so does one with an argument nobody can make.
"""

import csv
import inspect
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import incidents.permissions
import measures.permissions
import measures.rounds.permissions
import offensief.outbox.permissions
import reports.permissions
from incidents.models import Upload
from measures.models import Attachment, Measure, Membership, MembershipRole, Partner, SavedFilter
from measures.permissions import visible_measures
from measures.rounds.hands import Hand
from measures.rounds.models import Round
from measures.services.members import make_member
from offensief.accounts.models import Role, User
from offensief.accounts.services import grant_role
from offensief.outbox.models import Message
from reports.models import Edition
from tests.conftest import SignedIn, make_person
from tests.rounds import submission_of
from tests.security.world import World

_ROOMS = (
    measures.permissions,
    measures.rounds.permissions,
    incidents.permissions,
    reports.permissions,
    offensief.outbox.permissions,
)
SECRETARY, HEAD, FIGURES, READER, ADMINISTRATOR = (
    Role.SECRETARY,
    Role.HEAD,
    Role.FIGURES_OWNER,
    Role.READER,
    Role.ADMINISTRATOR,
)
_ALL_SEEING = {SECRETARY, HEAD, READER}
_DESK = {SECRETARY, HEAD, FIGURES}
EDITOR, SIGNER = MembershipRole.EDITOR, MembershipRole.SIGNER
# Anybody who is signed in may do it about themselves.
SELF = "self"
_PARTNER = {EDITOR, SIGNER}

# Each role that is enough by itself; a member is one of Aedes, and the thing is of Aedes.
RIGHTS: dict[str, set[Any]] = {
    "measures.permissions.may_see_whole_plan": _ALL_SEEING,
    "measures.permissions.may_see_measures": _ALL_SEEING | _PARTNER,
    "measures.permissions.may_see_registers": _ALL_SEEING | _PARTNER,
    "measures.permissions.may_see_trail": {SECRETARY, HEAD, ADMINISTRATOR},
    "measures.permissions.may_read_deed": {SECRETARY, HEAD},
    "measures.permissions.may_keep_plan": {SECRETARY},
    "measures.permissions.may_change_status": {SECRETARY},
    "measures.permissions.may_keep_members": {SECRETARY},
    "measures.permissions.may_set_away": {SECRETARY},
    "measures.permissions.may_report_course": _PARTNER,
    "measures.permissions.may_comment": _ALL_SEEING | _PARTNER,
    # Of whoever kept it, and the filter asked about is of somebody of Aedes.
    "measures.permissions.may_remove_filter": set(),
    "measures.rounds.permissions.may_have_link": _PARTNER,
    "measures.rounds.permissions.may_see_rounds": _ALL_SEEING,
    "measures.rounds.permissions.may_keep_rounds": {SECRETARY},
    "measures.rounds.permissions.may_establish": {HEAD},
    "measures.rounds.permissions.may_answer": _PARTNER,
    "measures.rounds.permissions.may_sign": {SIGNER},
    "measures.rounds.permissions.may_review": {SECRETARY},
    "measures.rounds.permissions.may_approve": {SECRETARY},
    "incidents.permissions.may_see_deliveries": _DESK | {READER},
    "incidents.permissions.may_see_desk": _DESK,
    "incidents.permissions.may_deliver": {SECRETARY, FIGURES},
    "incidents.permissions.may_release": {HEAD, FIGURES},
    "incidents.permissions.may_open_figures": {HEAD, FIGURES},
    "incidents.permissions.may_see_discrepancies": _DESK | {READER},
    "incidents.permissions.may_explain_discrepancies": {SECRETARY, FIGURES},
    "incidents.permissions.may_set_targets": {SECRETARY},
    "incidents.permissions.may_look_as_others": _DESK,
    "reports.permissions.may_see_editions": _ALL_SEEING,
    "reports.permissions.may_read_edition": _ALL_SEEING,
    "reports.permissions.may_request_edition": {SECRETARY},
    "reports.permissions.may_check_letter": {SECRETARY, HEAD},
    "reports.permissions.may_see_partner_figures": _ALL_SEEING | _PARTNER,
    "reports.permissions.may_set_partner_figures": {SECRETARY},
    "offensief.outbox.permissions.may_see_messages": {SECRETARY, ADMINISTRATOR},
    "offensief.outbox.permissions.may_read_message": {SECRETARY},
    "offensief.outbox.permissions.may_retry": {SECRETARY},
    "offensief.outbox.permissions.may_choose_digests": {SELF},
    # Asks for no person: whether this is the demo.
    "offensief.outbox.permissions.may_see_demo_mailbox": set(),
}
# More rights take these away: nobody approves what the own partner handed in, and who may do more
# than answer signs in.
_APPROVE = "measures.rounds.permissions.may_approve"
_LINK = "measures.rounds.permissions.may_have_link"
_SLOW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ROLES = st.sets(st.sampled_from(list(Role)))
MEMBERSHIPS = st.sets(st.sampled_from(list(MembershipRole)))


def _policies() -> dict[str, Callable[..., bool]]:
    return {
        f"{room.__name__}.{name}": function
        for room in _ROOMS
        for name, function in inspect.getmembers(room, inspect.isfunction)
        if name.startswith("may_") and function.__module__ == room.__name__
    }


POLICIES = _policies()


def _things(world: World) -> dict[str, Any]:
    """One of each kind that a policy asks about, all of Aedes."""
    return {
        "measure": Measure.objects.get(number="1.01"),
        "partner": Partner.objects.get(key="aedes"),
        "submission": submission_of(Round.objects.get(number="2027-1"), "aedes"),
        "membership": Membership.objects.get(pk=900001),
        "upload": Upload.objects.get(pk=world.keys["UPLOAD"]),
        "attachment": Attachment.objects.get(pk=world.keys["FILE"]),
        "saved": SavedFilter.objects.get(pk=900001),
        "edition": Edition.objects.get(number="2026-1"),
        "message": Message.objects.earliest("pk"),
        # A deed of the trail on a thing of this kind.
        "kind": "rounds.answer",
    }


def _may(name: str, person: Any, things: dict[str, Any]) -> bool:
    asked = {}
    for argument in inspect.signature(POLICIES[name]).parameters:
        if argument in {"person", "about"}:
            asked[argument] = person
        elif argument == "hand":
            asked[argument] = Hand(by=person)
        else:
            asked[argument] = things[argument]
    return POLICIES[name](**asked)


def _rights(person: Any, things: dict[str, Any]) -> set[str]:
    return {name for name in POLICIES if _can_ask(name, person) and _may(name, person, things)}


def _can_ask(name: str, person: Any) -> bool:
    """Who comes in with a hand is always a person (measures.rounds.views.visiting)."""
    arguments = inspect.signature(POLICIES[name]).parameters
    return not isinstance(person, AnonymousUser) or "hand" not in arguments


def _person(roles: set[Role], member: set[MembershipRole], partner: Partner) -> User:
    person = make_person("iemand@test.example", "Iemand", *roles)
    for role in member:
        make_member(user=person, partner=partner, role=role, by=None)
    return User.objects.get(pk=person.pk)


def test_every_policy_function_has_its_roles() -> None:
    assert set(POLICIES) == set(RIGHTS)


@pytest.mark.parametrize("role", [*Role, *MembershipRole])
def test_one_role_gives_what_is_written_and_no_more(role: Any, world: World) -> None:
    things = _things(world)
    is_portal_wide = isinstance(role, Role)
    person = _person(
        {role} if is_portal_wide else set(), set() if is_portal_wide else {role}, things["partner"]
    )

    assert _rights(person, things) == {n for n, who in RIGHTS.items() if who & {role, SELF}}


def test_without_a_role_or_without_signing_in_nobody_may_anything(world: World) -> None:
    things = _things(world)

    assert _rights(AnonymousUser(), things) == set()
    outsider = {n for n, who in RIGHTS.items() if SELF in who}
    assert _rights(world.people["outsider"], things) == outsider


@_SLOW
@given(roles=ROLES, member=MEMBERSHIPS)
def test_who_is_no_longer_active_may_nothing(
    world: World, roles: set[Role], member: set[MembershipRole]
) -> None:
    with world.undone():
        things = _things(world)
        person = _person(roles, member, things["partner"])
        User.objects.filter(pk=person.pk).update(is_active=False)

        assert _rights(User.objects.get(pk=person.pk), things) == set()


@_SLOW
@given(roles=ROLES, member=MEMBERSHIPS, more=st.sampled_from([*Role, *MembershipRole]))
def test_another_role_takes_no_right_away_but_those_that_are_meant_to(
    world: World, roles: set[Role], member: set[MembershipRole], more: Any
) -> None:
    with world.undone():
        things = _things(world)
        person = _person(roles, member, things["partner"])
        before = _rights(person, things)
        if isinstance(more, Role):
            grant_role(user=person, role=more, by=None)
        else:
            make_member(user=person, partner=things["partner"], role=more, by=None)

        lost = before - _rights(User.objects.get(pk=person.pk), things)
        assert lost <= ({_LINK} if isinstance(more, Role) else {_APPROVE})


@_SLOW
@given(roles=ROLES, member=MEMBERSHIPS)
def test_rights_of_many_roles_are_those_of_each_together(
    world: World, roles: set[Role], member: set[MembershipRole]
) -> None:
    with world.undone():
        things = _things(world)
        person = _person(roles, member, things["partner"])
        together = {n for n, who in RIGHTS.items() if who & {*roles, *member, SELF}}
        together -= {_APPROVE} if member else set()
        together -= {_LINK} if roles else set()

        assert _rights(person, things) == together


@settings(_SLOW, max_examples=12)
@given(
    roles=st.sets(st.sampled_from(list(Role)), max_size=2),
    partner=st.sampled_from(["", "aedes", "politie", "nfi"]),
)
def test_no_list_search_or_export_shows_more_measures_than_one_may_see(
    world: World, roles: set[Role], partner: str
) -> None:
    with world.undone():
        found = Partner.objects.filter(key=partner).first()
        person = _person(roles, {EDITOR} if found else set(), found or Partner.objects.all()[0])
        may_see = set(visible_measures(person).values_list("number", flat=True))
        browser = SignedIn(person)
        hidden = set(Measure.objects.values_list("number", flat=True)) - may_see

        export = browser.get(reverse("export_csv"))
        assert (export.status_code == 200) == bool(may_see)
        if may_see:
            rows = list(csv.reader(StringIO(export.content.decode("utf-8-sig")), delimiter=";"))
            assert {row[0] for row in rows[1:]} == may_see
        pages = [("measures", {}), ("search", {"q": "maatregel"}), ("planning", {})]
        pages += [("print_list", {}), ("following", {}), ("gaps", {}), ("coverage", {})]
        for name, query in pages:
            text = browser.get(reverse(name), query).content.decode()
            assert [n for n in hidden if f"/maatregelen/{n}/" in text] == [], name
