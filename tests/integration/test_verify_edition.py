"""manage.py verify_edition: what is kept is held against itself, and what was touched is named."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from offensief.accounts.models import User
from reports.canonical import digest
from reports.formats.maker import MAKERS, made_with
from reports.models import Artefact, Edition
from tests.integration.test_formats_alone import frozen

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def keep(edition: Edition, *forms: str) -> None:
    for form in forms:
        content = MAKERS[form](json.loads(edition.document), lambda step: None)
        Artefact.objects.create(
            edition=edition,
            format=form,
            content=content,
            sha256=digest(content),
            made_with=made_with(),
        )


@pytest.fixture
def edition(secretary: User) -> Edition:
    found = frozen(secretary)
    keep(found, "csv")
    return found


def tamper(statement: str, *values: str | bytes) -> None:
    """As somebody would who can write in the database itself."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_edition", *arguments, stdout=out)
    return out.getvalue()


def complained(*arguments: str) -> tuple[str, str]:
    """What it wrote, and the sentence with which it ended (exit code 1)."""
    out = StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("verify_edition", *arguments, stdout=out)
    return out.getvalue(), str(ended.value)


def test_an_edition_nobody_touched_is_equal(edition: Edition) -> None:
    text = said(edition.number)

    assert f"{edition.number}: het document is gelijk aan wat is vastgelegd" in text
    assert "het bestand CSV is gelijk: opnieuw gemaakt, dezelfde bytes." in text
    assert "niet bewaard, en dus niet vergeleken: PDF, Webpagina, Word, Excel en JSON." in text
    assert "In orde. Gecontroleerde edities: 1." in text


def test_every_form_is_made_again_the_same(secretary: User) -> None:
    edition = frozen(secretary)
    keep(edition, *MAKERS)

    assert said("--all").count("is gelijk: opnieuw gemaakt") == len(MAKERS)


def test_a_file_that_was_touched_is_named(edition: Edition) -> None:
    tamper("UPDATE reports_artefact SET content = %s WHERE format = 'csv'", b"PK anders")

    text, ended = complained(edition.number)

    assert "het bestand CSV is veranderd: de SHA-256 past niet bij de inhoud." in text
    assert ended == "Er is iets niet in orde: 1 van de regels hierboven."


def test_a_file_that_was_replaced_with_its_hash_is_named_too(edition: Edition) -> None:
    forged = b"PK iets anders"
    tamper(
        "UPDATE reports_artefact SET content = %s, sha256 = %s WHERE format = 'csv'",
        forged,
        digest(forged),
    )

    text, _ = complained("--all")

    assert "het bestand CSV komt er anders uit als het opnieuw wordt gemaakt." in text


def test_a_document_that_was_touched_is_named(edition: Edition) -> None:
    tamper("UPDATE reports_edition SET document = replace(document, '1543', '1544')")

    text, _ = complained(edition.number)

    assert "het document heeft een andere SHA-256 dan bij het bevriezen is vastgelegd." in text
    assert "Het is niet opnieuw gemaakt, want het document klopt niet." in text


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ('{"b": 1, "a": 2}', "het document staat niet in de vaste schrijfwijze."),
        ("geen json", "het document is niet te lezen"),
        ('{"a":1.5}', "het document is niet te lezen"),
    ],
)
def test_a_document_in_another_spelling_is_named(
    edition: Edition, written: str, complaint: str
) -> None:
    tamper("UPDATE reports_edition SET document = %s, sha256 = %s", written, digest(written))

    text, _ = complained(edition.number)

    assert complaint in text


def test_a_file_of_other_versions_is_only_held_against_its_hash(secretary: User) -> None:
    edition = frozen(secretary)
    content = b"gemaakt door een ander"
    Artefact.objects.create(
        edition=edition,
        format="docx",
        content=content,
        sha256=digest(content),
        made_with="python-docx 0.1",
    )

    text = said(edition.number)

    assert "het bestand Word past bij zijn SHA-256." in text
    assert "met andere versies gemaakt (python-docx 0.1), dus het is niet opnieuw gemaakt" in text


def test_a_form_that_cannot_be_made_again_is_named(edition: Edition) -> None:
    wrong = json.dumps({"schema": "iets anders"}, separators=(",", ":"))
    tamper("UPDATE reports_edition SET document = %s, sha256 = %s", wrong, digest(wrong))

    text, _ = complained(edition.number)

    assert "het bestand CSV kon niet opnieuw worden gemaakt" in text


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "Noem een of meer nummers van edities, of --all."),
        (("1999-9",), "Er is geen bevroren editie met nummer 1999-9."),
    ],
)
def test_it_says_what_to_name(edition: Edition, arguments: tuple[str, ...], complaint: str) -> None:
    assert complained(*arguments) == ("", complaint)


def test_it_writes_nothing(edition: Edition) -> None:
    before = list(Artefact.objects.values_list("pk", "sha256", "built_at"))

    said("--all")

    assert list(Artefact.objects.values_list("pk", "sha256", "built_at")) == before
