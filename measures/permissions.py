"""Who may see and do what with the plan. Pages, API, exports, feeds and tasks ask here."""

from django.db.models import Q, QuerySet

from measures.models import (
    Attachment,
    Involvement,
    Measure,
    MeasureQuerySet,
    Membership,
    Partner,
    RegisterEntry,
    RegisterEntryQuerySet,
    SavedFilter,
)
from offensief.accounts.models import Person, Role, RoleGrant, User, holds

# The parts of the portal an administrator looks after; what is refused before it has a thing is of
# no part.
_OF_ACCOUNTS = {"accounts", "people", "audit"}
# These roles follow the whole plan; people of a partner see the measures of that partner.
_SEE_ALL = (Role.SECRETARY, Role.HEAD, Role.READER)


def may_see_whole_plan(person: Person) -> bool:
    """Every measure with its status."""
    return holds(person, *_SEE_ALL)


def visible_measures(person: Person) -> MeasureQuerySet:
    """Measures whose status this person may know; a measure outside does not exist for them."""
    if may_see_whole_plan(person):
        return Measure.objects.all()
    if isinstance(person, User) and person.is_active:
        return Measure.objects.of_partners_of(person.pk)
    return Measure.objects.none()


def people_who_see(measure: Measure) -> QuerySet[User]:
    """Everybody who may know this measure: `visible_measures` asked from the other side."""
    involved = Involvement.objects.filter(measure=measure, valid_to=None).values("partner_id")
    grants = RoleGrant.objects.filter(role__in=_SEE_ALL, ended_at=None)
    members = Membership.objects.filter(partner__in=involved, ended_at=None)
    return User.objects.filter(is_active=True).filter(
        Q(pk__in=grants.values("user_id")) | Q(pk__in=members.values("user_id"))
    )


def may_see_measures(person: Person) -> bool:
    """True when there is a list to show at all."""
    return may_see_whole_plan(person) or visible_measures(person).exists()


def visible_entries(person: Person) -> RegisterEntryQuerySet:
    """Register entries this person may know: all, or those of the own partner and its measures."""
    if may_see_whole_plan(person):
        return RegisterEntry.objects.all()
    if not (isinstance(person, User) and person.is_active):
        return RegisterEntry.objects.none()
    mine = Partner.objects.filter(memberships__user=person, memberships__ended_at=None)
    return RegisterEntry.objects.filter(
        Q(owner__in=mine)
        | Q(raised_by__in=mine)
        | Q(
            pk__in=RegisterEntry.measures.through.objects.filter(
                measure__in=visible_measures(person).values("pk")
            ).values("registerentry_id")
        )
    )


def may_see_registers(person: Person) -> bool:
    """True when there is an entry to show at all."""
    return may_see_whole_plan(person) or visible_entries(person).exists()


def visible_attachment(person: Person, attachment: Attachment) -> bool:
    """Who may see the thing may see its files; withdrawn ones only the secretariat."""
    if attachment.withdrawn_at is not None and not may_keep_plan(person):
        return False
    if attachment.measure_id is not None:
        return visible_measures(person).filter(pk=attachment.measure_id).exists()
    return visible_entries(person).filter(pk=attachment.entry_id or 0).exists()


def visible_partners(person: Person) -> bool:
    """The list of partners with their measures and contacts."""
    return may_see_whole_plan(person)


def may_see_trail(person: Person) -> bool:
    """The trail of all deeds, with names and origins."""
    return holds(person, Role.SECRETARY, Role.HEAD, Role.ADMINISTRATOR)


def may_read_deed(person: Person, kind: str) -> bool:
    """Read in the trail what was said or changed, on a thing of this kind ("rounds.answer").

    An administrator keeps accounts and reads that of those alone: the rest holds drafts of partners
    and figures under embargo.
    """
    is_of_the_plan = "." in kind and kind.partition(".")[0] not in _OF_ACCOUNTS
    return holds(person, Role.SECRETARY, Role.HEAD) or (
        not is_of_the_plan and holds(person, Role.ADMINISTRATOR)
    )


def may_keep_plan(person: Person) -> bool:
    """Milestones, responsibility, succession, registers, cards, attachments: the secretariat."""
    return holds(person, Role.SECRETARY)


def may_change_status(person: Person) -> bool:
    """The secretariat changes the live measure; partners speak through a round."""
    return holds(person, Role.SECRETARY)


def may_keep_members(person: Person) -> bool:
    """Who speaks for a partner: the secretariat looks after that."""
    return holds(person, Role.SECRETARY)


def may_set_away(person: Person, membership: Membership) -> bool:
    """Being away is told by the person it is about, or by the secretariat."""
    is_self = isinstance(person, User) and person.is_active and person.pk == membership.user_id
    return is_self or may_keep_members(person)


def speaks_for(person: Person, measure: Measure) -> list[Partner]:
    """The partners of this measure that this person may speak for, by name."""
    if not (isinstance(person, User) and person.is_active):
        return []
    return list(
        Partner.objects.filter(
            memberships__user=person,
            memberships__ended_at=None,
            involvements__measure=measure,
            involvements__valid_to=None,
        ).distinct()
    )


def may_report_course(person: Person, measure: Measure, partner: Partner) -> bool:
    """A partner says how its own measures go."""
    return partner in speaks_for(person, measure)


def may_remove_filter(person: Person, saved: SavedFilter) -> bool:
    """A kept filter is of one person."""
    return isinstance(person, User) and person.is_active and saved.user_id == person.pk


def may_comment(person: Person, measure: Measure) -> bool:
    """Who may see a measure may remark on it."""
    return visible_measures(person).filter(pk=measure.pk).exists()
