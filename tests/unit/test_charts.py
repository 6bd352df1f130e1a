"""Findings, tables and markup of the charts."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from offensief.charts import paint, svg
from offensief.charts.figure import Figure, Table
from offensief.charts.matrix import count_bars, status_matrix
from offensief.charts.objects import ObjectYear, object_bars
from offensief.charts.paint import wrapped
from offensief.charts.tiles import PLACES, tile_map
from offensief.charts.units import TICKS, UnitRatio, unit_forest
from offensief.charts.years import Beside, Target, YearBar, year_bars
from tests.unit import chart_examples
from tests.unit.chart_marks import SVG_NAME, nodes, outside, overlapping, texts_in

HOSTILE = "<script>alert(\"x\")</script> & 'y'"
AXIS = re.compile(r"[+-]?[\d.]+%?")
NUMBER = re.compile(r"\d+(?:\.\d{3})*")


def attack(year: int, value: int, *, provisional: bool = False) -> YearBar:
    return YearBar(
        year, value, "(poging tot) aanslag", "attack", provisional=provisional, as_known="mei 2026"
    )


def incident(year: int, value: int) -> YearBar:
    return YearBar(year, value, "incident", "incident", provisional=False, as_known="mei 2024")


def is_on_axis(node: ElementTree.Element) -> bool:
    return node.get("fill") == paint.MUTED and bool(AXIS.fullmatch(node.text or ""))


def all_figures() -> list[Figure]:
    """Draw the examples, the empty cases and the hostile ones."""
    bar = YearBar(2025, 0, HOSTILE, HOSTILE, provisional=True, as_known=HOSTILE)
    return [
        *chart_examples.figures(),
        year_bars([], maximum=Target(2026, 1388), source=""),
        year_bars([bar], maximum=None, source=HOSTILE),
        object_bars([], source=""),
        object_bars([ObjectYear(2024, {HOSTILE: 0})], source=""),
        status_matrix(rows=[], columns=[], counts=[], source=""),
        status_matrix(rows=[HOSTILE], columns=[HOSTILE], counts=[[0]], source=""),
        count_bars([], source=""),
        count_bars([(HOSTILE, 1)], source=""),
        unit_forest([], before=2023, after=2024, source=""),
        unit_forest(
            [UnitRatio(HOSTILE, 1, 90, 90.0, 15.0, 3000.0)], before=2023, after=2024, source=""
        ),
        tile_map({}, year=2024, source=""),
    ]


@pytest.mark.parametrize("figure", all_figures(), ids=lambda figure: figure.key)
def test_every_picture_is_valid_and_keeps_to_the_csp(figure: Figure) -> None:
    for picture in (figure.svg, figure.svg_narrow):
        root = ElementTree.fromstring(picture)  # noqa: S314 - our own markup

        assert root.find(f"{SVG_NAME}title").text == figure.finding  # type: ignore[union-attr]
        assert root.get("role") == "img"
        assert not [node for node in root.iter() if node.get("style") or node.get("class")]
        assert not [node for node in root.iter() if node.get("id")]
        assert "<script" not in picture


@pytest.mark.parametrize("figure", all_figures(), ids=lambda figure: figure.key)
def test_no_picture_leaves_its_sheet(figure: Figure) -> None:
    for picture in (figure.svg, figure.svg_narrow):
        root = ElementTree.fromstring(picture)  # noqa: S314 - our own markup
        width, height = float(root.get("width", 0)), float(root.get("height", 0))

        for box in nodes(picture, "rect"):
            x, y, w, h = (float(box.get(name, 0)) for name in ("x", "y", "width", "height"))
            assert x >= 0
            assert y >= 0
            assert x + w <= width + 0.1
            assert y + h <= height + 0.1


@pytest.mark.parametrize("figure", chart_examples.figures(), ids=lambda figure: figure.key)
def test_no_word_leaves_its_sheet_or_lies_on_another(figure: Figure) -> None:
    for picture in (figure.svg, figure.svg_narrow):
        assert outside(picture) == []
        assert overlapping(picture) == []


@pytest.mark.parametrize("figure", chart_examples.figures(), ids=lambda figure: figure.key)
def test_every_number_of_the_picture_is_in_the_table(figure: Figure) -> None:
    shown = " ".join(cell.text for line in figure.table.lines for cell in line)
    axis = {text for _, text in TICKS} | {"Streep: marge (95%)"}
    written = [node for node in nodes(figure.svg, "text") if node.text not in axis]
    # Round numbers along an axis are of nothing that was counted.
    drawn = " ".join(node.text or "" for node in written if not is_on_axis(node))

    known = set(NUMBER.findall(f"{shown} {figure.table.head} {figure.table.caption}"))
    missing = set(NUMBER.findall(drawn)) - known

    assert missing == set()


@pytest.mark.parametrize("figure", chart_examples.figures(), ids=lambda figure: figure.key)
def test_a_phone_shows_the_same_finding_and_table(figure: Figure) -> None:
    assert figure.finding in figure.svg_narrow.replace("&gt;", ">")
    assert figure.svg_narrow != figure.svg


@pytest.mark.parametrize(
    ("bars", "maximum", "finding"),
    [
        ([], None, "Er zijn nog geen cijfers."),
        ([attack(2024, 1543)], None, "In 2024 zijn er 1.543 geteld."),
        (
            [attack(2024, 1543), attack(2025, 1300)],
            Target(2025, 1388),
            "In 2025 zijn er 1.300 geteld. Het maximum van 1.388 is niet overschreden.",
        ),
        (
            [attack(2023, 901), attack(2024, 1543), attack(2025, 1525, provisional=True)],
            Target(2025, 1388),
            (
                "In 2025 zijn er 1.525 geteld (voorlopig). "
                "Het maximum van 1.388 is overschreden met 137. "
                "Het cijfer over 2025 is voorlopig en kan nog veranderen."
            ),
        ),
        (
            [attack(2025, 1525), attack(2026, 1200)],
            Target(2025, 1388),
            (
                "In 2026 zijn er 1.200 geteld. "
                "Het maximum over 2025 van 1.388 is overschreden met 137."
            ),
        ),
        (
            [attack(2024, 1543)],
            Target(2025, 1388),
            "In 2024 zijn er 1.543 geteld. Voor 2025 geldt een maximum van 1.388.",
        ),
        (
            [incident(2023, 1057), attack(2024, 1543)],
            None,
            (
                "In 2024 zijn er 1.543 geteld. "
                "Jaren met een andere definitie staan apart: die zijn niet te vergelijken."
            ),
        ),
    ],
)
def test_years_are_told_in_words(bars: list[YearBar], maximum: Target | None, finding: str) -> None:
    assert year_bars(bars, maximum=maximum, source="").finding == finding


@pytest.mark.parametrize(
    ("before", "after", "marks", "finding"),
    [
        (
            901,
            1543,
            (),
            "In 2024 zijn er 1.543 geteld. Dat zijn er 642 meer (+71,3%) dan in 2023 (901).",
        ),
        (5, 5, (), "In 2024 zijn er 5 geteld. Dat zijn er evenveel als in 2023 (5)."),
        (0, 5, (), "In 2024 zijn er 5 geteld. Dat zijn er 5 meer dan in 2023 (0)."),
        (
            1543,
            1525,
            ("Let op.",),
            "In 2024 zijn er 1.525 geteld. Dat zijn er 18 minder dan in 2023 (1.543). Let op.",
        ),
    ],
)
def test_years_are_compared_when_the_guard_allowed_it_and_with_its_marks(
    before: int, after: int, marks: tuple[str, ...], finding: str
) -> None:
    bars = [attack(2023, before), attack(2024, after)]

    figure = year_bars(bars, maximum=None, source="", beside=Beside(2023, 2024, marks))

    assert figure.finding == finding


def test_years_other_than_the_guard_allowed_are_not_compared() -> None:
    bars = [attack(2024, 1543), attack(2025, 1300)]

    figure = year_bars(bars, maximum=None, source="", beside=Beside(2023, 2024))

    assert figure.finding == "In 2025 zijn er 1.300 geteld."


def test_a_break_stands_between_definitions() -> None:
    one = year_bars([attack(2023, 901), attack(2024, 1543)], maximum=None, source="")
    two = year_bars([incident(2023, 1057), attack(2024, 1543)], maximum=None, source="")

    assert "andere definitie" not in texts_in(one.svg)
    assert texts_in(two.svg).count("andere definitie") == 1
    assert "Definitie: incident" in " ".join(texts_in(two.svg))


def test_a_definition_that_returns_is_broken_off_again() -> None:
    figure = year_bars(
        [attack(2022, 1), incident(2023, 2), attack(2024, 3)], maximum=None, source=""
    )

    assert texts_in(figure.svg).count("andere definitie") == 2


def test_a_provisional_count_is_marked_in_picture_and_table() -> None:
    figure = year_bars([attack(2025, 1525, provisional=True)], maximum=None, source="")

    assert "1.525*" in texts_in(figure.svg)
    assert "* Voorlopig cijfer" in texts_in(figure.svg)
    assert figure.table.rows[0][2] == "voorlopig"


@pytest.mark.parametrize("last", [2025, 2026])
def test_the_maximum_stands_at_its_own_year_only(last: int) -> None:
    bars = [attack(year, 1400) for year in range(2023, last + 1)]

    figure = year_bars(bars, maximum=Target(2025, 1388), source="")

    assert texts_in(figure.svg).count("hoogstens 1.388") == 1
    assert [row[5] for row in figure.table.rows if row[0] != "2025"] == ["geen"] * (len(bars) - 1)


@pytest.mark.parametrize(
    ("years", "finding"),
    [
        ([], "Er zijn nog geen cijfers per soort doelwit."),
        (
            [ObjectYear(2024, {"Woning": 1119, "Bedrijf": 424}, total=1543)],
            "In 2024 was woning het vaakst doelwit: 1.119 van de 1.543 (73%).",
        ),
        (
            [
                ObjectYear(2023, {"Woning": 599, "Bedrijf": 302}, total=901),
                ObjectYear(2024, {"Woning": 1119, "Bedrijf": 424}, total=1543, provisional=True),
            ],
            (
                "In 2024 was woning het vaakst doelwit: 1.119 van de 1.543 (73%). "
                "In 2023 waren dat er 599 van de 901 (66%). Cijfers met een * zijn voorlopig."
            ),
        ),
        (
            [ObjectYear(2024, {"Woning": 5, "Bedrijf": 5}, total=10)],
            "In 2024 waren woning en bedrijf het vaakst doelwit: elk 5 van de 10 (50%).",
        ),
    ],
)
def test_objects_are_told_in_words(years: list[ObjectYear], finding: str) -> None:
    assert object_bars(years, source="").finding == finding


def test_kinds_without_a_published_total_have_counts_and_no_shares() -> None:
    figure = object_bars([ObjectYear(2023, {"Woning": 599, "Bedrijf": 280})], source="")

    assert figure.finding == "In 2023 was woning het vaakst doelwit: 599."
    assert figure.table.rows[0] == ("Woning", "599", "geen cijfer")
    assert figure.table.rows[-1] == ("Totaal", "geen cijfer", "geen cijfer")
    assert not [text for text in texts_in(figure.svg) if "%" in text]


def test_an_absent_kind_has_no_figure_instead_of_zero() -> None:
    after = ObjectYear(2024, {"Woning": 1542, "Infra": 1}, total=1543)

    figure = object_bars([ObjectYear(2023, {"Woning": 9}), after], source="")

    assert figure.table.rows[1] == ("Infra", "geen cijfer", "geen cijfer", "1", "<1%")
    assert "geen cijfer" in texts_in(figure.svg)


@pytest.mark.parametrize(
    ("counts", "finding"),
    [
        ([(0, 0), (0, 0)], "Er zijn nog geen maatregelen."),
        ([(1, 0), (0, 0)], "De enige maatregel staat op 'Nieuw'."),
        ([(2, 0), (3, 0)], "Alle 5 maatregelen staan op 'Nieuw'."),
        ([(1, 2), (0, 3)], "Van de 6 maatregelen staan de meeste op 'Klaar': 5."),
        ([(1, 2), (1, 0)], "Van de 4 maatregelen staan de meeste op 'Nieuw' en 'Klaar': elk 2."),
    ],
)
def test_phases_are_told_in_words(counts: list[tuple[int, int]], finding: str) -> None:
    figure = status_matrix(
        rows=("Preventie", "Nazorg"), columns=("Nieuw", "Klaar"), counts=counts, source=""
    )

    assert figure.finding == finding
    assert figure.table.rows[-1][-1] == str(sum(map(sum, counts)))


def test_courses_are_told_in_words() -> None:
    figure = count_bars([("Op schema", 20), ("Vertraagd", 3)], source="")

    assert figure.finding == "Van de 23 maatregelen staan de meeste op 'Op schema': 20."
    assert figure.table.rows == (("Op schema", "20"), ("Vertraagd", "3"))


def ratio(name: str, low: float, high: float) -> UnitRatio:
    return UnitRatio(name, 100, 110, 1.1, low, high)


@pytest.mark.parametrize(
    ("units", "finding"),
    [
        ([], "Er zijn nog geen cijfers per politie-eenheid."),
        ([ratio("A", 1.01, 1.5)], "Van 2023 op 2024 steeg het aantal in A."),
        ([ratio("A", 0.5, 0.99)], "Van 2023 op 2024 daalde het aantal in A."),
        ([ratio("A", 1.0, 1.2)], "In A kan het verschil toeval zijn."),
        (
            [ratio("A", 1.1, 1.2), ratio("B", 0.9, 1.2), ratio("C", 1.1, 1.2)],
            "Van 2023 op 2024 steeg het aantal in A en C. In B kan het verschil toeval zijn.",
        ),
    ],
)
def test_units_are_told_in_words(units: list[UnitRatio], finding: str) -> None:
    assert unit_forest(units, before=2023, after=2024, source="").finding == finding


def test_a_unit_shows_its_margin_and_verdict() -> None:
    unit = UnitRatio("Rotterdam", 271, 296, 1.092, 0.922, 1.294)

    figure = unit_forest([unit], before=2023, after=2024, source="")

    assert figure.table.rows == (
        ("Rotterdam", "271", "296", "+9%", "-8% tot +29%", "kan toeval zijn"),
    )
    assert "kan toeval zijn" in texts_in(figure.svg)


def test_a_unit_without_a_figure_says_so() -> None:
    figure = tile_map({"Rotterdam": 296, "Limburg": None}, year=2024, source="")

    assert figure.finding == (
        "In 2024 telde Rotterdam er 296. Van 9 van de 10 politie-eenheden is er geen cijfer."
    )
    assert texts_in(figure.svg).count("geen cijfer") == 9


def test_the_ten_tiles_do_not_overlap() -> None:
    places = list(PLACES.values())

    clashes = [
        (one, two)
        for index, one in enumerate(places)
        for two in places[index + 1 :]
        if one[1] == two[1] and abs(one[0] - two[0]) < 1
    ]

    assert len(places) == 10
    assert clashes == []


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="Ijmond"):
        tile_map({"Ijmond": 3}, year=2024, source="")


@pytest.mark.parametrize(
    ("write", "markup"),
    [
        (lambda: svg.words("a < b & c"), "a &lt; b &amp; c"),
        (lambda: svg.element("g", {"fill": '"red"'}), '<g fill="&quot;red&quot;"/>'),
        (lambda: svg.element("g", {"x": 1.0, "y": 0.333333}), '<g x="1" y="0.33"/>'),
    ],
)
def test_text_and_attributes_are_escaped(write: Callable[[], svg.Svg], markup: str) -> None:
    assert write() == markup
    assert write().__html__() == markup


def test_a_long_name_breaks_after_its_hyphens() -> None:
    assert wrapped("Zeeland-West-Brabant", width=80) == ["Zeeland-", "West-", "Brabant"]
    assert wrapped("In voorbereiding", width=300) == ["In voorbereiding"]


def test_a_cell_knows_its_heading() -> None:
    table = Table("Aantal", ("Jaar", "Aantal"), (("2024", "1.543"),), frozenset({1}))

    year, count = table.lines[0]

    assert (year.heading, year.is_number) == ("Jaar", False)
    assert (count.heading, count.is_number) == ("Aantal", True)
    assert not table.is_wide
