"""A second version of the plan: looked at, loaded, compared; the first stays word for word."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from measures.models import Measure, Plan, Succession
from measures.services.responsibility import end_role
from measures.services.succession import Wish, succeed
from measures.statuses import Decision, SuccessionKind
from offensief.accounts.models import User
from tests.conftest import ROOT, SignedIn

PLAN = (ROOT / "measures" / "plan" / "actieplan-2025.toml").read_text(encoding="utf-8")
STOP = """
[[successions]]
kind = "stop"
decided_on = 2026-04-01
reason = "Deze maatregel is niet meer nodig."
predecessors = ["1.02"]
successors = []
"""
REPLACE = """
[[successions]]
kind = "replace"
decided_on = 2026-04-01
reason = "Breder opgezet."
predecessors = ["1.03"]
successors = ["1.09"]
"""


def second(*changes: tuple[str, str], more: str = "", without: str = "") -> str:
    """The plan as a second version with other words."""
    text = PLAN.replace('key = "2025"', 'key = "2026"').replace("2025-04-15", "2026-05-01")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    if without:
        start = text.index(f'[[measures]]\nnumber = "{without}"')
        end = text.find("[[measures]]", start + 5)
        text = text[:start] + (text[end:] if end > 0 else "")
    return text + more


NEW_WORDS = ("garageboxen", "garages en boxen")


def write(folder: Path, text: str) -> Path:
    path = folder / "plan-2026.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_new_version_brings_new_words_and_keeps_the_old(db: None, tmp_path: Path) -> None:
    text = Measure.objects.get(official_text__contains="garageboxen").official_text

    call_command("load_plan", write(tmp_path, second(NEW_WORDS)), verbosity=0)

    measure = Measure.objects.get(official_text__contains="garages en boxen")
    assert measure.plan.key == "2026"
    assert measure.wordings.get(plan__key="2025").official_text == text
    assert measure.wordings.get(plan__key="2026").official_text == measure.official_text
    assert Measure.objects.count() == 31


def test_a_measure_that_is_missing_must_be_explained(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Maatregel 1\.02 staat niet in versie 2026"):
        call_command("load_plan", write(tmp_path, second(without="1.02")))

    call_command("load_plan", write(tmp_path, second(without="1.02", more=STOP)), verbosity=0)
    assert Measure.objects.get(number="1.02").decision == Decision.LAPSED
    assert Succession.objects.get().reason == "Deze maatregel is niet meer nodig."


def test_a_replacement_in_the_file_makes_the_new_measure(db: None, tmp_path: Path) -> None:
    text = second(('number = "1.03"', 'number = "1.09"'), more=REPLACE)

    call_command("load_plan", write(tmp_path, text), verbosity=0)

    old, new = Measure.objects.get(number="1.03"), Measure.objects.get(number="1.09")
    assert old.decision == Decision.REPLACED
    assert new.links_back.get().predecessor == old
    assert new.official_text == old.official_text


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2025-04-15", "is niet nieuwer dan versie 2025"),
        ((timezone.localdate() + timedelta(days=3)).isoformat(), "Laad haar op of na die dag"),
    ],
)
def test_a_version_has_its_place_in_time(db: None, tmp_path: Path, day: str, sentence: str) -> None:
    text = second().replace("2026-05-01", day)

    with pytest.raises(CommandError, match=sentence):
        call_command("load_plan", write(tmp_path, text))


def test_the_secretary_looks_first_and_then_loads(secretary: User) -> None:
    client = SignedIn(secretary)
    text = second(NEW_WORDS)
    upload = SimpleUploadedFile("plan-2026.toml", text.encode())

    preview = client.post(reverse("plan_load"), {"file": upload})
    assert "Er is nog niets geladen" in preview.content.decode()
    assert "<ins>garages" in preview.content.decode()
    assert Plan.objects.count() == 1

    loaded = client.post(reverse("plan_load"), {"text": text, "confirm": "1"})
    assert loaded.status_code == 302
    diff = client.get(reverse("plan_diff", kwargs={"old": "2025", "new": "2026"}))
    assert "<del>" in diff.content.decode()
    assert "1 verschillen" in diff.content.decode() or "verschil" in diff.content.decode()
    for name in ("public_dashboard", "dashboard", "measures", "planning", "gaps", "plans"):
        assert client.get(reverse(name)).status_code == 200
    assert client.get("/api/v1/pijlers").json()
    assert len(client.get("/api/v1/maatregelen").json()["resultaten"]) == 31


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "geen UTF-8"),
        (b"key = ", "geen geldige TOML"),
        (PLAN.encode(), "niet nieuwer"),
        (b"x = 1", "kennen we niet"),
    ],
)
def test_a_wrong_file_is_told_and_changes_nothing(
    secretary: User, content: bytes, sentence: str
) -> None:
    upload = SimpleUploadedFile("plan.toml", content)

    answer = SignedIn(secretary).post(reverse("plan_load"), {"file": upload})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Plan.objects.get().offered_on == date(2025, 4, 15)


def test_a_role_that_was_ended_does_not_come_back(
    db: None, tmp_path: Path, secretary: User
) -> None:
    part = Measure.objects.get(number="2.01").involvements.get(partner__key="politie")
    end_role(involvement=part, valid_to=date(2026, 1, 1), by=secretary)

    call_command("load_plan", write(tmp_path, second()), verbosity=0)

    assert not part.measure.involvements.filter(partner__key="politie", valid_to=None).exists()


def test_a_measure_that_ended_does_not_stand_in_a_new_version(
    db: None, tmp_path: Path, secretary: User
) -> None:
    wish = Wish(
        kind=SuccessionKind.STOP,
        decided_on=date(2026, 1, 1),
        reason="Klaar.",
        predecessors=(Measure.objects.get(number="1.02"),),
    )
    succeed(wish=wish, by=secretary)

    with pytest.raises(CommandError, match=r"Maatregel 1\.02 loopt niet meer"):
        call_command("load_plan", write(tmp_path, second()))


def test_what_is_public_is_the_newest_version(db: None, tmp_path: Path) -> None:
    call_command("load_plan", write(tmp_path, second(without="1.02", more=STOP)), verbosity=0)

    assert Client().get("/api/v1/maatregelen").json()["aantal"] == 30
    assert "30 maatregelen" in Client().get("/").content.decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('key = "2026"', 'key = "a/../b <b>"'),
        ('key = "2026"', f'key = "{"x" * 500}"'),
        ('key = "2026"', 'key = "a\\u0000b"'),
        ("offered_on = 2026-05-01", "offered_on = 2026-05-01T12:00:00"),
        ('title = "Aanpak', 'title = "\\u0000Aanpak'),
        ("sections = [", 'sections = ["x",'),
        ('number = "1.02"', 'number = "1.\u0660\u0662"'),
        ("number = 1\ntitle", "number = -1\ntitle"),
    ],
)
def test_no_plan_file_breaks_the_page(secretary: User, old: str, new: str) -> None:
    text = second()
    assert old in text

    answer = SignedIn(secretary).post(
        reverse("plan_load"), {"text": text.replace(old, new, 1), "confirm": "1"}
    )

    assert answer.status_code == 422
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    "text",
    [
        'key = "2026"\ntitle = "T"\noffered_on = 2026-05-01\npillars = 5\npartners = []\n',
        'key = "2026"\ntitle = "T"\noffered_on = 2026-05-01\npillars = ["x"]\n',
        'key = "2026"\ntitle = "T"\noffered_on = 2026-05-01\n',
        second(more=STOP.replace('"1.02"', "5")),
        second(more=STOP.replace('"1.02"', '"9.99"')),
        second(more=STOP.replace("2026-04-01", "2026-04-01T10:00:00")),
        second(more=REPLACE.replace('"1.09"', '"1.03"')),
        second().replace("partners = [", 'partners = ["x", ', 1),
    ],
)
def test_a_file_of_another_shape_is_told_in_sentences(secretary: User, text: str) -> None:
    client = SignedIn(secretary)

    for more in ({}, {"confirm": "1"}):
        answer = client.post(reverse("plan_load"), {"text": text, **more})
        assert answer.status_code in {200, 422}
    assert answer.status_code == 422
    assert Plan.objects.count() == 1
