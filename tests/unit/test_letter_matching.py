"""What klopt, what wijkt af and what nobody can tell, sentence by sentence."""

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.letter.checking import (
    CheckedSentence,
    as_rows,
    check,
    check_sentences,
    counts,
)
from reports.letter.export import csv_of
from reports.letter.facts import Fact, Topic
from reports.letter.facts_of_plan import facts_of
from reports.letter.kinds import Kind
from reports.letter.limits import MOST_FOUND
from reports.letter.reading import Letter, WrongLetter, read_letter
from reports.letter.sentences import sentences
from reports.letter.verdicts import Judged, Verdict
from tests.letters import RIGHT, UNKNOWN, WRONG, docx, pdf
from tests.unit.edition_documents import progress_document
from tests.unit.letter_documents import letter_document

PLAN = Path(__file__).resolve().parents[2] / "measures" / "plan" / "actieplan-2025.txt"
FACTS = facts_of(letter_document())
OK, BAD, HUH = Verdict.MATCHES, Verdict.DIFFERS, Verdict.UNKNOWN


def _judged(text: str) -> dict[str, Judged]:
    checked = check_sentences(sentences(text, place="bladzijde 1"), FACTS)
    return {judged.found.text: judged for line in checked for judged in line.judged}


# A text, one number of it, the verdict, and the code of the edition.
VERDICTS = [
    # Counts of the whole country.
    ("In 2024 waren er 1.543 aanslagen en pogingen.", "1.543", OK, "C1"),
    ("In 2024 waren er 1543 (pogingen tot) aanslagen.", "1543", OK, "C1"),
    ("Het aantal aanslagen bedroeg 1.543 in 2024.", "1.543", OK, "C1"),
    ("In 2024 waren er 1.534 aanslagen en pogingen.", "1.534", BAD, "C1"),
    ("In 2023 waren er 1.543 aanslagen en pogingen.", "1.543", BAD, "C5"),
    ("Het aantal aanslagen bedroeg 1.534 in 2024.", "1.534", BAD, "C1"),
    ("Er waren 1.543 aanslagen en pogingen.", "1.543", OK, "C1"),
    ("Sinds 2024 waren er 1.543 aanslagen.", "1.543", HUH, ""),
    ("In 2022-2024 waren er 1.543 aanslagen.", "1.543", HUH, ""),
    ("In de eerste helft van 2024 waren er 1.543 aanslagen.", "1.543", HUH, ""),
    ("In 2024 waren er 300 aanslagen met Cobra's.", "300", HUH, ""),
    ("In 2024 waren er gemiddeld 1.543 aanslagen.", "1.543", HUH, ""),
    ("In 2024 waren er 1.543 meer aanslagen.", "1.543", HUH, ""),
    ("In 2024 zijn 1.543 verdachten aangehouden.", "1.543", HUH, ""),
    ("In 2024 hadden we 1.543 meldingen van aanslagen.", "1.543", HUH, ""),
    ("In 2024 waren er 1.543 aanslagen in 27 gemeenten.", "27", HUH, ""),
    # Provisional, and said with a word.
    ("In 2025 waren er 1.525* aanslagen en pogingen.", "1.525*", OK, "C2"),
    ("In 2025 waren er ruim 1.500 aanslagen.", "ruim 1.500", OK, "C2"),
    ("In 2025 telden we bijna 1.400 aanslagen.", "bijna 1.400", BAD, "C2"),
    ("In 2025 waren er meer dan 1.500 aanslagen.", "meer dan 1.500", OK, "C2"),
    ("In 2025 waren er meer dan 100 aanslagen.", "meer dan 100", HUH, ""),
    ("In 2025 waren er tussen de 1.500 en 1.600 aanslagen.", "tussen de 1.500 en 1.600", OK, "C2"),
    # Two years in one sentence: each number has its own.
    ("Het aantal aanslagen steeg van 901 in 2023 naar 1.543 in 2024.", "901", OK, "C5"),
    ("Het aantal aanslagen steeg van 901 in 2023 naar 1.543 in 2024.", "1.543", OK, "C1"),
    ("Er waren 1.543 aanslagen in 2023 en 901 aanslagen in 2024.", "1.543", BAD, "C5"),
    ("Er waren 1.543 aanslagen in 2023 en 901 aanslagen in 2024.", "901", BAD, "C1"),
    ("In 2023, 2024 en 2025 waren er 343, 901 en 1.543 aanslagen.", "343", HUH, ""),
    # Another definition.
    ("In 2023 waren er 1.057 incidenten met explosieven.", "1.057", OK, "C4"),
    ("In 2023 waren er 1.057 aanslagen.", "1.057", BAD, "C5"),
    ("In 2023 waren er 901 incidenten.", "901", BAD, "C4"),
    ("In 2024 waren er 1.543 pogingen.", "1.543", HUH, ""),
    # Kinds of objects.
    ("In 2024 waren 1.119 aanslagen gericht op woningen.", "1.119", OK, "C9"),
    ("In 2024 ging het om 937 woningen.", "937", BAD, "C9"),
    ("In 2024 ging het om 154 bedrijven.", "154", BAD, "C10"),
    ("In 2024 ging het om 39 overige objecten.", "39", OK, "C12"),
    ("In 2024 waren 73% van de aanslagen bij woningen.", "73%", OK, "C9, C1"),
    ("In 2024 was 72% van de aanslagen bij woningen.", "72%", BAD, "C9, C1"),
    ("In 2024 was bij 73% van de woningen de deur kapot.", "73%", HUH, ""),
    ("In 73% van de aanslagen was er brand bij een woning in 2024.", "73%", HUH, ""),
    # Areas: a unit is no town.
    ("In de politie-eenheid Rotterdam waren er in 2024 296 aanslagen.", "296", OK, "C15"),
    ("In de politie-eenheid Rotterdam waren er in 2024 298 aanslagen.", "298", BAD, "C15"),
    ("In Rotterdam waren er in 2024 296 aanslagen.", "296", HUH, ""),
    ("In de gemeente Rotterdam waren er in 2024 296 aanslagen.", "296", HUH, ""),
    ("In de gemeente Utrecht waren er in 2024 1.543 aanslagen.", "1.543", HUH, ""),
    ("In heel Nederland waren er in 2024 1.543 aanslagen.", "1.543", OK, "C1"),
    ("In Zweden waren er in 2024 1.543 aanslagen.", "1.543", HUH, ""),
    ("In de eenheid Den Haag waren er in 2024 296 aanslagen.", "296", BAD, "C21"),
    # Changes: their direction and both years.
    ("Van 2024 naar 2025 daalde het aantal aanslagen met 1,2%.", "1,2%", OK, "R3"),
    ("Van 2024 naar 2025 steeg het aantal aanslagen met 1,2%.", "1,2%", BAD, "R3"),
    ("Van 2024 naar 2025 daalde het aantal aanslagen met 12%.", "12%", BAD, "R3"),
    ("Van 2023 naar 2025 daalde het aantal aanslagen met 1,2%.", "1,2%", HUH, ""),
    ("Het aantal aanslagen daalde met 1,2%.", "1,2%", HUH, ""),
    ("Van 2023 naar 2024 steeg het aantal aanslagen met 642.", "642", OK, "R7"),
    ("Van 2023 naar 2024 daalde het aantal aanslagen met 642.", "642", BAD, "R7"),
    ("Van 2023 naar 2024 steeg het aantal aanslagen op woningen met 520.", "520", OK, "R8"),
    ("In 2024 waren er 642 aanslagen.", "642", BAD, "C1"),
    # The target.
    ("Het doel voor 2025 is ten minste 10% minder dan in 2024.", "ten minste 10%", OK, ""),
    ("Het doel voor 2025 is 15% minder aanslagen dan in 2024.", "15%", BAD, ""),
    ("Het doel voor 2026 is 10% minder aanslagen dan in 2025.", "10%", HUH, ""),
    ("Het doel voor 2025 was hoogstens 1.388 aanslagen.", "hoogstens 1.388", OK, "R1"),
    ("Het doel voor 2025 was hoogstens 1.400 aanslagen.", "hoogstens 1.400", BAD, "R1"),
    ("Dat zijn er 137 meer dan het doel toelaat.", "137", OK, "R2"),
    ("Dat zijn er 137 minder dan het doel toelaat.", "137", HUH, ""),
    ("De verhouding is 0,99 (95%-interval 0,92 tot 1,06).", "0,92 tot 1,06", OK, "R4"),
    # Parts of years.
    (
        "Van januari t/m oktober 2025 1.179 aanslagen, in dezelfde maanden van 2024 1.161.",
        "1.161",
        OK,
        "C25",
    ),
    ("Van januari t/m oktober 2025 zijn 1.525 aanslagen geteld.", "1.525", BAD, "C24"),
    # The plan.
    ("Van de 31 maatregelen zijn er 20 in uitvoering en 3 gerealiseerd.", "31", OK, ""),
    ("Van de 31 maatregelen zijn er 20 in uitvoering en 3 gerealiseerd.", "20", OK, ""),
    ("Van de 31 maatregelen zijn er 20 in uitvoering en 3 gerealiseerd.", "3", OK, ""),
    ("Van de 31 maatregelen zijn er 19 in uitvoering.", "19", BAD, ""),
    ("Het actieplan telt 32 maatregelen.", "32", BAD, ""),
    ("Het actieplan telt eenendertig maatregelen.", "eenendertig", OK, ""),
    ("Er zijn 31 maatregelen in Utrecht.", "31", HUH, ""),
    ("In de pijler Preventie zijn 14 maatregelen.", "14", OK, ""),
    ("Er zijn 24 partners gevraagd.", "24", OK, ""),
    # Days.
    ("De peildatum van de cijfers is 9 januari 2026.", "9 januari 2026", OK, ""),
    ("De peildatum van de cijfers is 10 januari 2026.", "10 januari 2026", BAD, ""),
    ("Op 9 januari 2026 was er een bijeenkomst.", "9 januari 2026", HUH, ""),
    ("Het actieplan is op 15 april 2025 aangeboden.", "15 april 2025", OK, ""),
    ("Het actieplan is op 16 april 2025 aangeboden.", "16 april 2025", BAD, ""),
    ("De handreiking deurbelcamera is er op 15 maart 2026.", "15 maart 2026", OK, "S1.01"),
    ("De handreiking deurbelcamera is er in maart 2026.", "maart 2026", OK, "S1.01"),
    ("Op 15 maart 2026 is er een debat.", "15 maart 2026", HUH, ""),
    ("In 2024 gebeurde er veel.", "2024", HUH, ""),
    # What a sentence says besides, and what is not so.
    ("Van de 1.543 aanslagen in 2024 werden 230 opgelost.", "1.543", OK, "C1"),
    ("Van de 1.543 aanslagen in 2024 werden 230 opgelost.", "230", HUH, ""),
    ("In 2024 raakten bij 230 aanslagen op bedrijven mensen gewond.", "230", HUH, ""),
    ("In 2024 kostte dat 1.543 aanslagen en 901 woningen.", "901", HUH, ""),
    ("In 2024 waren er 1.543 aanslagen minder.", "1.543", HUH, ""),
    ("De politie verwacht in 2025 1.525 aanslagen.", "1.525", HUH, ""),
    ("In 2024 waren er niet 1.543 aanslagen.", "1.543", HUH, ""),
    ("In 2023 waren 599 van de 901 aanslagen gericht op woningen.", "901", HUH, ""),
    ("In 2024 ging 1 op de 10 aanslagen over voertuigen.", "10", HUH, ""),
    ("Voor 2025 was de ambitie 10% minder, maar het werd 1,2%.", "1,2%", HUH, ""),
    ("Het aantal aanslagen was in 2025 1,2% lager dan in 2024.", "1,2%", OK, "R3"),
    ("Het aantal aanslagen was in 2024 1,2% lager dan in 2025.", "1,2%", BAD, "R3"),
    ("Het aantal aanslagen was in 2025 ongeveer 1% lager dan in 2024.", "ongeveer 1%", OK, "R3"),
    ("De eenheden Rotterdam en Amsterdam telden samen 564 aanslagen in 2024.", "564", HUH, ""),
    ("De brief van 9 januari 2026 over de stand van zaken.", "9 januari 2026", HUH, ""),
    # What the edition never tells.
    ("Het kost 10 miljoen euro.", "10 miljoen euro", HUH, ""),
    ("Het aantal aanslagen is verdubbeld.", "verdubbeld", HUH, ""),
    ("Kamerstuk 28 684, nr. 816", "Kamerstuk 28 684, nr. 816", Verdict.NO_CLAIM, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "verdict", "code"), VERDICTS)
