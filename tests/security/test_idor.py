"""Every thing, asked for by everybody it does not exist for, in every way it can be asked for.

Numbers in an address, in a query and in a form are guessed; what counts is that nothing of somebody
else's comes back. Each thing of Aedes has words of its own, which are looked for in every answer.
"""

from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.models import Comment, Follow, Mention, SavedFilter
from tests.integration.access_table import ROLES
from tests.security.addresses import names, parts
from tests.security.owned import OWNED, Owner
from tests.security.things import Secret
from tests.security.world import ALL_ROLES, World, body_of, writes

# An administrator too, but only the words about accounts.
_READS_TRAIL = {"head", "secretary"}
# The secretariat looks after all mail, with what it tells; an administrator sees that it went.
_READS_MAIL = {"secretary"}
_STRANGE_ANSWERS = {403, 404, 405}
# What fields of the portal are called: as much as one body can hold of it.
_FIELDS = {
    "version": "1",
    "act": "goedkeuren",
    "text": "Ingebroken.",
    "reason": "Ingebroken.",
    "explanation": "Ingebroken.",
    "person": "900001",
    "heard": "telefoon",
    "phase": "underway",
    "course": "on_track",
    "certainty": "stated",
    "partner": "aedes",
    "name": "Ingebroken",
    "query": "pijler=1",
}
_PREFIXES = ("behaald", "contact", "filter", "koers", "les", "opmerking", "rol", "stand")
_FORM = _FIELDS | {f"{p}-{n}": value for p in _PREFIXES for n, value in _FIELDS.items()}
_QUERY = {
    "partner": "aedes",
    "maatregel": "1.01",
    "nummer": "1.01",
    "pijler": "1",
    "woorden": "zoek",
    "q": "zoek",
    "key": "aedes",
    "pk": "900001",
    "sorteer": "-partner",
    "peildatum": "2027-07-12",
}
# Lists that can be searched, with the word of their query for that.
_SEARCHED = {
    "search": "q",
    "measures": "woorden",
    "export_csv": "woorden",
    "export_xlsx": "woorden",
    "print_list": "woorden",
}


def _hidden(world: World, role: str, name: str = "") -> list[Secret]:
    """What this person may not learn from this page."""
    found = [secret for secret in world.secrets if role not in secret.knows]
    if name.startswith("trail") and role in _READS_TRAIL:
        found = [secret for secret in found if not secret.in_trail]
    if name.startswith("message") and role in _READS_MAIL:
        found = []
    return found


def _text(answer: HttpResponseBase) -> str:
    """All an answer tells: its body unpacked, and its headers."""
    body = body_of(answer)
    if is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as packed:
            body = b"\n".join(packed.read(part) for part in packed.namelist())
    return f"{answer.headers}\n{body.decode(errors='replace')}"


def _assert_tells_nothing(answer: HttpResponseBase, hidden: list[Secret]) -> None:
    text = _text(answer)
    assert [secret.thing for secret in hidden if secret.hidden in text] == []


def test_every_address_with_a_part_that_varies_is_walked() -> None:
    assert set(OWNED) == {name for name, words in parts().items() if words}
    assert {name: set(owned.kwargs) for name, owned in OWNED.items()} == {
        name: words for name, words in parts().items() if words
    }


def test_the_secrets_are_really_there(world: World) -> None:
    """Otherwise the other tests look for words that no page could show."""
    pages = [("measure", "secretary"), ("review", "secretary"), ("upload", "figures")]
    pages += [("release", "head"), ("message", "aedes"), ("attachment", "aedes")]
    pages += [("partner", "reader"), ("cover_letter", "head"), ("letter_check", "head")]
    pages += [("answer", "aedes"), ("receipt", "aedes"), ("responsibility", "secretary")]
    seen = ""
    for name, role in pages:
        answer = world.browser(role).get(reverse(name, kwargs=world.filled(OWNED[name].kwargs)))
        assert answer.status_code == 200, name
        seen += _text(answer)
    seen += _text(world.browser("aedes").get(reverse("measures")))

    told = {secret.thing for secret in world.secrets if secret.hidden in seen}
    assert {secret.thing for secret in world.secrets} - told == set()
    assert "verklapbewijs" in seen


@pytest.mark.parametrize("name", OWNED)
def test_a_thing_of_somebody_else_does_not_exist(name: str, world: World) -> None:
    owned = OWNED[name]
    url = reverse(name, kwargs=world.filled(owned.kwargs))

    for role in ROLES:
        hidden = _hidden(world, role, name)
        for way in ("page", "fragment", "form"):
            if role not in owned.owner.value and (way == "form" or not hidden or not ALL_ROLES):
                continue
            with world.undone(), CaptureQueriesContext(connection) as captured:
                answer = _ask(world.browser(role), way, url)
                _assert_tells_nothing(answer, hidden)
            if role in owned.owner.value:
                _assert_refused(answer, role, way)
                assert writes(captured) == [], (role, way)


def _ask(browser: Client, way: str, url: str) -> HttpResponseBase:
    if way == "form":
        return browser.post(url, _FORM)
    return browser.get(url, headers={"HX-Request": "true"} if way == "fragment" else {})


