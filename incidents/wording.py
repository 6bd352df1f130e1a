"""What the figures say, in plain Dutch. Pure: numbers in, sentences out."""

from dataclasses import dataclass

from incidents.selectors.figures import Known, SamePeriod, TargetStanding
from incidents.statistics.comparing import Comparison, Refusal
from incidents.statistics.counts import RateRatio
from incidents.statistics.verdicts import (
    VERDICT_LABELS,
    Change,
    Verdict,
    change_wording,
    judge_target,
)
from offensief.lib.dutch import decimal, number, percent, period

# What stands in the place of a figure that is there and must not be shown.
NOT_PUBLIC = "niet openbaar"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer on the target: one sentence, then what carries it."""

    verdict: str
    headline: str
    sentences: tuple[str, ...]
    marks: tuple[str, ...]


def answer(standing: TargetStanding) -> Answer:
    """The target in words: the fact, the inference, and how sure both are."""
    current = standing.current
    if current is None:
        goal = (
            f"Het doel voor {standing.year} is ten minste {percent(standing.reduction_percent)} "
            f"minder dan de {number(standing.baseline.value)} van {standing.baseline.year}: "
            f"hoogstens {number(standing.maximum)}."
        )
        headline = f"Te vroeg om te zeggen: over {standing.year} is nog geen jaarcijfer bekend."
        return Answer(VERDICT_LABELS[Verdict.TOO_EARLY], headline, (goal,), ())
    verdict = VERDICT_LABELS[
        judge_target(
            current.value,
            standing.maximum,
            provisional=current.is_provisional,
            year_complete=current.measured.is_complete,
        )
    ]
    counted = (
        f"{marked(current)} aanslagen en pogingen, "
        f"het doel was hoogstens {number(standing.maximum)}."
    )
    told = (
        f"Of het doel van {standing.year} is gehaald, is nog niet te zeggen"
        if verdict == VERDICT_LABELS[Verdict.TOO_EARLY]
        else f"Doel {standing.year} {verdict}"
    )
    return Answer(
        verdict=verdict,
        headline=f"{told}: {counted}",
        sentences=(
            f"{_against_goal(current, standing.maximum)} {_against_base(standing, current)}",
            f"Peildatum: {current.known}. Bron: {current.source}.",
        ),
        marks=_marks(standing, current),
    )


def _against_goal(current: Known, maximum: int) -> str:
    over = current.value - maximum
    if over == 0:
        return "Dat is precies het hoogste aantal dat het doel toelaat."
    if over > 0:
        return f"Dat zijn er {number(over)} meer dan het doel toelaat."
    return f"Dat zijn er {number(-over)} minder dan het doel toelaat."


def _against_base(standing: TargetStanding, current: Known) -> str:
    """The comparison with the base year, or why there is none."""
    found, base = standing.comparison, standing.baseline
    if isinstance(found, Refusal):
        return found.reason
    if found is None or found.ratio is None:
        return ""
    return (
        f"Het is {_change(current, base)} de {number(base.value)} van {base.year}. "
        f"{_inference(current, base, found.ratio)}"
    )


def _change(current: Known, base: Known) -> str:
    """Change in per cent as words, the sign in the word: "1,2% minder dan"."""
    if current.value == base.value:
        return "evenveel als"
    share = 100 * abs(current.value - base.value) / base.value
    word = "meer" if current.value > base.value else "minder"
    return f"{percent(share, digits=1)} {word} dan"


def _inference(current: Known, base: Known, ratio: RateRatio) -> str:
    interval = (
        f"verhouding {decimal(ratio.ratio, digits=2)}, 95%-interval "
        f"{decimal(ratio.low, digits=2)} tot {decimal(ratio.high, digits=2)}"
    )
    change = change_wording(ratio)
    if change == Change.NOT_DISTINGUISHABLE:
        return f"Het verschil tussen {base.year} en {current.year} kan toeval zijn ({interval})."
    direction = "stijging" if change == Change.HIGHER else "daling"
    return (
        f"Zo'n {direction} komt zelden door toeval alleen ({interval}); "
        "wat de oorzaak is, zegt dit cijfer niet."
    )


def same_period(pair: SamePeriod) -> str:
    """The comparison of equal periods known on the same day."""
    current, earlier = pair.current, pair.earlier
    return (
        f"Dezelfde maanden vergeleken: in {period(current.period_start, current.period_end)} zijn "
        f"{number(current.value)} aanslagen en pogingen geteld, in dezelfde periode van "
        f"{earlier.year} {number(earlier.value)} ({_change(current, earlier)} een jaar eerder). "
        f"{_inference(current, earlier, pair.ratio)} {' '.join(pair.marks)} "
        f"Bron: {current.source}."
    )


def marked(known: Known) -> str:
    """The count as printed in text: "1.525*" when provisional."""
    return f"{number(known.value)}{'*' if known.is_provisional else ''}"


def _marks(standing: TargetStanding, current: Known) -> tuple[str, ...]:
    """What a reader must know before leaning on the comparison."""
    marks = []
    if current.is_provisional:
        marks.append("* Voorlopig cijfer. Het kan nog veranderen als er meldingen bij komen.")
    if isinstance(standing.comparison, Comparison):
        # The first mark of the guard says the same about provisional figures in general.
        marks += [m for m in standing.comparison.marks if "voorlopig" not in m]
    return tuple(marks)
