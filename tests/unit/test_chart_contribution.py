"""Where a change comes from: in words, in the table and as a picture."""

import pytest

from offensief.charts.contribution import Contribution, YearTotal, contribution_bars
from offensief.charts.figure import Figure
from tests.unit.chart_marks import nodes, number_of, overlapping, texts_in

BEFORE, AFTER = YearTotal(2023, 901), YearTotal(2024, 1543)
HOMES = Contribution("Woning", 599, 1119, may_be_chance=False)
COMPANIES = Contribution("Bedrijf", 195, 230, may_be_chance=True)
OTHERS = Contribution("Overig", 107, 194, may_be_chance=False)
UNKNOWN = Contribution("Infrastructuur", None, 1, may_be_chance=True)


def draw(*kinds: Contribution, before: YearTotal = BEFORE, after: YearTotal = AFTER) -> Figure:
    return contribution_bars(kinds, before=before, after=after, source="")


@pytest.mark.parametrize(
    ("kinds", "before", "after", "finding"),
    [
        ([], BEFORE, AFTER, "Er zijn nog geen cijfers per soort doelwit."),
        (
            [HOMES, COMPANIES, OTHERS],
            BEFORE,
            AFTER,
            (
                "Van 2023 op 2024 nam het aantal toe met 642 (van 901 naar 1.543). "
                "Woning droeg daar het meeste aan bij: +520 van de +642. "
                "Bij bedrijf kan het verschil toeval zijn."
            ),
        ),
        (
            [Contribution("Woning", 50, 20, False), Contribution("Bedrijf", 50, 55, False)],
            YearTotal(2024, 100),
            YearTotal(2025, 75, provisional=True),
            (
                "Van 2024 op 2025 nam het aantal af met 25 (van 100 naar 75). "
                "Woning droeg daar het meeste aan bij: -30 van de -25. "
                "Cijfers met een * zijn voorlopig."
            ),
        ),
        (
            [Contribution("Woning", 50, 40, False), Contribution("Bedrijf", 50, 60, False)],
            YearTotal(2024, 100),
            YearTotal(2025, 100),
            "Van 2024 op 2025 bleef het aantal gelijk (100).",
        ),
        (
            [Contribution("Woning", 0, 5, False), Contribution("Bedrijf", 0, 5, False)],
            YearTotal(2024, 0),
            YearTotal(2025, 10),
            (
                "Van 2024 op 2025 nam het aantal toe met 10 (van 0 naar 10). "
                "Woning en Bedrijf droegen daar het meeste aan bij: elk +5 van de +10."
            ),
        ),
        (
            [UNKNOWN],
            BEFORE,
            AFTER,
            "Van 2023 op 2024 nam het aantal toe met 642 (van 901 naar 1.543).",
        ),
    ],
)
def test_the_change_is_told_in_words(
    kinds: list[Contribution], before: YearTotal, after: YearTotal, finding: str
) -> None:
    assert draw(*kinds, before=before, after=after).finding == finding


def test_the_table_adds_up_to_the_change_of_the_whole() -> None:
    assert draw(HOMES, COMPANIES, UNKNOWN).table.rows == (
        ("Woning", "599", "1.119", "+520", "stijging"),
        ("Bedrijf", "195", "230", "+35", "kan toeval zijn"),
        ("Infrastructuur", "geen cijfer", "1", "geen cijfer", "geen cijfer"),
        ("Niet te verdelen", "", "", "+87", "niet uitgesplitst"),
        ("Totaal", "901", "1.543", "+642", ""),
    )


def test_kinds_that_account_for_all_leave_no_rest() -> None:
    assert "Niet te verdelen" not in texts_in(draw(HOMES, COMPANIES, OTHERS).svg)


def test_bars_are_as_long_as_their_change_and_on_their_side_of_zero() -> None:
    fall = Contribution("Bedrijf", 300, 40, may_be_chance=False)
    picture = draw(HOMES, fall, before=YearTotal(2023, 899), after=YearTotal(2024, 1159)).svg

    rise, drop = nodes(picture, "rect")[:2]

    assert number_of(drop, "width") / number_of(rise, "width") == pytest.approx(0.5, abs=0.001)
    zero = number_of(rise, "x")
    assert number_of(drop, "x") + number_of(drop, "width") == pytest.approx(zero, abs=0.02)
    assert rise.get("fill") != drop.get("fill")


def test_what_may_be_chance_is_hollow_and_what_is_not_known_has_no_bar() -> None:
    picture = draw(HOMES, COMPANIES, OTHERS, UNKNOWN).svg

    assert [box.get("fill") for box in nodes(picture, "rect")] == ["#17507b", "#ffffff", "#17507b"]
    assert "geen cijfer" in texts_in(picture)


@pytest.mark.parametrize(
    "kinds",
    [
        [],
        [UNKNOWN],
        [HOMES, COMPANIES, UNKNOWN],
        [Contribution("Woning", 0, 0, may_be_chance=True)],
        [Contribution("Woning", 9_000_000, 0, may_be_chance=False), HOMES],
    ],
)
def test_labels_never_overlap(kinds: list[Contribution]) -> None:
    figure = draw(*kinds)

    assert overlapping(figure.svg) == []
    assert overlapping(figure.svg_narrow) == []


@pytest.mark.parametrize(
    ("kind", "before"),
    [
        (Contribution("Woning", -1, 5, may_be_chance=False), BEFORE),
        (HOMES, YearTotal(2023, -901)),
        (HOMES, YearTotal(2024, 901)),
    ],
)
def test_what_cannot_be_is_refused(kind: Contribution, before: YearTotal) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        draw(kind, before=before)
