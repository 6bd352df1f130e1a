"""What the figures say, in plain Dutch. Pure: numbers in, sentences out."""

from dataclasses import dataclass

from incidents.selectors import Known, SamePeriod, TargetStanding
from incidents.statistics import RateRatio, Verdict, judge_target
from offensief.lib.dutch import decimal, number, percent, period, signed_percent

_VERDICTS = {
    Verdict.MET: "gehaald",
    Verdict.NOT_MET: "niet gehaald",
    Verdict.TOO_EARLY: "te vroeg om te zeggen",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer on the target: one sentence, then what carries it."""

    verdict: str
    headline: str
    sentences: tuple[str, ...]
    marks: tuple[str, ...]


def answer(standing: TargetStanding) -> Answer:
    """The target in words: the fact, the inference, and how sure both are."""
    goal = (
        f"Het doel voor {standing.year} is ten minste {percent(standing.reduction_percent)} minder "
        f"dan de {number(standing.baseline.value)} van {standing.baseline.year}: "
        f"hoogstens {number(standing.maximum)}"
    )
    current, ratio = standing.current, standing.ratio
    if current is None or ratio is None:
        headline = f"Te vroeg om te zeggen: over {standing.year} is nog geen jaarcijfer bekend."
        return Answer(_VERDICTS[Verdict.TOO_EARLY], headline, (f"{goal}.",), ())
    verdict = judge_target(current.value, standing.maximum)
    word = _VERDICTS[verdict]
    sure = " (voorlopig)" if current.is_provisional else ""
    headline = (
        f"Doel {standing.year} {word}{sure}: {marked(current)} aanslagen en pogingen, "
        f"het doel was hoogstens {number(standing.maximum)}."
    )
    return Answer(
        verdict=f"{word}{sure}",
        headline=headline,
        sentences=(
            f"{_difference(standing)} {_inference(current, standing.baseline, ratio)}",
            f"Peildatum: {current.known}. Bron: {current.source}.",
        ),
        marks=_marks(current, standing.baseline),
    )


def _difference(standing: TargetStanding) -> str:
    current, baseline = standing.current, standing.baseline
    if current is None:
        return ""
    over = current.value - standing.maximum
    against_goal = (
        f"Dat zijn er {number(over)} meer dan het doel toelaat"
        if over > 0
        else f"Dat zijn er {number(-over)} minder dan het doel toelaat"
    )
    against_base = f"{_change(current, baseline)} de {number(baseline.value)} van {baseline.year}"
    return f"{against_goal}, en {against_base}."


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
    if ratio.low <= 1 <= ratio.high:
        return f"Het verschil tussen {base.year} en {current.year} kan toeval zijn ({interval})."
    direction = "stijging" if ratio.low > 1 else "daling"
    return (
        f"Deze {direction} is groter dan toeval kan verklaren ({interval}); "
        "wat de oorzaak is, zegt dit cijfer niet."
    )


def same_period(pair: SamePeriod) -> str:
    """The comparison of equal periods known on the same day."""
    current, earlier = pair.current, pair.earlier
    return (
        f"Gelijk met gelijk: in {period(current.period_start, current.period_end)} telde de "
        f"minister {number(current.value)} aanslagen en pogingen, in dezelfde periode van "
        f"{earlier.year} {number(earlier.value)} ({_change(current, earlier)} een jaar eerder). "
        f"{_inference(current, earlier, pair.ratio)} De telling van {earlier.year} had wel een "
        f"jaar langer om compleet te worden. Bron: {current.source}."
    )


def marked(known: Known) -> str:
    """The count as printed in text: "1.525*" when provisional."""
    return f"{number(known.value)}{'*' if known.is_provisional else ''}"


def _marks(current: Known, base: Known) -> tuple[str, ...]:
    """What a reader must know before leaning on the comparison."""
    marks = []
    if current.is_provisional:
        marks.append("* Voorlopig cijfer. Het kan nog veranderen als er meldingen bij komen.")
    if current.known != base.known:
        marks.append(
            f"De cijfers zijn niet even lang na het jaar geteld: {current.year} met peildatum "
            f"{current.known}, {base.year} met peildatum {base.known}. "
            "Vroeg getelde jaren vallen vaak lager uit."
        )
    return tuple(marks)


def unit_change(current: Known, earlier: Known) -> str:
    """Change of a unit in a table: "+9,2%"."""
    return signed_percent(100 * (current.value - earlier.value) / earlier.value)