def _assert_refused(answer: HttpResponseBase, role: str, way: str) -> None:
    code = answer.status_code
    if role == "anonymous" and code == 302:
        assert answer["Location"].startswith("/inloggen/")
    else:
        # Not 403: that would tell that there is something.
        assert code in {404, 405} | ({401} if role == "anonymous" else set()), (role, way)


@pytest.mark.parametrize("name", sorted({n for n, words in parts().items() if not words}))
def test_no_list_tells_of_what_is_somebody_elses(name: str, world: World) -> None:
    for role in ROLES if ALL_ROLES else ("anonymous", "police", "administrator"):
        hidden = _hidden(world, role, name)
        for query in ({}, _QUERY):
            with world.undone():
                _assert_tells_nothing(world.browser(role).get(reverse(name), query), hidden)


@pytest.mark.parametrize("name", _SEARCHED)
def test_no_search_finds_the_words_of_somebody_else(name: str, world: World) -> None:
    for role in ("aedes", "police", "reader") if ALL_ROLES else ("police",):
        browser = world.browser(role)
        for secret in _hidden(world, role):
            answer = browser.get(reverse(name), {_SEARCHED[name]: secret.word})
            _assert_tells_nothing(answer, [secret])


def test_a_search_finds_the_same_words_for_who_may_read_them(world: World) -> None:
    page = world.browser("aedes").get(reverse("search"), {"q": "zoektoelichting"})

    assert "verklaptoelichting" in page.content.decode()


# Own addresses with a number of somebody else's in them; the secretariat may do all of it.
_MIXED = {
    "milestone": {"number": "2.01", "pk": "900001"},
    "role_end": {"number": "2.01", "pk": "900001"},
    "contact_end": {"number": "2.01", "pk": "900001"},
    "scope_end": {"key": "politie", "pk": "SCOPE"},
    "member_end": {"key": "politie", "pk": "900001"},
    "member_away": {"key": "politie", "pk": "900001"},
    "workbook_preview": {"number": "2027-1", "key": "politie", "pk": "WORKBOOK"},
    "workbook_errors": {"number": "2027-1", "key": "politie", "pk": "WORKBOOK"},
    "receipt": {"number": "2027-1", "key": "politie", "event": "RECEIPT"},
    "answer": {"number": "2027-1", "key": "politie", "measure": "1.04"},
    "answer_unchanged": {"number": "2027-1", "key": "politie", "measure": "1.04"},
    "answer_put_back": {"number": "2027-1", "key": "politie", "measure": "1.04"},
    "link_revoke": {"number": "2027-1", "key": "politie", "pk": "LINK"},
    "message_file": {"message_id": "900001", "file_id": "900003"},
}


@pytest.mark.parametrize("role", ["police", "secretary"])
@pytest.mark.parametrize("name", _MIXED)
def test_a_number_of_somebody_else_in_ones_own_address_does_nothing(
    name: str, role: str, world: World
) -> None:
    url = reverse(name, kwargs=world.filled(_MIXED[name]))

    for method in ("get", "post"):
        with world.undone(), CaptureQueriesContext(connection) as captured:
            answer = getattr(world.browser(role), method)(url, _FORM if method == "post" else {})
        assert answer.status_code in _STRANGE_ANSWERS, method
        assert writes(captured) == [], method


def test_a_remark_can_warn_nobody_who_may_not_see_the_measure(world: World) -> None:
    url = reverse("comment_add", kwargs={"number": "1.01"})
    for stranger in ("police", "outsider", "administrator"):
        form = {"opmerking-text": "Kijk.", "opmerking-warn": world.people[stranger].pk}
        assert world.browser("aedes").post(url, form).status_code == 422
    form = {"opmerking-text": "Kijk.", "opmerking-warn": world.people["editor"].pk}

    assert world.browser("aedes").post(url, form).status_code == 302
    assert not Mention.objects.exclude(user=world.people["editor"]).exists()


def test_a_kept_filter_belongs_to_who_sends_it_whatever_the_form_says(world: World) -> None:
    form = {"filter-name": "Van een ander", "filter-query": "partner=aedes"}
    form |= dict.fromkeys(("user", "filter-user", "by"), str(world.people["aedes"].pk))

    world.browser("police").post(reverse("filter_save"), form)

    assert SavedFilter.objects.get(name="Van een ander").user == world.people["police"]


@pytest.mark.parametrize("role", ["police", "outsider", "figures", "administrator"])
def test_a_form_that_names_the_measure_of_another_writes_nothing(role: str, world: World) -> None:
    before = (Comment.objects.count(), Follow.objects.count())
    forms = {
        "bulk_edit": {"measure": ["1.01", "1.04"], "numbers": "1.01", "phase": "delivered"},
        "filter_save": {"name": "", "query": "partner=aedes"},
        "succession_new": {"kind": "stop", "predecessors": "1.01", "reason": "Weg."},
    }
    for name, form in forms.items():
        with CaptureQueriesContext(connection) as captured:
            answer = world.browser(role).post(reverse(name), form)
        assert answer.status_code in _STRANGE_ANSWERS | {422}, name
        assert writes(captured) == []

    assert (Comment.objects.count(), Follow.objects.count()) == before


def test_only_roles_that_exist_are_walked() -> None:
    assert all(owner.value <= set(ROLES) for owner in Owner)
    assert names() >= set(_MIXED) | set(_SEARCHED)
