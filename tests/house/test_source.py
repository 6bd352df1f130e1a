"""Habits of the code that no linter knows."""

import re
from pathlib import Path

import allauth
import django
import pytest

from tests.house.files import APPS, CODE, ROOT, name, python_files, templates

MOST_LINES = 400
# Django itself asks for these by name.
_ASKED_FOR_BY_DJANGO = {"400.html", "403.html", "404.html"}
_DJANGO_FORMS = Path(django.__file__).parent / "forms" / "templates"
_ALLAUTH = Path(allauth.__file__).parent / "templates"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_no_file_is_too_long_to_read() -> None:
    lengths = {name(p): len(_text(p).splitlines()) for p in python_files(*CODE)}

    assert not {n: lines for n, lines in lengths.items() if lines > MOST_LINES}


def test_no_code_catches_everything() -> None:
    broad = re.compile(r"except\s*(:|\(?\s*(Base)?Exception\b)")

    assert not [name(p) for p in python_files(*CODE) if broad.search(_text(p))]


def test_nothing_carries_inline_style_or_script() -> None:
    inline = re.compile(r"""\sstyle=["']|\son[a-z]+=["']|javascript:|<style""")
    drawn = [*templates(), *python_files("offensief/charts", "reports")]
    # A file that stands alone can ask for no style sheet.
    alone = ["templates/reports/kinds/progress_page.html"]

    assert [name(p) for p in drawn if inline.search(_text(p))] == alone
    # A block of data is read and never run.
    run_here = re.compile(r"""<script(?![^>]*(\bsrc=|type="application/json"))""")
    assert not [name(p) for p in templates() if run_here.search(_text(p))]


@pytest.mark.parametrize("template", templates(), ids=name)
def test_every_template_is_used(template: Path) -> None:
    asked = template.relative_to(ROOT / "templates").as_posix()
    places = [*python_files(*APPS), *(t for t in templates() if t != template)]
    named = re.compile(rf"""["']{re.escape(asked)}(#\w+)?["']""")

    assert (
        asked in _ASKED_FOR_BY_DJANGO
        or (_DJANGO_FORMS / asked).exists()
        # Takes the place of a template of the same name.
        or (_ALLAUTH / asked).exists()
        or any(named.search(_text(place)) for place in places)
    )


def test_every_file_that_is_uploaded_goes_through_one_field() -> None:
    """With its limits and the antivirus; another field would let anything in."""
    other = re.compile(r"(forms|serializers)\.(File|Image|MultipleFile)Field|request\.FILES\[")
    one = "offensief/web/uploads.py"

    assert [name(p) for p in python_files(*APPS) if other.search(_text(p))] == [one]


def test_text_for_a_spreadsheet_is_written_in_one_place() -> None:
    """Where a text cannot become a formula; a second writer would forget that."""
    writer = re.compile(r"csv\.(?:Dict)?[wW]riter\(")
    writers = {name(p) for p in python_files(*APPS) if writer.search(_text(p))}

    # The other keeps rows for ourselves in the database, and nobody opens them.
    assert writers == {"offensief/lib/sheets.py", "incidents/delivery/packing.py"}


def test_the_printer_reads_only_our_own_files() -> None:
    """Without this fetcher WeasyPrint reads any file and any address that a text names."""
    printing = [p for p in python_files(*APPS) if "from weasyprint import" in _text(p)]

    assert len(printing) == 2
    for path in printing:
        calls = re.findall(r"\b(?:HTML|CSS)\(.*\)", _text(path))
        assert calls
        assert all("url_fetcher=OwnAssets()" in c or "**closed" in c for c in calls), name(path)
        assert "OwnAssets()" in _text(path)


def test_no_redirect_goes_where_a_request_says() -> None:
    """`redirect(request.GET["next"])` would send people to any site that made the link."""
    asked = re.compile(
        r"(?:redirect|HttpResponse\w*Redirect)\(\s*(?:str\()?request\.(?:GET|POST|META|headers)"
    )

    assert not [name(p) for p in python_files(*APPS) if asked.search(_text(p))]


def test_no_module_is_called_utils_or_helpers() -> None:
    assert not [p for p in python_files(*CODE) if p.stem in {"utils", "helpers", "common"}]