def test_each_number_gets_its_verdict(text: str, number: str, verdict: Verdict, code: str) -> None:
    judged = _judged(text)[number]

    assert (judged.verdict, judged.why) == (verdict, judged.why)
    assert not code or judged.codes == code
    assert judged.why.endswith(".")


def test_every_verdict_says_why() -> None:
    judged = _judged("In 2023 waren er 1.543 aanslagen.")["1.543"]

    assert judged.why == (
        "De editie zegt: 901 (Totaal, aanslagen en pogingen, Nederland, 2023), code C5."
    )


def test_a_provisional_number_without_asterisk_is_told() -> None:
    without, with_it = (
        _judged(f"In 2025 waren er {number} aanslagen.")[number] for number in ("1.525", "1.525*")
    )

    assert "voorlopig" in without.why
    assert "Let op" not in with_it.why


def test_the_same_value_of_something_else_helps_the_reader() -> None:
    why = _judged("In 2024 zijn 1.543 verdachten aangehouden.")["1.543"].why

    assert why.startswith("In de editie staat 1.543 (Totaal")
    assert why.endswith("maar de zin telt 'verdachten'.")


def test_a_word_that_is_not_understood_is_told_with_what_it_may_be() -> None:
    same, other = (
        _judged(f"In 2024 ontploften er {n} aanslagen.")[n].why for n in ("1.543", "1.534")
    )

    assert same.endswith("maar de zin zegt er iets bij: 'ontploften'.")
    assert other.startswith("De zin zegt er iets bij: 'ontploften'. Gaat het om 1.543 (Totaal")


