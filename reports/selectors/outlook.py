"""The end of a year from its weeks: both methods, their mixture, and when there is no chance."""

from incidents.selectors.estimates import estimate
from incidents.selectors.questions import Question
from incidents.statistics.verdicts import chance_percent, likelihood
from offensief.charts.path import Forecast
from offensief.lib.dutch import number

_METHODS = (
    ("Verloop als vorig jaar (A)", "share"),
    ("Niveau van de laatste 13 weken (C)", "level"),
    ("Mengsel van beide", "mixture"),
)


def outlook_sentences(question: Question | None, year: int) -> tuple[str, ...]:
    """What both methods and their mixture say; nothing without weeks."""
    if question is None:
        return ()
    found = estimate(*question)
    told = [
        f"{name}: {number(found[key]['median'])} (95%-marge {number(found[key]['low_95'])} tot "
        f"{number(found[key]['high_95'])})."
        for name, key in _METHODS
    ]
    chance = found["mixture"]["chance"]
    if chance is not None:
        told.append(
            f"Dat {year} op hoogstens {number(found['maximum'])} uitkomt, is "
            f"{likelihood(chance)} ({chance_percent(chance)})."
        )
    begin = f"Na {found['week']} weken van {year} zijn er {number(found['count'])} geteld."
    return (begin, *told, *found["remarks"])


def outlook_band(question: Question | None) -> Forecast | None:
    """The mixture as a band at the end of the path; one method alone is too sure to be drawn."""
    if question is None:
        return None
    mixture = estimate(*question)["mixture"]
    return Forecast(
        middle=mixture["median"],
        low_80=mixture["low_80"],
        high_80=mixture["high_80"],
        low_95=mixture["low_95"],
        high_95=mixture["high_95"],
    )
