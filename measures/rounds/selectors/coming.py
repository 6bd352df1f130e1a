"""What a round will send, as things stand now: when, to whom and why, and who hears nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from measures.models import Membership, Partner
from measures.rounds import schedule
from measures.rounds.models import Round
from measures.rounds.selectors.announcing import told_of_these_days
from measures.rounds.selectors.audience import Audience, audience
from measures.rounds.selectors.drafting import people_who_stopped
from measures.rounds.selectors.holes import holes_of
from measures.rounds.selectors.waiting import Told, Waiting, is_told, not_handed_in, told, waiting
from measures.rounds.states import RoundState, Threshold
from measures.selectors.speakers import parts_of
from offensief.lib.dutch import date_long, plural


@dataclass(frozen=True, slots=True)
class ComingGroup:
    """What will be sent at one moment. Without a moment: as soon as it may."""

    title: str
    at: datetime | None
    people: str
    audiences: tuple[Audience, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """Everything that is still to be sent by itself."""

    groups: tuple[ComingGroup, ...] = ()
    # Reminders that went to nobody, because the portal was away or nobody was there to hear them; a
    # later one goes instead.
    skipped: tuple[str, ...] = ()
    # Partners that need no reminder: they handed in, or the round goes on without them.
    finished: int = 0


@dataclass(frozen=True, slots=True)
class _People:
    """Who speaks for the partners, and who wants no reminders; read once for all moments."""

    parts: dict[int, list[Membership]]
    stopped: Collection[int]
    now: datetime

    def heard(self, partner: Partner, at: datetime, *, is_reminder: bool) -> Audience:
        """Who hears something at a moment; what is late goes to who is there today."""
        day = timezone.localdate(max(at, self.now))
        stopped = self.stopped if is_reminder else ()
        return audience(partner, self.parts[partner.pk], today=day, stopped=stopped)


def coming(round_: Round, *, now: datetime) -> Coming:
    """What this round will send, in a fixed number of queries."""
    if round_.state == RoundState.PLANNED:
        return Coming(groups=tuple(_of_planned(round_, now)))
    if round_.state == RoundState.OPEN:
        return _of_open(round_, now)
    return Coming()


def _of_planned(round_: Round, now: datetime) -> Iterable[ComingGroup]:
    """The announcement, the opening, and the reminders as if nobody would hand in."""
    partners = list(holes_of(round_).per_partner())
    people = _People(parts_of(partners), people_who_stopped(), now)
    told_already = told_of_these_days(round_)
    at = schedule.announced_at(round_.announces_on)
    if at < round_.opens_at:
        heard = [people.heard(partner, at, is_reminder=False) for partner in partners]
        left = [_without(one, told_already) for one in heard]
        if any(one.hears for one in left):
            yield _group("Aankondiging", at, left, now)
    heard = [people.heard(partner, round_.opens_at, is_reminder=False) for partner in partners]
    yield _group("Opening", round_.opens_at, heard, now)
    for moment in schedule.reminders(round_.deadline_on, round_.closes_on):
        if moment.at > round_.opens_at:
            heard = [people.heard(partner, moment.at, is_reminder=True) for partner in partners]
            yield _group(_title(moment.threshold), moment.at, heard, now)


def _of_open(round_: Round, now: datetime) -> Coming:
    late = waiting(not_handed_in().filter(round=round_), now=now)
    known = told(one.submission for one in late)
    people = _People(parts_of(o.submission.partner for o in late), people_who_stopped(), now)
    groups: dict[tuple[datetime, Threshold], list[Audience]] = {}
    for one in late:
        for moment in _still(one, now):
            heard = people.heard(one.submission.partner, moment.at, is_reminder=True)
            if moment == one.due:
                had_it = {h.user.pk for h in heard.hears if is_told(one, h.user, known)}
                heard = _without(heard, had_it)
            if heard.hears or moment != one.due:
                groups.setdefault((moment.at, moment.threshold), []).append(heard)
    return Coming(
        groups=tuple(
            _group(_title(threshold), at, heard, now)
            for (at, threshold), heard in sorted(groups.items(), key=lambda pair: pair[0])
        ),
        skipped=tuple(sentence for one in late for sentence in _skipped(one, known)),
        finished=round_.submissions.count() - len(late),
    )


def _still(one: Waiting, now: datetime) -> list[schedule.Moment]:
    """The reminder that is due, and those to come."""
    return [moment for moment in one.moments if moment.at > now or moment == one.due]


def _without(heard: Audience, people: Collection[int]) -> Audience:
    """The same, without those who heard it already."""
    return replace(heard, hears=tuple(h for h in heard.hears if h.user.pk not in people))


def _skipped(one: Waiting, known: Told) -> Iterable[str]:
    """What lay before the reminder that is due, and went to nobody."""
    submission = one.submission
    of_this = {t for pk, t, day, _ in known if (pk, day) == (submission.pk, submission.last_day)}
    for moment in one.moments:
        if one.due and one.since < moment.at < one.due.at and moment.threshold not in of_this:
            day = date_long(timezone.localdate(moment.at))
            yield f"{submission.partner.name}: {moment.threshold.label.lower()} ({day})"


def _title(threshold: Threshold) -> str:
    return f"Herinnering: {threshold.label.lower()}"


def _group(title: str, at: datetime, heard: Iterable[Audience], now: datetime) -> ComingGroup:
    audiences = tuple(heard)
    count = len({hearer.user for one in audiences for hearer in one.hears})
    return ComingGroup(
        title, at if at > now else None, plural(count, "persoon", "personen"), audiences
    )
