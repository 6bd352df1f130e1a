"""Telling people what happened: a message in the outbox per deed and person.

Services call the functions that tell, in their own transaction. Each deed has a name; the view that
called the service rings for it afterwards (measures.views.ringing.ring_for).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from measures import permissions
from measures.models import Comment, Follow, Measure, Milestone, StatusUpdate, Succession
from offensief.accounts.models import User
from offensief.lib.dutch import date_long, number
from offensief.outbox.models import Message
from offensief.outbox.services import queue

# A mail is a sign to look, no copy of the portal.
_LONGEST_QUOTE = 500
_MOST_IN_ONE_MAIL = 20
_JUST_NOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class News:
    """What happened to a measure: in a few words, and told."""

    measure: Measure
    what: str
    text: str


def queued(deed: str) -> list[int]:
    """Ids of the messages this deed just put in the outbox, such as those of "mention:12"."""
    since = timezone.now() - _JUST_NOW
    found = Message.objects.filter(created_at__gte=since, dedupe_key__startswith=f"{deed}:")
    return list(found.values_list("pk", flat=True))


def mention_deed(comment: Comment) -> str:
    """Name of the deed of mentioning people in a remark."""
    return f"mention:{comment.pk}"


def update_deed(update: StatusUpdate) -> str:
    """Name of the deed of saying where one measure stands."""
    return f"update:{update.pk}"


def bulk_deed(updates: Sequence[StatusUpdate]) -> str:
    """Name of the deed of changing many measures at once."""
    return f"bulk:{updates[0].pk}" if updates else "bulk:none"


def milestone_deed(milestone: Milestone) -> str:
    """Name of the deed that brought a milestone to its present version."""
    return f"milestone:{milestone.pk}:{milestone.version}"


def succession_deed(succession: Succession) -> str:
    """Name of the deed of deciding what becomes of measures."""
    return f"succession:{succession.pk}"


def tell_mentioned(comment: Comment, people: Iterable[User]) -> None:
    """A message to everybody whose attention is asked, except to the writer."""
    measure = comment.measure
    if measure is None:
        raise ValueError("Only remarks at a measure mention people.")
    writer = comment.made_by
    for person in people:
        if person.pk == writer.pk:
            continue
        queue(
            to=person,
            kind="mention",
            kind_label="u bent genoemd",
            subject=f"{writer.name} noemde u bij maatregel {measure.number}",
            body=f"{writer.name} schreef bij maatregel {measure.number} "
            f"({measure.short_title}):\n\n{_quote(comment.text)}",
            link=f"{measure.get_absolute_url()}#opmerking-{comment.pk}",
            dedupe_key=f"{mention_deed(comment)}:{person.pk}",
        )


def tell_followers(*, deed: str, news: Sequence[News], by: User) -> None:
    """One message per person about everything this deed did to the measures that person follows.

    Not to who did it, and not to who may no longer see the measure.
    """
    for person, told in _per_follower(news, by).items():
        queue(
            to=person,
            kind="follow",
            kind_label="maatregel die u volgt",
            subject=_subject(told),
            body=_body(told, by),
            link=told[0].measure.get_absolute_url() if len(told) == 1 else reverse("following"),
            dedupe_key=f"{deed}:{person.pk}",
        )


def _per_follower(news: Sequence[News], by: User) -> dict[User, list[News]]:
    present = Follow.objects.filter(measure__in=[part.measure for part in news], ended_at=None)
    follows = list(present.exclude(user=by).select_related("user"))
    told: dict[User, list[News]] = defaultdict(list)
    for part in news:
        followers = {f.user_id: f.user for f in follows if f.measure_id == part.measure.pk}
        if followers:
            seen_by = permissions.people_who_see(part.measure).filter(pk__in=followers)
            for pk in seen_by.values_list("pk", flat=True):
                told[followers[pk]].append(part)
    return told


def _subject(told: Sequence[News]) -> str:
    if len(told) == 1:
        return f"Maatregel {told[0].measure.number}: {told[0].what}"
    return f"{number(len(told))} maatregelen die u volgt: {told[0].what}"


def _body(told: Sequence[News], by: User) -> str:
    parts = [f"{p.measure.number} {p.measure.short_title}\n{p.text}" for p in told]
    more = len(parts) - _MOST_IN_ONE_MAIL
    rest = [f"En nog {number(more)} andere."] if more > 0 else []
    shown = parts[:_MOST_IN_ONE_MAIL]
    return "\n\n".join([f"{by.name} werkte aan wat u volgt.", *shown, *rest])


def of_update(update: StatusUpdate) -> News:
    """What was said about a measure, as news."""
    moves = [
        ("Fase", update.get_phase_from_display(), update.get_phase_to_display()),
        ("Koers", update.get_course_from_display(), update.get_course_to_display()),
        ("Zekerheid", update.get_certainty_from_display(), update.get_certainty_to_display()),
    ]
    lines = [f"{name}: {old.lower()} → {new.lower()}" for name, old, new in moves if old != new]
    if update.course_stated != update.course_to:
        stated = update.get_course_stated_display().lower()
        lines.append(f"Koers volgens de partner: {stated}")
    return News(
        update.measure,
        "status gewijzigd",
        "\n".join([*lines, f"Toelichting: {_quote(update.explanation)}"]),
    )


def of_milestone(milestone: Milestone, action: str, reason: str) -> News:
    """What happened to a milestone, as news of its measure."""
    day = milestone.done_on or milestone.current_on
    text = f"Mijlpaal '{milestone.title}': {date_long(day)}."
    said = f"\nToelichting: {_quote(reason)}" if reason.strip() else ""
    return News(milestone.measure, action, text + said)


def of_succession(succession: Succession, measures: Iterable[Measure]) -> list[News]:
    """A decision about measures, as news of each of them."""
    what = f"besluit '{succession.get_kind_display().lower()}'"
    text = f"Besluit van {date_long(succession.decided_on)}: {_quote(succession.reason)}"
    return [News(measure, what, text) for measure in measures]


def _quote(text: str) -> str:
    """The beginning of what somebody wrote."""
    return Truncator(text.strip()).chars(_LONGEST_QUOTE)