def test_a_year_goes_with_its_number() -> None:
    right, wrong = (_judged(f"In 2024 waren er {n} aanslagen.")["2024"] for n in ("1.543", "1.534"))

    assert (right.verdict, right.codes) == (OK, "C1")
    assert wrong.verdict is HUH


def test_a_sentence_goes_on_about_the_year_before_it() -> None:
    same = _judged("Dat was in 2024. Er waren 1.543 aanslagen.")["1.543"]
    other = _judged("Dat was in 2023. Er waren 1.543 aanslagen.")["1.543"]

    assert (same.verdict, other.verdict) == (OK, HUH)
    assert "volgt op een zin over 2023" in other.why


@cache
def _plan() -> tuple[CheckedSentence, ...]:
    pages = PLAN.read_text(encoding="utf-8").split("\f")
    found = [s for n, page in enumerate(pages, 1) for s in sentences(page, place=f"bladzijde {n}")]
    return check_sentences(found, FACTS)


def test_the_text_of_the_plan_holds_these_numbers() -> None:
    """The plan against an edition with its own figures; each klopt was read by a person."""
    checked = _plan()
    told = counts(checked)

    assert told == {OK: 33, BAD: 6, HUH: 300, Verdict.NO_CLAIM: 201}


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("In 2022 waren er 343 incidenten", {"343": "C3", "2022": "C3"}),
        # "Een toename van ruim 200%" is not in the edition, so nobody checked the rise.
        ("In 2023 bedroeg dit aantal 1057", {}),
        ("In 2023 waren hiervan 901", {"901": "C5", "2023": "C5"}),
        ("In 2024 waren er 1543", {"1543": "C1", "2024": "C1"}),
        (
            "In 2024 werd de politieregio Rotterdam",
            {"296": "C15", "268": "C17", "172": "C19", "150": "C21", "141": "C23", "2024": "C15"},
        ),
        (
            "In 2023 vonden 599",
            {"599": "C6", "66%": "C6, C5", "195": "C7", "22%": "C7, C5", "9%": "C8, C5"},
        ),
        ("Voor 2025 is het ambitieniveau", {"10%": "hoofdstuk 'Cijfers'"}),
    ],
)  # fmt: skip
def test_what_klopt_in_the_plan(sentence: str, right: dict[str, str]) -> None:
    line = next(line for line in _plan() if line.sentence.text.startswith(sentence))
    found = {j.found.text: j.codes for j in line.judged if j.verdict is OK}

    assert right.items() <= found.items()
    assert not [j for j in line.judged if j.verdict is BAD]


