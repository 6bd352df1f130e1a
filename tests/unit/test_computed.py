"""Every computed number of a document can be computed again from the counts it names."""

import re

import pytest

from reports.content.computed import computed
from tests.unit.edition_documents import progress_document


def value(text: str) -> float:
    """A Dutch number as it is printed: "1.388" is 1388, "-1,2%" is -1.2."""
    return float(text.rstrip("%").replace(".", "").replace(",", "."))


def test_codes_count_on_and_every_input_exists() -> None:
    document = progress_document()
    known = {entry["code"] for entry in document["provenance"]}

    codes = [entry["code"] for entry in document["computed"]]

    assert codes == [f"R{n}" for n in range(1, len(codes) + 1)]
    for entry in document["computed"]:
        assert set(entry["inputs"]) <= known | set(codes)


@pytest.mark.parametrize("entry", progress_document()["computed"], ids=lambda entry: entry["code"])
def test_the_formula_gives_what_is_printed(entry: dict[str, str]) -> None:
    formula, printed = entry["formula"], entry["text"]
    if found := re.fullmatch(r"\(([\d.]+) min ([\d.]+)\) gedeeld door ([\d.]+)", formula):
        now, before, base = map(value, found.groups())
        assert value(printed) == pytest.approx(100 * (now - before) / base, abs=0.051)
    elif found := re.fullmatch(r"([\d.]+) min ([\d.]+)", formula):
        now, before = map(value, found.groups())
        assert value(printed) in {now - before, abs(now - before)}
    elif found := re.match(r"([\d.]+) gedeeld door ([\d.]+)", formula):
        now, before = map(value, found.groups())
        assert value(printed.split(" ")[0]) == pytest.approx(now / before, abs=0.0051)
    else:
        found = re.match(r"([\d.]+) min (\d+)%", formula)
        assert found, formula
        base, less = map(value, found.groups())
        assert value(printed) == base * (100 - less) // 100


def test_a_fall_and_a_rise_do_not_look_the_same() -> None:
    texts = {e["what"]: e["text"] for e in progress_document()["computed"]}

    assert texts["Verandering van 2024 naar 2025, Nederland"] in {"-1,2%", "+1,6%"}
    assert {
        e["text"][0] for e in progress_document()["computed"] if "Verandering" in e["what"]
    } <= {
        "+",
        "-",
    }


def test_shares_stand_in_where_years_cannot_be_split() -> None:
    document = progress_document()
    figures = {**document["figures"], "split": None}

    told = computed(figures, document["provenance"])

    assert not [e for e in told if e["what"].startswith("Verschil van 2023")]
