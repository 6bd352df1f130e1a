"""What the figures say, in plain Dutch. Pure: numbers in, sentences out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from incidents.selectors.figures import Known, SamePeriod
from incidents.selectors.target import TargetStanding
from incidents.statistics.bearing import (
    chance_at_true_reduction,
    detectable_change,
    largest_lower,
    largest_proving,
    weeks_to_see,
)
from incidents.statistics.comparing import Comparison, Refusal
from incidents.statistics.counts import RateRatio
from incidents.statistics.verdicts import (
    VERDICT_LABELS,
    Change,
    Verdict,
    chance_percent,
    change_wording,
)
from offensief.lib import dutch
from offensief.lib.dutch import decimal, number, percent, period

# What stands in the place of a figure that is there and must not be shown.
NOT_PUBLIC = "niet openbaar"
WITHDRAWN = "ingetrokken"
_PROVISIONAL = "* Voorlopig cijfer. Het kan nog veranderen als er meldingen bij komen."


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
        return _unfinished(standing)
    verdict = VERDICT_LABELS[standing.verdict]
    counted = (
        f"{marked(current)} aanslagen en pogingen, "
        f"het doel was hoogstens {number(standing.maximum)}."
    )
    told = (
        f"Of het doel van {standing.year} is gehaald, is nog niet te zeggen"
        if standing.verdict is Verdict.TOO_EARLY
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


def _unfinished(standing: TargetStanding) -> Answer:
    """While there is no count of the whole year."""
    goal = (
        f"Het doel voor {standing.year} is ten minste {percent(standing.reduction_percent)} "
        f"minder dan de {number(standing.baseline.value)} van {standing.baseline.year}: "
        f"hoogstens {number(standing.maximum)}."
    )
    verdict = VERDICT_LABELS[standing.verdict]
    counted = standing.pair.current if standing.pair else standing.so_far
    if counted is None:
        headline = f"Te vroeg om te zeggen: over {standing.year} is nog geen cijfer bekend."
        return Answer(verdict, headline, (goal,), ())
    told = {
        Verdict.ON_TRACK: f"Op koers voor het doel van {standing.year}",
        Verdict.OFF_TRACK: f"Niet op koers voor het doel van {standing.year}",
        Verdict.NOT_MET_PROVISIONAL: f"Doel {standing.year} niet gehaald (voorlopig)",
    }.get(standing.verdict, f"Te vroeg om te zeggen of het doel van {standing.year} wordt gehaald")
    months = period(counted.period_start, counted.period_end)
    return Answer(
        verdict=verdict,
        headline=f"{told}: in {months} zijn {marked(counted)} aanslagen en pogingen geteld.",
        sentences=(
            f"{goal} {_room(standing)}",
            _course(standing),
            f"Peildatum: {counted.known}. Bron: {counted.source}.",
        ),
        marks=(_PROVISIONAL,) if counted.is_provisional else (),
    )


def _room(standing: TargetStanding) -> str:
    """How many may still come: of the longest part that is known, whoever counted it."""
    known = standing.so_far
    if known is None:
        return ""
    left = standing.maximum - known.value
    if left < 0:
        return f"Dat zijn er nu al {number(-left)} te veel."
    months = period(known.period_start, known.period_end)
    if standing.pair and standing.pair.current != known:
        # The answer ends with the peildatum of the pair.
        months += f" (peildatum: {known.known})"
    return (
        f"Na de {number(known.value)} van {months} mogen er in {standing.year} nog hoogstens "
        f"{number(left)} bij komen."
    )


def _course(standing: TargetStanding) -> str:
    """Why the year is on course, is not, or cannot be judged yet."""
    if standing.pair is None:
        if standing.refusal:
            return standing.refusal.reason
        return (
            f"Er is geen telling van dezelfde maanden van {standing.year - 1} om dit mee te "
            "vergelijken."
        )
    share = percent(standing.reduction_percent)
    months = f"De vergelijking met dezelfde maanden van {standing.pair.earlier.year}"
    return {
        Verdict.ON_TRACK: f"{months} laat, ook met toeval erbij, ten minste {share} daling zien.",
        Verdict.OFF_TRACK: f"{months} laat, ook met toeval erbij, geen {share} daling zien.",
    }.get(
        standing.verdict,
        f"{months} kan nog beide kanten op: {share} daling is niet aangetoond en niet uitgesloten.",
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
    if base.value == 0:
        return "meer dan"
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
        f"{origins([current, earlier])}"
    )


def marked(known: Known) -> str:
    """The count as printed in text: "1.525*" when provisional."""
    return dutch.marked(number(known.value), provisional=known.is_provisional)


def origins(counts: Iterable[Known]) -> str:
    """Whose figures these are, each delivery once with its peildatum; nothing without figures."""
    told = dict.fromkeys(f"{k.source} (peildatum: {k.known})" for k in counts)
    return f"Bron: {'; '.join(told)}." if told else ""


def _marks(standing: TargetStanding, current: Known) -> tuple[str, ...]:
    """What a reader must know before leaning on the comparison."""
    marks = []
    if current.is_provisional:
        marks.append(_PROVISIONAL)
    if isinstance(standing.comparison, Comparison):
        # The first mark of the guard says the same about provisional figures in general.
        marks += [m for m in standing.comparison.marks if "voorlopig" not in m]
    return tuple(marks)


def what_a_count_bears(base: int, reduction_percent: int) -> tuple[str, ...]:
    """How sure and how early a yearly count can say anything, in sentences.

    1543 and 10: chance alone hides changes under 10%, or 14% when attacks come in series.
    """
    changes = [detectable_change(base, phi=phi) for phi in (1.0, 2.0)]
    lower = [largest_lower(base, phi=phi) for phi in (1.0, 2.0)]
    proving = largest_proving(base, reduction_percent)
    sentences = []
    if None not in changes:
        once, series = (percent(100 * change) for change in changes if change is not None)
        sentences.append(
            f"Van jaar op jaar is een verandering pas goed te zien vanaf {once}, of vanaf {series} "
            "als aanslagen in reeksen komen."
        )
    if None not in lower:
        once, series = (number(count) for count in lower if count is not None)
        sentences.append(
            f"Pas bij ongeveer {once} of minder verschilt een jaar meer van {number(base)} dan bij "
            f"toeval past; bij reeksen pas bij ongeveer {series} of minder."
        )
    if proving is not None:
        half = chance_percent(chance_at_true_reduction(base, reduction_percent))
        sentences.append(
            f"Om aan te tonen dat het aantal echt ten minste {percent(reduction_percent)} is "
            f"gedaald, mogen het er hoogstens {number(proving)} zijn. Het doel zelf is een "
            f"telling: bij een echte daling van precies {percent(reduction_percent)} wordt het in "
            f"ongeveer {half} van de gevallen gehaald."
        )
    weeks = {
        percent_: [weeks_to_see(base, percent_, phi=phi) for phi in (1.0, 2.0)]
        for percent_ in (10, 20)
    }
    sentences.append(
        f"Bij zo'n aantal per jaar is een echte daling van 10% na ongeveer {weeks[10][0]} weken te "
        f"zien ({weeks[10][1]} als aanslagen in reeksen komen), en een van 20% na ongeveer "
        f"{weeks[20][0]} weken ({weeks[20][1]})."
    )
    return tuple(sentences)


def share_sentence(prediction: Mapping[str, Any], year: int, base_year: int) -> str:
    """The end of the year by the same-period share, with its interval and without a chance."""
    return (
        f"Als {year} verder verloopt als {base_year}, komt het jaar uit op ongeveer "
        f"{number(prediction['median'])} (95%-marge {number(prediction['low_95'])} tot "
        f"{number(prediction['high_95'])})."
    )


def year_verdict(found: Comparison | Refusal) -> str:
    """One word on a year against the year before."""
    if isinstance(found, Refusal):
        return "niet te vergelijken"
    if found.ratio is None:
        return "gelijk"
    return {
        Change.LOWER: "gedaald",
        Change.HIGHER: "gestegen",
        Change.NOT_DISTINGUISHABLE: "niet te onderscheiden",
    }[change_wording(found.ratio)]


def compared(known: Known, before: Known, found: Comparison | Refusal) -> str:
    """A year against the year before: the change, and whether chance can explain it."""
    if isinstance(found, Refusal):
        return found.reason
    told = f"{_change(known, before).capitalize()} de {number(before.value)} van {before.year}."
    return f"{told} {_inference(known, before, found.ratio)}" if found.ratio else told
