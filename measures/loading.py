"""Writes a checked plan file into the database. What was said in a version is never altered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone

from measures.models import Involvement, Measure, Partner, Pillar, Plan, Section, Wording
from measures.models.measure import WORDING
from measures.plan_file import MeasureEntry, PlanFile, SuccessionEntry
from measures.services import succession
from measures.statuses import Decision, SuccessionKind
from offensief.accounts.models import User
from offensief.audit.services import record, record_all, recorded
from offensief.audit.traced import Traced, all_made, changed, facts
from offensief.lib.dutch import enumerate_nl
from offensief.lib.refusals import Refused


@recorded
def load_plan(entry: PlanFile, *, by: User | None = None) -> int:
    """Load a plan version; gives the number of new measures, 0 when it was loaded before.

    Raises Refused when the version is there with another content (wording never changes inside a
    version, so a changed text is a new version with a key of its own), when a measure is missing
    from the new version without an explanation, or when a succession cannot be.
    """
    present = Plan.objects.filter(key=entry.key).first()
    if present is not None:
        _check_same(present, entry)
        return 0
    check_can_follow(entry)
    loader = _Loader(entry, _known_at(entry), by)
    loader.load()
    return loader.new


def _check_same(plan: Plan, entry: PlanFile) -> None:
    if plan.sha256 != entry.sha256:
        raise Refused(
            f"Planversie {entry.key} is al geladen met een andere inhoud. "
            "Geef het gewijzigde plan een nieuwe versie."
        )
    if not plan.wordings.exists():
        raise Refused(
            "Deze database komt uit een eerdere versie van het portaal en mist de teksten per "
            "planversie. Leeg haar (in de proefomgeving: make demo-reset) en laad opnieuw."
        )


def check_can_follow(entry: PlanFile) -> None:
    """A later version is newer, and says of every measure that ends what becomes of it."""
    last = Plan.objects.order_by("offered_on").last()
    if entry.offered_on > timezone.localdate():
        raise Refused(
            f"Versie {entry.key} is pas op {entry.offered_on:%d-%m-%Y} aangeboden. "
            "Laad haar op of na die dag."
        )
    if last is None:
        return
    if entry.offered_on <= last.offered_on:
        raise Refused(
            f"Versie {entry.key} is niet nieuwer dan versie {last.key}. "
            "Geef de nieuwe versie een latere datum bij offered_on."
        )
    ended = Measure.objects.exclude(decision=Decision.ACTIVE).values_list("number", flat=True)
    back = sorted(set(ended) & {m.number for m in entry.measures})
    if back:
        raise Refused(
            f"Maatregel {enumerate_nl(back)} loopt niet meer en staat toch in versie {entry.key}. "
            "Haal hem uit het bestand, of hervat hem eerst."
        )
    explained = {n for s in entry.successions for n in s.predecessors}
    unknown = sorted(explained - set(Measure.objects.values_list("number", flat=True)))
    if unknown:
        raise Refused(
            f"Maatregel {enumerate_nl(unknown)} staat bij successions en bestaat niet in het "
            "portaal. Controleer het nummer."
        )
    active = Measure.objects.filter(decision=Decision.ACTIVE).values_list("number", flat=True)
    lost = sorted(set(active) - {m.number for m in entry.measures} - explained)
    if lost:
        raise Refused(
            f"Maatregel {enumerate_nl(lost)} staat niet in versie {entry.key}. Zet bij successions "
            "wat ermee gebeurt: gestopt, gesplitst, samengevoegd of vervangen."
        )


def _known_at(entry: PlanFile) -> datetime | None:
    """The first plan was public before the portal was; the time machine shows it from that day.

    Later versions are known from the moment they are loaded: otherwise they would change a past
    that was already reported.
    """
    if Plan.objects.exists():
        return None
    return datetime.combine(entry.offered_on, time(), tzinfo=timezone.get_current_timezone())


@dataclass(slots=True)
class _Loader:
    """One loading of one file."""

    file: PlanFile
    known_at: datetime | None
    by: User | None
    new: int = 0
    plan: Plan = field(init=False)
    partners: dict[str, Partner] = field(init=False)
    places: dict[tuple[int, str], tuple[Pillar, Section | None]] = field(init=False)

    def load(self) -> None:
        """Plan, partners and measures; successions last, when both ends are there."""
        self.plan = Plan.objects.create(
            key=self.file.key,
            title=self.file.title,
            offered_on=self.file.offered_on,
            sha256=self.file.sha256,
        )
        self._tell([self.plan], "planversie geladen")
        self.partners = self._load_partners()
        self.places = self._load_places()
        by_succession = {n for s in self.file.successions for n in s.successors}
        known = set(Measure.objects.values_list("number", flat=True))
        fresh = [
            m for m in self.file.measures if m.number not in known and m.number not in by_succession
        ]
        self._add(fresh)
        for measure in self.file.measures:
            if measure.number in known:
                self._reword(measure)
        for succession_entry in self.file.successions:
            self._succeed(succession_entry)
        self._involve()

    def _tell(self, things: Sequence[Traced], action: str) -> None:
        record_all(all_made(things, action, known_at=self.known_at), by=self.by)

    def _load_partners(self) -> dict[str, Partner]:
        have = {partner.key: partner for partner in Partner.objects.all()}
        fresh = [
            Partner(
                key=p.key,
                name=p.name,
                short_name=p.short_name,
                kind=p.kind,
                is_member=p.is_member,
                plan_lines=p.lines,
            )
            for p in self.file.partners
            if p.key not in have
        ]
        Partner.objects.bulk_create(fresh)
        self._tell(fresh, "partner toegevoegd")
        return {**have, **{partner.key: partner for partner in fresh}}

    def _load_places(self) -> dict[tuple[int, str], tuple[Pillar, Section | None]]:
        """Pillars and sections of this version, by pillar number and section number."""
        places: dict[tuple[int, str], tuple[Pillar, Section | None]] = {}
        told: list[Traced] = []
        for entry in self.file.pillars:
            pillar = Pillar.objects.create(plan=self.plan, number=entry.number, title=entry.title)
            sections = Section.objects.bulk_create(
                Section(pillar=pillar, number=s.number, title=s.title) for s in entry.sections
            )
            places[entry.number, ""] = (pillar, None)
            places.update({(entry.number, s.number): (pillar, s) for s in sections})
            told += [pillar, *sections]
        self._tell(told, "planversie geladen")
        return places

    def _words(self, entry: MeasureEntry) -> dict[str, object]:
        pillar, section = self.places[entry.pillar, entry.section]
        return {
            "pillar": pillar,
            "section": section,
            "short_title": entry.short_title,
            "official_text": entry.text,
            "wave": entry.wave,
            "plan_lines": entry.lines,
        }

    def _add(self, entries: Iterable[MeasureEntry]) -> None:
        measures = Measure.objects.bulk_create(
            Measure(number=e.number, plan=self.plan, **self._words(e)) for e in entries
        )
        Wording.objects.bulk_create(self._wording(measure) for measure in measures)
        self._tell(measures, "maatregel geladen")
        self.new += len(measures)

    def _wording(self, measure: Measure) -> Wording:
        words = {name: getattr(measure, name) for name in WORDING}
        return Wording(measure=measure, plan=self.plan, **words)

    def _reword(self, entry: MeasureEntry) -> None:
        """A measure that was there gets the text of the new version, beside the old one."""
        measure = Measure.objects.get(number=entry.number)
        was = facts(measure)
        measure.plan, measure.version = self.plan, measure.version + 1
        for name, value in self._words(entry).items():
            setattr(measure, name, value)
        measure.save(update_fields=["plan", "version", *WORDING])
        self._wording(measure).save()
        record(changed(measure, was, "tekst uit nieuwe planversie"), by=self.by)

    def _succeed(self, entry: SuccessionEntry) -> None:
        have = {m.number: m for m in Measure.objects.all()}
        texts = {m.number: m for m in self.file.measures}
        new = [texts[n] for n in entry.successors if n not in have]
        wish = succession.Wish(
            kind=SuccessionKind(entry.kind),
            decided_on=entry.decided_on,
            reason=entry.reason,
            predecessors=tuple(have[n] for n in entry.predecessors),
            successors=tuple(have[n] for n in entry.successors if n in have),
            new=tuple(
                succession.NewMeasure(number=m.number, **self._words(m))  # type: ignore[arg-type]
                for m in new
            ),
        )
        try:
            succession.carry_out(wish, by=self.by, known_at=self.known_at)
        except ValidationError as error:
            raise Refused(
                f"Opvolging van {enumerate_nl(list(entry.predecessors))}: "
                f"{' '.join(error.messages)}"
            ) from error
        self.new += len(new)

    def _involve(self) -> None:
        """Partners the file names at a measure and that had no role there yet."""
        numbers = {m.number: m for m in Measure.objects.all()}
        # Also roles that were ended: the bureau decided that, the plan does not bring them back.
        present = set(Involvement.objects.values_list("measure_id", "partner_id"))
        parts = [
            Involvement(
                measure=numbers[measure.number],
                partner=self.partners[part.partner],
                role=part.role,
                specifier=part.specifier,
                plan_lines=part.lines,
                valid_from=self.file.offered_on,
            )
            for measure in self.file.measures
            for part in measure.involvements
            if (numbers[measure.number].pk, self.partners[part.partner].pk) not in present
        ]
        Involvement.objects.bulk_create(parts)
        self._tell(parts, "rol geladen")
