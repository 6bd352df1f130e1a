"""The plan file says what the plan says, and a faulty file is refused with every reason."""

from collections import Counter
from pathlib import Path

import pytest

from measures.plan_file import PlanFile, PlanFileError, plan_passage, read_plan

FOLDER = Path(__file__).resolve().parents[2] / "measures" / "plan"
PLAN_TEXT = (FOLDER / "actieplan-2025.txt").read_text(encoding="utf-8")
# Words for all participants together; the plan names them so at 5.01 and 5.02.
TOGETHER = ("deelnemers", "partners van het Offensief")


@pytest.fixture(scope="module")
def plan() -> PlanFile:
    return read_plan(FOLDER / "actieplan-2025.toml")


def test_plan_has_31_measures_in_six_pillars(plan: PlanFile) -> None:
    assert len(plan.measures) == 31
    assert Counter(m.wave for m in plan.measures) == {"now": 23, "phased": 8}
    assert Counter(m.pillar for m in plan.measures) == {1: 6, 2: 5, 3: 5, 4: 6, 5: 7, 6: 2}
    assert [p.title for p in plan.pillars] == [
        "Preventie",
        "Opsporing en vervolging",
        "Nazorg en lokale aanpak",
        "Kennis en onderzoek",
        "Communicatie",
        "Overige onderdelen aanpak",
    ]


def test_every_measure_is_word_for_word_the_plan(plan: PlanFile) -> None:
    for measure in plan.measures:
        assert measure.text == plan_passage(PLAN_TEXT, measure.lines), measure.number


def test_every_title_of_a_pillar_or_section_stands_in_the_plan(plan: PlanFile) -> None:
    lines = [line.strip() for line in PLAN_TEXT.split("\n")]
    for pillar in plan.pillars:
        assert f"{pillar.number}. {pillar.title}" in lines
        for section in pillar.sections:
            assert f"{section.number} {section.title}" in lines


def test_members_are_those_of_the_introduction(plan: PlanFile) -> None:
    members = {p.key for p in plan.partners if p.is_member}

    assert members == {
        "g4",
        "g40",
        "vng",
        "politie",
        "om",
        "reclassering",
        "jenv",
        "vno-ncw-mkb",
        "verbond-van-verzekeraars",
        "aedes",
    }
    for partner in plan.partners:
        if partner.is_member:
            assert 74 <= int(partner.lines) <= 81


def test_the_plan_names_every_partner_where_we_say_so(plan: PlanFile) -> None:
    partners = {p.key: p for p in plan.partners}
    for partner in plan.partners:
        passage = plan_passage(PLAN_TEXT, partner.lines).lower()
        assert any(word.lower() in passage for word in partner.named_as), partner.key
    for measure in plan.measures:
        for part in measure.involvements:
            partner = partners[part.partner]
            words = (*partner.named_as, *(TOGETHER if partner.is_member else ()))
            passage = plan_passage(PLAN_TEXT, part.lines).lower()
            assert any(word.lower() in passage for word in words), (measure.number, part)


def test_the_plan_names_one_lead_only(plan: PlanFile) -> None:
    leads = [
        (m.number, i.partner) for m in plan.measures for i in m.involvements if i.role == "lead"
    ]

    assert leads == [("2.05", "ccv")]


def test_broken_words_are_joined_and_others_get_a_space() -> None:
    text = "• een grotere “oog en oor-\nfunctie” voor\n\n• allen"

    assert plan_passage(text, "1-4") == "een grotere “oog en oor-functie” voor allen"
    assert plan_passage(text, "4; 1") == "allen een grotere “oog en oor-"


def _write(folder: Path, *changes: tuple[str, str]) -> Path:
    text = (FOLDER / "actieplan-2025.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('number = "1.02"', 'number = "1.01"', "'1.01' komt 2 keer voor"),
        ('wave = "now"', 'wave = "later"', "golf 'later' kennen we niet"),
        ('role = "lead"', 'role = "boss"', "rol 'boss' kennen we niet"),
        ('partner = "ccv"', 'partner = "cvc"', "partner 'cvc' staat niet bij de partners"),
        ('section = "1.1"', 'section = "9.9"', "paragraaf '9.9' hoort niet bij pijler 1"),
        ("pillar = 1", "pillar = 7", "pijler 7 bestaat niet"),
        ('lines = "284-287"', 'lines = "p. 9"', "geen regelnummers"),
        ('key = "2025"', "", "Bovenaan ontbreekt 'key'"),
        ('key = "2025"', 'key = "2025"\ncolour = "red"', "Bovenaan staat 'colour'"),
        ('section = "1.1"', "section = 1", "'section' ontbreekt of heeft een verkeerde vorm"),
        ('section = "1.1"', 'section = "1.1"\nx = 1', "'x' kennen we niet"),
        (
            'partner = "om", role = "executor", lines = "371"',
            'partner = "politie", role = "executor", lines = "371"',
            "partner 'politie' staat er 2 keer bij",
        ),
        (
            'partner = "om", role = "executor", lines = "332"',
            'partner = "om", role = "lead", lines = "332"',
            "meer dan één trekker",
        ),
        (
            'partner = "om", role = "executor", lines = "332"',
            'partner = "om", role = "executor", lines = ""',
            "regels ontbreken of kloppen niet",
        ),
        ("offered_on = 2025", "offered_on = = 2025", "geen geldige TOML"),
    ],
)
def test_a_fault_is_named_in_a_sentence(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    with pytest.raises(PlanFileError) as error:
        read_plan(_write(tmp_path, (old, new)))

    assert sentence in str(error.value)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    path = _write(tmp_path, ('wave = "now"', 'wave = "x"'), ('role = "lead"', 'role = "boss"'))

    with pytest.raises(PlanFileError) as error:
        read_plan(path)

    assert len(error.value.problems) == 2


def test_an_empty_text_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path, ('short_title = "Onderzoeksagenda"', 'short_title = " "'))

    with pytest.raises(PlanFileError, match="'short_title' is leeg"):
        read_plan(path)


def test_a_file_that_is_away_or_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes("title = 'é'".encode("latin-1"))

    with pytest.raises(PlanFileError, match="niet te lezen"):
        read_plan(tmp_path / "none.toml")
    with pytest.raises(PlanFileError, match="geen UTF-8"):
        read_plan(tmp_path / "latin.toml")
