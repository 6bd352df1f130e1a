"""Forms of another site, personal links that are guessed, and files made to hurt."""

import random
from io import BytesIO
from itertools import product
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.rounds.services import links
from offensief.outbox.sealed import seal
from tests.documents import PDF, letter, picture, workbook
from tests.integration.access_rows.row import EDITION
from tests.integration.access_table import TABLE, Row
from tests.security.world import World, writes

_TAKES_FORMS = [row for row in TABLE if row.method == "POST" and set(row.codes) != {405}]
_FORMS = list({row.name: row for row in reversed(_TAKES_FORMS)}.values())
# What has no session has nothing to steal.
_WITHOUT_SESSION = {"api-root", "api-unknown"}

_GUESSED = {"version": "1", "act": "x", "csrfmiddlewaretoken": "guess" + "ab12" * 14 + "end"}


@pytest.mark.parametrize("row", _FORMS, ids=lambda row: row.name)
def test_a_form_of_another_site_does_nothing(row: Row, world: World) -> None:
    url = reverse(row.name, kwargs=world.filled(row.kwargs))
    origins = (None, "https://kwaad.example", "null")

    for origin, role in product(origins, ("anonymous", "aedes", "secretary")):
        headers = {"Origin": origin} if origin else {}
        browser = world.browser(role, checks_csrf=True)
        # The browser has the cookie of the portal; the other site cannot read what is in it.
        browser.cookies[django_settings.CSRF_COOKIE_NAME] = "a" * 32
        with world.undone(), CaptureQueriesContext(connection) as captured:
            answer = browser.post(url, _GUESSED, headers=headers)
        assert answer.status_code == (404 if row.name in _WITHOUT_SESSION else 403), (origin, role)
        assert writes(captured) == [], (origin, role)


def _link(world: World, secret: str, key: str = "") -> str:
    key = key or world.keys["LINK_KEY"]
    return reverse("personal_link", kwargs={"key": key, "secret": secret})


def test_the_real_secret_opens_and_only_until_it_is_revoked(world: World) -> None:
    url = _link(world, world.keys["LINK_SECRET"])
    browser = Client()
    assert browser.post(url).status_code == 302
    page = reverse("submission", args=["2027-1", "aedes"])
    assert browser.get(page).status_code == 200

    revoke = reverse("link_revoke", args=["2027-1", "aedes", world.keys["LINK"]])
    assert world.browser("secretary").post(revoke).status_code == 302

    assert Client().post(url).status_code == 404
    assert browser.get(page).status_code == 302


def test_a_browser_with_a_link_gets_nothing_else(world: World) -> None:
    browser = Client(raise_request_exception=False)
    assert browser.post(_link(world, world.keys["LINK_SECRET"])).status_code == 302

    for row in TABLE:
        if row.method != "GET" or row.codes[0] != 302 or set(row.codes) == {302}:
            continue
        url = reverse(row.name, kwargs=world.filled(row.kwargs))
        if url.startswith("/uitvraag/2027-1/aedes/"):
            continue
        answer = browser.get(url)
        assert answer.status_code in {302, 404}, row.name
        if answer.status_code == 302:
            assert answer["Location"].startswith("/inloggen/"), row.name


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(place=st.integers(0, 42), sign=st.sampled_from("Aa0_-Zz9"), cut=st.booleans())
def test_no_secret_but_the_real_one_opens(
    world: World, place: int, sign: str, *, cut: bool
) -> None:
    real = world.keys["LINK_SECRET"]
    guess = real[:place] if cut else f"{real[:place]}{sign}{real[place + 1 :]}"
    if guess in {real, ""}:
        return
    with world.undone():
        assert Client(REMOTE_ADDR="192.0.2.9").post(_link(world, guess)).status_code == 404


def test_the_secret_of_one_link_does_not_fit_another(world: World) -> None:
    other = "00000000-0000-4000-8000-000000000000"
    of_other = seal(reverse("link_without_secret", kwargs={"key": other}))

    assert Client().post(_link(world, of_other)).status_code == 404
    assert Client().post(_link(world, world.keys["LINK_SECRET"], other)).status_code == 404


def test_guessing_from_one_place_ends(world: World) -> None:
    guesser = Client(REMOTE_ADDR="192.0.2.8")
    codes = [guesser.post(_link(world, "A" * 43)).status_code for _ in range(25)]

    assert codes == [404] * links.MOST_FAILURES + [429] * 5


def _zip(**files: bytes) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return content.getvalue()


def _hostile_files() -> list[tuple[str, bytes]]:
    """Files that begin well, and end otherwise. The same ones each time."""
    dice = random.Random(2027)  # noqa: S311 -- not for secrets
    good = [
        ("brief.pdf", PDF),
        ("boek.xlsx", workbook()),
        ("brief.docx", letter()),
        ("beeld.png", picture("PNG")),
        ("telling.csv", b"gebied;jaar;aantal\nNL;2025;12\n"),
    ]
    found = [
        ("leeg.pdf", b""),
        ("nul.csv", b"\x00" * 4096),
        ("lang.csv", b"a;" * 100_000),
        ("../../etc/passwd.pdf", PDF),
        ("naam\r\nSet-Cookie: x=1.pdf", PDF),
        ("bom.xlsx", _zip(xl__workbook=b"0" * 3_000_000)),
        ("entiteit.docx", _zip(word__document=b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")),
        ("dubbel.pdf.exe", PDF),
        ("tekst.csv", "\ufeff\u202egebied;\ud7ff\n".encode()),
    ]
    for name, data in good:
        for _ in range(3):
            spoilt = bytearray(data)
            for _ in range(max(1, len(spoilt) // 50)):
                spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
            found += [(name, bytes(spoilt)), (name, data[: dice.randrange(len(data))])]
    return found


_UPLOADS = {
    "measure_attachment_add": ("secretary", {"number": "1.01"}, {"description": ""}),
    "workbook_upload": ("aedes", {"number": "2027-1", "key": "aedes"}, {}),
    "upload_new": ("figures", {}, {"title": "x", "known_on": "2027-01-01"}),
    "plan_load": ("secretary", {}, {}),
    "letter_checks": ("secretary", EDITION, {}),
    "edition_check": ("anonymous", {}, {}),
}


@pytest.mark.parametrize("name", _UPLOADS)
def test_no_file_brings_a_page_down(name: str, world: World) -> None:
    role, kwargs, form = _UPLOADS[name]
    browser, url = world.browser(role), reverse(name, kwargs=kwargs)

    for number, (file_name, data) in enumerate(_hostile_files()):
        with world.undone():
            file = SimpleUploadedFile(file_name, data)
            # Each from a place of its own, below the limits.
            place = f"192.0.2.{number}"
            answer = browser.post(url, {**form, "file": file}, REMOTE_ADDR=place)
        assert answer.status_code in {200, 302, 422}, (file_name, answer.status_code)