def test_the_plan_contradicts_its_own_table_and_the_check_finds_it() -> None:
    """937 homes (l. 798) against 1119 in the table (l. 115); an edition carries the table."""
    differing = [j.found.text for line in _plan() for j in line.judged if j.verdict is BAD]

    assert differing == ["937", "72%", "205", "16%", "121", "9%"]


@pytest.mark.parametrize(
    "sentence",
    [
        "In 22% van de gepleegde",
        "Vooral in de Randstad",
        "In 2024 voerde Amsterdam (246)",
        "In totaal gaat het om 499 personen",
        "10% van de slachtoffers",
        "Over heel België",
        "Cobra’s werden in 2023",  # noqa: RUF001
    ],
)
def test_what_is_no_figure_of_the_edition_never_klopt(sentence: str) -> None:
    line = next(line for line in _plan() if line.sentence.text.startswith(sentence))

    assert {j.verdict for j in line.judged} <= {HUH, Verdict.NO_CLAIM}


def test_a_whole_letter_from_file_to_rows() -> None:
    for data in (pdf(f"{RIGHT} {WRONG}\n\n{UNKNOWN}"), docx(RIGHT, WRONG, UNKNOWN)):
        rows = as_rows(check_sentences(read_letter(data).sentences, FACTS))
        verdicts = [found["verdict"] for row in rows for found in row["found"]]

        assert verdicts == ["klopt", "klopt", "onbekend", "wijkt af", "onbekend", "onbekend"]


