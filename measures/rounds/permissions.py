"""Who may see and do what in a round. Pages, workbook, links and tasks ask here."""

from collections.abc import Iterable

from measures.models import Membership, MembershipRole
from measures.permissions import may_see_whole_plan
from measures.rounds.hands import Hand
from measures.rounds.models import RoundEvent, Submission, SubmissionQuerySet
from measures.rounds.states import Step, Via
from offensief.accounts.models import Person, Role, RoleGrant, User, holds

# Whoever did one of these had a hand in what is handed in.
_SHAPES = (Step.BEGIN, Step.EDIT, Step.COMPLETE, Step.CONFIRM, Step.ASK_SIGNATURE, Step.SIGN)


def may_see_rounds(person: Person) -> bool:
    """The cockpit of every round, with what each partner handed in."""
    return may_see_whole_plan(person)


def may_keep_rounds(person: Person) -> bool:
    """Planning, opening, returning, approving, closing: the secretariat."""
    return holds(person, Role.SECRETARY)


def may_establish(person: Person) -> bool:
    """The head establishes what goes to parliament."""
    return holds(person, Role.HEAD)


def visible_submissions(person: Person) -> SubmissionQuerySet:
    """Submissions this person may know of: all, or those of the own partners."""
    if may_see_rounds(person):
        return Submission.objects.all()
    return own_submissions(person)


def own_submissions(person: Person) -> SubmissionQuerySet:
    """Submissions of the partners this person speaks for."""
    if isinstance(person, User) and person.is_active:
        return Submission.objects.of_person(person.pk)
    return Submission.objects.none()


def may_answer(hand: Hand, submission: Submission) -> bool:
    """People of the partner write; the secretariat may write down what it was told."""
    if hand.for_partner:
        return may_keep_rounds(hand.by)
    return _speaks(hand.by, submission, MembershipRole.EDITOR, MembershipRole.SIGNER)


def may_sign(hand: Hand, submission: Submission) -> bool:
    """A signer of the partner; or the secretariat, for what was signed elsewhere."""
    if hand.for_partner:
        return may_keep_rounds(hand.by)
    return _speaks(hand.by, submission, MembershipRole.SIGNER)


def _speaks(person: User, submission: Submission, *roles: MembershipRole) -> bool:
    return (
        person.is_active
        and Membership.objects.filter(
            user=person, partner_id=submission.partner_id, role__in=roles, ended_at=None
        ).exists()
    )


def may_have_link(person: Person, submission: Submission) -> bool:
    """A link never stands in for the sign-in of somebody who may do more than answer."""
    if not isinstance(person, User):
        return False
    return may_answer(Hand(by=person, via=Via.LINK), submission) and not person.roles


def who_may_answer(pairs: Iterable[tuple[User, Submission]]) -> list[tuple[User, Submission]]:
    """Those of these people who may answer this submission, in one query."""
    asked = list(pairs)
    memberships = Membership.objects.filter(
        user__in=[person for person, _ in asked],
        partner__in=[submission.partner_id for _, submission in asked],
        role__in=[MembershipRole.EDITOR, MembershipRole.SIGNER],
        ended_at=None,
    )
    speaks = set(memberships.values_list("user_id", "partner_id"))
    return [(p, s) for p, s in asked if p.is_active and (p.pk, s.partner_id) in speaks]


def people_with_roles(people: Iterable[User]) -> set[int]:
    """Row numbers of those who may do more in the portal than answer, in one query: they sign in
    and get no personal link (may_have_link)."""
    grants = RoleGrant.objects.filter(user__in=list(people), ended_at=None)
    return set(grants.values_list("user_id", flat=True))


def had_a_hand(person: User, submission: Submission) -> bool:
    """This person wrote or signed something of it, for the partner or on its behalf."""
    return RoundEvent.objects.filter(submission=submission, by=person, step__in=_SHAPES).exists()


def may_review(person: Person) -> bool:
    """Reading along, returning and giving an extension."""
    return may_keep_rounds(person)


def may_approve(person: Person, submission: Submission) -> bool:
    """Four eyes: never who had a hand in it, nor somebody of the partner itself."""
    return (
        isinstance(person, User)
        and may_review(person)
        and not had_a_hand(person, submission)
        and not _speaks(person, submission, MembershipRole.EDITOR, MembershipRole.SIGNER)
    )
