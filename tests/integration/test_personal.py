"""A text with words about a person is asked about before it goes to others, whatever its form."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from measures.models import Comment, Measure
from measures.rounds.models import Round, Workbook
from offensief.accounts.kept import owner_seal
from offensief.accounts.models import User
from offensief.lib.personal import Kind
from tests import workbooks
from tests.conftest import SignedIn
from tests.documents import PDF
from tests.house.files import python_files, templates
from tests.integration.access_rows.row import REAL_LINK
from tests.integration.access_table import TABLE, Row
from tests.rounds import answer_of, submission_of

BSN = "111222333"
TEXT = "opmerking-text"
ASKED = "Staat hier iets over een persoon?"
# These hold codes and keys, or are of the library that signs people in; nobody else reads them.
_SIGNING_IN = ("account_log", "account_reauthenticate", "mfa_", "openid_", "usersessions_")
POSTS = [
    row
    for row in TABLE
    if row.method == "POST"
    and not {404, 405} >= set(row.codes[1:])
    and not row.name.startswith(_SIGNING_IN)
    and row.kwargs != REAL_LINK
]


def comment_url(number: str = "3.01") -> str:
    return reverse("comment_add", kwargs={"number": number})


def sent_along(page: str) -> dict[str, str]:
    """What the page with the question sends on: hidden fields, texts and the button."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    fields += re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>&#10;(.*?)</textarea>', page, re.S)
    fields += re.findall(r'<button[^>]* name="(personal_seen)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in fields}


@pytest.mark.parametrize("row", POSTS, ids=lambda row: f"{row.name} {row.kwargs or ''}")
def test_no_form_escapes(row: Row, secretary: User) -> None:
    kwargs = {k: v if v.islower() or not v.isalpha() else "1" for k, v in row.kwargs.items()}

    answer = SignedIn(secretary).post(reverse(row.name, kwargs=kwargs), {"any_text": BSN})

    assert answer.status_code == 422
    assert ASKED in answer.content.decode()


def test_a_form_that_posts_text_posts_it_to_this_portal() -> None:
    """A page that saves by itself is not asked: it has to warn by itself, like the answers."""
    by_themselves = [
        path.name for path in templates() if "hx-post" in path.read_text(encoding="utf-8")
    ]
    outside = [
        path
        for path in python_files("measures", "incidents", "reports")
        if "csrf_exempt" in path.read_text(encoding="utf-8")
    ]

    assert by_themselves == ["answer.html"]
    assert not outside


def test_the_question_names_the_words_and_keeps_everything(secretary: User) -> None:
    text = f'Man met "nummer" {BSN}\r\nbelde <b>06-12345678</b>.'

    answer = SignedIn(secretary).post(f"{comment_url()}?peildatum=", {TEXT: text, "ook": "dit"})

    page = answer.content.decode()
    assert "<strong>111222333</strong> lijkt op een burgerservicenummer." in " ".join(page.split())
    assert "<strong>06-12345678</strong> lijkt op een telefoonnummer." in " ".join(page.split())
    assert f'action="{comment_url()}?peildatum="' in page
    assert sent_along(page)[TEXT] == text
    assert sent_along(page)["ook"] == "dit"
    assert not Comment.objects.exists()


def test_a_second_press_sends_the_same_words(secretary: User) -> None:
    client = SignedIn(secretary)
    page = client.post(comment_url(), {TEXT: f"Nummer {BSN}."}).content.decode()

    answer = client.post(comment_url(), sent_along(page))

    assert answer.status_code == 302
    assert Comment.objects.get().text == f"Nummer {BSN}."


def test_a_changed_text_is_sent_without_being_asked_again(secretary: User) -> None:
    client = SignedIn(secretary)
    page = client.post(comment_url(), {TEXT: f"Nummer {BSN}."}).content.decode()

    client.post(comment_url(), {**sent_along(page), TEXT: "Zonder nummer."})

    assert Comment.objects.get().text == "Zonder nummer."


def test_another_word_is_asked_about_again(secretary: User) -> None:
    client = SignedIn(secretary)
    page = client.post(comment_url(), {TEXT: f"Nummer {BSN}."}).content.decode()

    answer = client.post(comment_url(), {**sent_along(page), TEXT: f"{BSN} en 16-RRL-8"})

    assert answer.status_code == 422
    assert "16-RRL-8" in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_word_is_asked_about_once_per_address(secretary: User) -> None:
    client = SignedIn(secretary)
    page = client.post(comment_url(), {TEXT: f"Nummer {BSN}."}).content.decode()
    client.post(comment_url(), sent_along(page))

    again = client.post(comment_url(), {TEXT: f"Weer {BSN}."})
    elsewhere = client.post(comment_url("1.01"), {TEXT: f"Weer {BSN}."})

    assert again.status_code == 302
    assert elsewhere.status_code == 422


def test_a_seal_of_another_word_or_made_up_is_not_enough(secretary: User) -> None:
    client = SignedIn(secretary)
    other = sent_along(client.post(comment_url(), {TEXT: "16-RRL-8"}).content.decode())

    for seen in (other["personal_seen"], "1", "on", ""):
        answer = client.post(comment_url(), {TEXT: f"Nummer {BSN}.", "personal_seen": seen})
        assert answer.status_code == 422


def test_what_is_sent_anyway_is_told_to_the_log_without_the_word(
    secretary: User, caplog: pytest.LogCaptureFixture
) -> None:
    client = SignedIn(secretary)
    page = client.post(comment_url(), {TEXT: f"Nummer {BSN}."}).content.decode()

    with caplog.at_level("INFO", logger="offensief.web.personal"):
        client.post(comment_url(), sent_along(page))

    said = [r.getMessage() for r in caplog.records if r.name == "offensief.web.personal"]
    assert said == [f"sent with {Kind.CITIZEN_NUMBER} at comment_add"]


def test_the_name_of_a_file_is_looked_at_too(secretary: User) -> None:
    client = SignedIn(secretary)
    url = reverse("measure_attachment_add", kwargs={"number": "3.01"})

    def send(name: str, **along: str) -> tuple[int, str]:
        file = SimpleUploadedFile(name, PDF)
        answer = client.post(url, {"description": "Verslag", "file": file, **along})
        return answer.status_code, answer.content.decode()

    code, page = send("verslag_06-12345678.pdf")
    assert code == 422
    assert "In de naam van uw bestand staat iets" in page
    assert "<strong>06-12345678</strong> lijkt op een telefoonnummer." in page
    assert "Geef het bestand eerst een andere naam." in page
    for name in (f"{BSN}.pdf", "12-ABC-3.pdf"):
        assert ASKED in send(name)[1]
    for name in ("verslag 2026-11-26.pdf", "28684-816.pdf", "maatregel 1.01 (2).pdf"):
        assert ASKED not in send(name)[1]
    # Whoever leaves it as it is, may.
    assert ASKED not in send("verslag_06-12345678.pdf", **sent_along(page))[1]


def test_a_file_is_asked_for_again_by_its_name(secretary: User) -> None:
    url = reverse("measure_attachment_add", kwargs={"number": "3.01"})
    file = SimpleUploadedFile("verslag.pdf", PDF)
    client = SignedIn(secretary)

    page = client.post(url, {"file": file, "description": f"Van {BSN}"}).content.decode()

    assert 'enctype="multipart/form-data"' in page
    assert "Kies het bestand opnieuw: verslag.pdf" in page
    assert sent_along(page)["description"] == f"Van {BSN}"
    again = {**sent_along(page), "file": SimpleUploadedFile("verslag.pdf", PDF)}
    assert client.post(url, again).status_code == 302
    assert Measure.objects.get(number="3.01").attachments.get().description == f"Van {BSN}"


def test_the_fields_meant_for_reaching_somebody_are_not_looked_at(secretary: User) -> None:
    url = reverse("contact_add", kwargs={"number": "1.01"})
    sent = {"contact-email": "16-RRL-8@test.example", "email": "06-12345678@test.example"}

    answer = SignedIn(secretary).post(url, sent)

    assert ASKED not in answer.content.decode()


def test_nobody_is_asked_before_signing_in(db: None) -> None:
    answer = Client().post(comment_url(), {"text": BSN})

    assert answer.status_code == 401
    assert ASKED not in answer.content.decode()


def test_a_password_is_never_shown_again(db: None) -> None:
    answer = Client().post(
        reverse("account_login"), {"login": "a@test.example", "password": "06-12345678"}
    )

    assert ASKED not in answer.content.decode()
    assert "06-12345678" not in answer.content.decode()


def test_a_text_that_was_kept_stays_kept_while_it_is_asked_about(secretary: User) -> None:
    seal = owner_seal(secretary.pk)
    left = Client().post(comment_url(), {"text": f"Nummer {BSN}.", "typed_by": seal})
    client = SignedIn(secretary)
    client.post(reverse("account_login"), {"kept": left.context["form"].initial["kept"]})
    kept = client.get(reverse("resume"))
    sent = {**dict(kept.context["kept"].fields), "was_kept": kept.context["name"]}

    answer = client.post(comment_url(), sent)

    assert ASKED in answer.content.decode()
    assert BSN in client.get(reverse("resume")).content.decode()


def answer_url(round_: Round, *, name: str = "answer") -> str:
    kwargs = {"number": round_.number, "key": "aedes", "measure": "1.01"}
    return reverse(name, kwargs=kwargs)


@pytest.mark.parametrize(
    "headers", [{"HX-Request": "true"}, {"Sec-Fetch-Mode": "no-cors"}, {"Sec-Fetch-Mode": "cors"}]
)
def test_a_page_that_saves_by_itself_loses_nothing(
    headers: dict[str, str], opened: Round, aedes: User
) -> None:
    found = answer_of(opened, "1.01")

    SignedIn(aedes).post(
        answer_url(opened), {"version": found.version, "text": f"Over {BSN}."}, headers=headers
    )

    assert answer_of(opened, "1.01").text == f"Over {BSN}."


def test_the_answer_form_warns_while_typing_and_when_opened_again(
    opened: Round, aedes: User
) -> None:
    client, found = SignedIn(aedes), answer_of(opened, "1.01")

    saved = client.post(
        answer_url(opened),
        {"version": found.version, "text": f"Over {BSN}."},
        headers={"HX-Request": "true"},
    ).content.decode()
    opened_again = client.get(answer_url(opened)).content.decode()

    for page in (saved, opened_again):
        assert ASKED in page
        assert f"<strong>{BSN}</strong> lijkt op een burgerservicenummer." in " ".join(page.split())


@pytest.mark.parametrize("name", ["answer", "answer_unchanged"])
def test_pressing_a_button_of_the_answer_form_asks(name: str, opened: Round, aedes: User) -> None:
    found = answer_of(opened, "1.01")
    sent = {"version": found.version, "text": f"Over {BSN}."}

    answer = SignedIn(aedes).post(answer_url(opened, name=name), sent)

    assert ASKED in answer.content.decode()
    assert answer_of(opened, "1.01").version == found.version


def test_a_reason_not_to_sign_is_looked_at_too(signed: Round, aedes: User) -> None:
    url = reverse("submission_act", kwargs={"number": signed.number, "key": "aedes"})

    answer = SignedIn(aedes).post(url, {"act": "weigeren", "reason": "Bel 06-12345678"})

    assert sent_along(answer.content.decode())["act"] == "weigeren"


def test_a_workbook_warns_before_it_is_taken_over(opened: Round, aedes: User) -> None:
    found: Workbook = workbooks.with_text(submission_of(opened, "aedes"), aedes, f"Over {BSN}.")

    page = SignedIn(aedes).get(found.get_absolute_url()).content.decode()

    assert f"<strong>{BSN}</strong> lijkt op een burgerservicenummer." in " ".join(page.split())


@pytest.mark.parametrize("role", ["outsider", "aedes"])
def test_the_question_tells_nothing_about_what_exists(
    role: str, aedes: User, outsider: User
) -> None:
    client = SignedIn({"aedes": aedes, "outsider": outsider}[role])

    pages = [client.post(comment_url(number), {"text": BSN}) for number in ("1.01", "2.01", "9.99")]

    assert {page.status_code for page in pages} == {422}
