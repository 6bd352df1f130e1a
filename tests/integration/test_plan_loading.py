"""The plan in the database: loaded once, never altered."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from measures.gaps import GapKind
from measures.models import Involvement, Measure, Partner, Pillar
from measures.plan_file import plan_passage
from measures.selectors import radar

FOLDER = Path(__file__).resolve().parents[2] / "measures" / "plan"
PLAN = FOLDER / "actieplan-2025.toml"

pytestmark = pytest.mark.usefixtures("db")


def test_the_plan_is_there_word_for_word() -> None:
    text = (FOLDER / "actieplan-2025.txt").read_text(encoding="utf-8")

    assert Measure.objects.count() == 31
    assert Measure.objects.filter(wave="now").count() == 23
    assert Pillar.objects.count() == 6
    assert Partner.objects.filter(is_member=True).count() == 10
    for measure in Measure.objects.all():
        assert measure.official_text == plan_passage(text, measure.plan_lines)


def test_loading_again_changes_nothing() -> None:
    out = StringIO()

    call_command("load_plan", stdout=out)

    assert "0 nieuw" in out.getvalue()
    assert Measure.objects.count() == 31


def test_a_changed_text_in_the_same_version_is_refused(tmp_path: Path) -> None:
    changed = tmp_path / "plan.toml"
    changed.write_text(PLAN.read_text(encoding="utf-8").replace("garageboxen", "garages"))

    with pytest.raises(CommandError, match="Geef het gewijzigde plan een nieuwe versie"):
        call_command("load_plan", changed)


def test_a_faulty_file_lists_its_faults(tmp_path: Path) -> None:
    faulty = tmp_path / "plan.toml"
    faulty.write_text(PLAN.read_text(encoding="utf-8").replace('wave = "phased"', 'wave = "x"'))

    with pytest.raises(CommandError) as error:
        call_command("load_plan", faulty)

    assert str(error.value).count("golf 'x' kennen we niet") == 8


def test_measures_without_a_lead_are_all_but_one() -> None:
    leads = Involvement.objects.filter(role="lead", valid_to=None)

    assert [(i.measure.number, i.partner.key) for i in leads] == [("2.05", "ccv")]
    found = radar.live(Measure.objects.all(), today=date(2025, 4, 15))
    assert len(found.of_kind(GapKind.NO_LEAD)) == 30