def test_the_file_of_the_outcome_starts_no_formula() -> None:
    text = "=1+1 in 2024 waren er 1.543 aanslagen."
    rows = as_rows(check_sentences(sentences(text, place="@plaats"), FACTS))
    file = csv_of(rows).decode("utf-8-sig")
    lines = list(csv.reader(StringIO(file), delimiter=";"))

    assert lines[0] == [
        "Plaats", "Getal", "Soort", "Oordeel", "Waarom", "Code in de editie", "Zin",
    ]  # fmt: skip
    assert all(line[0] == "'@plaats" and line[6].startswith("'=1+1") for line in lines[1:])
    assert [line[3] for line in lines[1:]].count("klopt") == 2


def test_far_too_many_numbers_are_refused() -> None:
    text = "12 en 13. " * (MOST_FOUND // 2 + 1)

    with pytest.raises(WrongLetter, match=r"meer dan 3\.000 getallen"):
        check(Letter("pdf", 1, tuple(sentences(text, place="x"))), progress_document())


def test_a_heap_of_numbers_is_no_sentence() -> None:
    judged = _judged("In 2024 waren er 1.543 aanslagen " + "en 12 zaken " * 45)

    assert judged["1.543"].verdict is HUH
    assert "zo veel getallen" in judged["1.543"].why


def test_facts_have_a_code_or_a_place() -> None:
    assert len(FACTS) > 60
    assert all(fact.reference for fact in FACTS)
    assert {fact.topic for fact in FACTS} == set(Topic)


def test_facts_of_every_document_can_be_read() -> None:
    facts = facts_of(progress_document())

    assert {"C1", "C2"} <= {fact.code for fact in facts}
    assert any(f.kind is Kind.DAY and f.first == date(2026, 1, 9) for f in facts)


def test_a_change_knows_its_direction() -> None:
    change = next(f for f in FACTS if f.topic is Topic.CHANGE)

    assert (change.direction, change.value.quantize(Decimal("0.1"))) == (-1, Decimal("1.2"))


def test_a_fact_of_zero_has_no_change() -> None:
    document = letter_document()
    for entry in document["provenance"]:
        entry["value"] = 0

    assert not [f for f in facts_of(document) if f.topic in {Topic.CHANGE, Topic.SHARE}]
    assert isinstance(FACTS[0], Fact)


_SOME = st.sampled_from(
    [*" ".join(text for text, *_ in VERDICTS).split(), "(", ")", ",", "en", "dan", "tot"]
)


@given(st.lists(_SOME, min_size=1, max_size=20))
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_gets_a_verdict(words: list[str]) -> None:
    for line in check_sentences(sentences(" ".join(words), place="x"), FACTS):
        for judged in line.judged:
            assert judged.why
            assert (judged.verdict in {OK, BAD}) == bool(judged.facts)
