"""When an answer is complete, and when "ongewijzigd" may be said. Source: product.md 2, rules 2-3.

Pages, the workbook and the signature ask the same functions, so no way in is laxer than another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from measures import planning
from measures.models import Attachment, Measure, Milestone, RegisterEntry
from measures.rounds.content import (
    MOST_WORDS,
    NEW_STEPS,
    Content,
    changes,
    day_in,
    words,
)
from measures.rounds.models import Answer
from measures.services import status
from measures.services.rules import wrong_past
from measures.statuses import (
    COURSES_THAT_NEED_A_NEXT_STEP,
    Certainty,
    Course,
    MilestoneState,
    Phase,
)
from offensief.lib.dutch import date_long
from offensief.lib.rules import one_line

type Faults = dict[str, str]


def faults(measure: Measure, content: Content, *, base: Content, today: date) -> Faults:
    """What is missing or wrong in an answer, a sentence by field; empty when it is complete."""
    steps = open_steps(measure, content)
    found = {
        **_texts(content),
        **_steps(steps, content, base, today),
        **_new_steps(measure, content, today),
    }
    if not content.get("phase"):
        found["phase"] = "Kies hoe ver de maatregel is."
    if content.get("course", "") in {"", Course.NOT_ASSESSED}:
        found["course"] = "Kies hoe het gaat."
    if "phase" in found or "course" in found:
        return found
    change = as_change(measure, content)
    planned = [_as_proposed(step, content) for step in steps] + _done_before(measure, steps)
    return {**status.faults(measure, change, steps=planned, today=today), **found}


def as_change(
    measure: Measure, content: Content, certainty: Certainty = Certainty.STATED
) -> status.StatusChange:
    """The status that an answer proposes."""
    product, document = _place(measure, content.get("result_place", ""))
    return status.StatusChange(
        phase=Phase(content["phase"]),
        course=Course(content["course"]),
        certainty=certainty,
        explanation=content.get("text", ""),
        needed=content.get("needed", ""),
        result=content.get("result", ""),
        result_on=day_in(content, "result_on"),
        result_link=content.get("result_link", ""),
        result_product=product,
        result_document=document,
    )


def places(measure: Measure) -> list[tuple[str, str]]:
    """Products and documents at a measure where a result can be seen: value and words."""
    return places_of([measure])[measure.pk]


def places_of(measures: Sequence[Measure]) -> dict[int, list[tuple[str, str]]]:
    """The places of several measures, by the key of the measure, in two queries."""
    found: dict[int, list[tuple[str, str]]] = {measure.pk: [] for measure in measures}
    products = RegisterEntry.objects.filter(register="product", measures__in=measures)
    for key, pk, title in products.order_by("number").values_list("measures__pk", "pk", "title"):
        found[key].append((f"product.{pk}", f"Product: {title}"))
    documents = Attachment.objects.filter(measure__in=measures, withdrawn_at=None)
    for key, pk, name in documents.values_list("measure_id", "pk", "name"):
        if key is not None:
            found[key].append((f"document.{pk}", f"Document: {name}"))
    return found


def _place(measure: Measure, value: str) -> tuple[RegisterEntry | None, Attachment | None]:
    kind, _, key = value.partition(".")
    if kind == "product":
        return measure.entries.filter(register="product", pk=key).first(), None
    if kind == "document":
        return None, measure.attachments.filter(pk=key, withdrawn_at=None).first()
    return None, None


def open_steps(measure: Measure, content: Content) -> list[Milestone]:
    """Milestones that were open when the round opened and still are."""
    asked = {name.split(".")[1] for name in content if name.startswith("step.")}
    return [
        step
        for step in measure.milestones.all()
        if step.state == MilestoneState.OPEN and str(step.pk) in asked
    ]


def _done_before(measure: Measure, asked: Sequence[Milestone]) -> list[planning.Planned]:
    return [step.as_planned() for step in measure.milestones.all() if step not in asked]


def _as_proposed(step: Milestone, content: Content) -> planning.Planned:
    """A milestone as it would be after this answer."""
    done = day_in(content, f"step.{step.pk}.done_on")
    planned = day_in(content, f"step.{step.pk}.planned_on")
    return replace(
        step.as_planned(),
        current_on=planned or step.current_on,
        done_on=done,
        is_open=done is None,
    )


def _texts(content: Content) -> Faults:
    found: Faults = {}
    count = words(content.get("text", ""))
    if not count:
        found["text"] = "Schrijf wat er in deze periode is gedaan."
    elif count > MOST_WORDS:
        found["text"] = (
            f"Deze tekst heeft {count} woorden. Maak er hoogstens {MOST_WORDS} van; zet de rest in "
            "de notitie voor het secretariaat."
        )
    course = content.get("course", "")
    if course in COURSES_THAT_NEED_A_NEXT_STEP and not one_line(content.get("needed", "")):
        found["needed"] = (
            f"De koers is '{Course(course).label.lower()}'. Schrijf wat er nodig is om verder te "
            "komen."
        )
    return found


def _steps(steps: Sequence[Milestone], content: Content, base: Content, today: date) -> Faults:
    found: Faults = {}
    for step in steps:
        found |= _step(step, content, base, today)
    return found


def _step(step: Milestone, content: Content, base: Content, today: date) -> Faults:
    """A milestone is done on a day that was, or planned on a day to come; a move has a reason."""
    names = {part: f"step.{step.pk}.{part}" for part in ("planned_on", "done_on", "reason")}
    done, planned = day_in(content, names["done_on"]), day_in(content, names["planned_on"])
    if done is not None:
        wrong = wrong_past(done)
        return {names["done_on"]: wrong} if wrong else {}
    if planned is None:
        return {names["planned_on"]: f"Vul in wanneer mijlpaal '{step.title}' klaar is."}
    moved = content[names["planned_on"]] != base.get(names["planned_on"], "")
    if moved and planned < step.first_on:
        return {
            names["planned_on"]: "De nieuwe datum ligt voor de eerst geplande datum "
            f"({date_long(step.first_on)}). Is het eerder klaar? Vul dan in wanneer het klaar was."
        }
    if planned < today:
        return {
            names["planned_on"]: f"Mijlpaal '{step.title}' was gepland op {date_long(planned)}. "
            "Vul in wanneer hij is behaald, of geef een nieuwe datum met een reden."
        }
    if moved and not one_line(content.get(names["reason"], "")):
        return {names["reason"]: f"Schrijf waarom mijlpaal '{step.title}' verschuift."}
    return {}


def _new_steps(measure: Measure, content: Content, today: date) -> Faults:
    """A new milestone has a title and a day to come, and is not there yet."""
    found: Faults = {}
    seen = {
        (step.title.lower(), step.current_on)
        for step in measure.milestones.all()
        if step.state == MilestoneState.OPEN
    }
    for number in range(1, NEW_STEPS + 1):
        title, day = f"new.{number}.title", f"new.{number}.planned_on"
        if content.get(day) and not one_line(content.get(title, "")):
            found[title] = "Schrijf wat er op die dag klaar is."
        if content.get(title) and not content.get(day):
            found[day] = "Vul in wanneer deze nieuwe mijlpaal klaar is."
        planned = day_in(content, day)
        if planned is None or title in found:
            continue
        this = (content[title].lower(), planned)
        if planned < today:
            found[day] = "Deze dag is al voorbij. Plan de nieuwe mijlpaal op een dag die nog komt."
        elif this in seen:
            found[title] = "Deze mijlpaal staat er al, op dezelfde dag. Haal hem hier weg."
        seen.add(this)
    return found


def why_not_unchanged(
    answer: Answer, content: Content, *, note: str, repeated: bool, today: date
) -> str:
    """Why "ongewijzigd" may not be said now, as a sentence; empty when it may.

    `repeated`: the answer of the round before was "ongewijzigd" too.
    """
    base: Mapping[str, str] = answer.base
    if changes(base, {k: v for k, v in content.items() if k != "note"}):
        return (
            "U hebt hier al iets gewijzigd. Dien uw wijziging in, of zet het antwoord eerst terug."
        )
    passed = [step for step in open_steps(answer.measure, base) if step.current_on < today]
    if passed:
        return (
            f"Ongewijzigd kan niet: mijlpaal '{passed[0].title}' was gepland op "
            f"{date_long(passed[0].current_on)}. Vul in wanneer hij is behaald, of geef een nieuwe "
            "datum met een reden."
        )
    wrong = faults(answer.measure, base, base=base, today=today)
    if wrong:
        return f"Ongewijzigd kan niet, want het vorige antwoord is niet compleet. {_first(wrong)}"
    if repeated and not one_line(note):
        return NOTE_NEEDED
    return ""


NOTE_NEEDED = (
    "De vorige ronde was het antwoord ook ongewijzigd. Schrijf in de notitie waarom er weer niets "
    "is veranderd."
)


def _first(wrong: Faults) -> str:
    return next(iter(wrong.values()))


def unchanged_before(answers: Iterable[Answer]) -> set[int]:
    """Measures of these answers whose last approved answer before was "ongewijzigd", by key.

    All answers are of one round.
    """
    asked = list(answers)
    if not asked:
        return set()
    # By what was approved last, not by planned days: a round may open earlier than planned.
    earlier = Answer.objects.filter(
        measure__in=[answer.measure_id for answer in asked], adopted_at__isnull=False
    ).exclude(round_id=asked[0].round_id)
    last = earlier.order_by("measure_id", "-adopted_at", "-pk").distinct("measure_id")
    return {answer.measure_id for answer in last if answer.is_unchanged}
