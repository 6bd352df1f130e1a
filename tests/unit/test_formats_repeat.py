"""The same document gives the same bytes of every form: in another process, on another day."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from reports.canonical import canonical_text
from reports.formats.maker import MAKERS, made_with
from reports.models import Artefact, Format
from tests.unit.format_documents import DOCUMENTS
from tests.unit.test_pdf import LATER

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def printed_elsewhere(name: str, form: str) -> bytes:
    """Print as the worker does, in a process of its own, on a clock a year further on."""
    code = LATER.replace('"print_edition"]', f'"print_edition", "--form", "{form}"]')
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=canonical_text(DOCUMENTS[name]()).encode(),
        capture_output=True,
        cwd=settings.BASE_DIR,
        env=os.environ | {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"},
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("form", [form for form in MAKERS if form != "pdf"])
@pytest.mark.parametrize("name", ["usual", "hostile"])
def test_every_form_is_the_same_in_another_process_on_another_day(name: str, form: str) -> None:
    here = MAKERS[form](DOCUMENTS[name](), lambda step: None)

    # The PDF is tried in the same way by test_pdf.
    assert printed_elsewhere(name, form) == here


@pytest.mark.parametrize("form", MAKERS)
def test_the_order_of_keys_in_a_document_makes_no_difference(form: str) -> None:
    document = DOCUMENTS["round"]()
    turned = json.loads(json.dumps(document), object_pairs_hook=lambda pairs: dict(pairs[::-1]))

    told = MAKERS[form](document, lambda step: None)

    assert MAKERS[form](json.loads(canonical_text(turned)), lambda step: None) == told


def test_every_form_of_an_edition_has_its_maker() -> None:
    assert set(MAKERS) == set(Format)


def test_what_decides_the_bytes_is_named_and_fits_in_its_column() -> None:
    longest = Artefact._meta.get_field("made_with").max_length

    for tool in ("portaal", "weasyprint", "python-docx", "openpyxl", "pypdfium2", "zlib"):
        assert f"{tool} " in made_with()
    assert longest
    assert len(made_with()) < longest
