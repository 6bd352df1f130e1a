"""What the plan promises beside its measures, in the database."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from measures.models import RegisterEntry
from measures.registers import Register
from offensief.accounts.models import User
from offensief.audit.history import end_of, states_at
from offensief.audit.traced import facts
from tests.registers import change_entry

FILE = Path(__file__).resolve().parents[2] / "measures" / "plan" / "registers-2025.toml"

pytestmark = pytest.mark.usefixtures("db")


def _load(path: Path = FILE) -> str:
    out = StringIO()
    call_command("load_registers", path, stdout=out)
    return out.getvalue()


def _changed(folder: Path, old: str, new: str) -> Path:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = folder / "registers.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_loading_again_changes_nothing() -> None:
    before = RegisterEntry.objects.count()

    assert "67 regels; 0 nieuw" in _load()

    assert RegisterEntry.objects.count() == before == 67


def test_a_renamed_entry_does_not_come_back(secretary: User) -> None:
    change_entry(RegisterEntry.objects.get(register="goal", number=1), secretary, title="Anders")

    assert "0 nieuw" in _load()


def test_an_entry_added_to_the_file_later_is_known_from_then_on(tmp_path: Path) -> None:
    path = _changed(tmp_path, 'title = "Vlaardingenoverleg"', 'title = "Vlaardingenoverleg (twee)"')

    assert "1 nieuw" in _load(path)

    fresh = RegisterEntry.objects.get(title="Vlaardingenoverleg (twee)")
    assert fresh.number == 9
    past = states_at(end_of(date(2025, 4, 15)), RegisterEntry)[RegisterEntry]
    assert fresh.code not in past
    assert len(past) == 67


def test_every_loaded_entry_can_be_brought_back_from_the_trail() -> None:
    states = states_at(timezone.now(), RegisterEntry)[RegisterEntry]

    assert states == {row.trail_id: facts(row) for row in RegisterEntry.objects.all()}


def test_wanted_studies_are_ranked_in_the_order_of_the_plan() -> None:
    wanted = RegisterEntry.objects.of(Register.WANTED_STUDY)

    assert [study.rank for study in wanted.order_by("number")] == [1, 2, 3, 4, 5, 6, 7]


def test_all_wrong_words_are_named_at_once(tmp_path: Path) -> None:
    path = _changed(tmp_path, 'register = "goal"', 'register = "goals"')
    path = path.rename(tmp_path / "a.toml")
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ('owner = "ccv"', 'owner = "cvc"'),
        ('measures = ["2.05"]', 'measures = ["9.99"]'),
        ('state = "running"', 'state = "wanted"'),
        ('reference = "32 317, nr. 872"', 'reference = "negen"'),
    ):
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError) as error:
        _load(path)

    for sentence in (
        "register 'goals' kennen we niet",
        "partner 'cvc' kennen we niet",
        "maatregel '9.99' kennen we niet",
        "Stand: Een onderzoek kent deze stand niet",
        "Kamerstuk: ",
    ):
        assert sentence in str(error.value)


def test_registers_of_a_plan_that_is_not_there_are_refused(tmp_path: Path) -> None:
    path = _changed(tmp_path, 'plan = "2025"', 'plan = "2031"')

    with pytest.raises(CommandError, match="Laad eerst het plan"):
        _load(path)
