"""A workbook that goes to and fro between the portal and a partner."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook as Sheets

from measures.rounds.hands import Hand
from measures.rounds.models import Submission, Workbook
from measures.rounds.services import workbooks
from measures.rounds.workbook.layout import ANSWER_SHEET
from measures.rounds.workbook.reading import ReadCell, Reading, ReadPart
from offensief.accounts.models import User

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

AEDES = {"number": "2027-1", "key": "aedes"}
POLICE = {"number": "2027-1", "key": "politie"}


def address(name: str, **more: Any) -> str:
    """An address of the workbook of Aedes in the played round."""
    return reverse(name, kwargs={**AEDES, **more})


def download(client: Client, where: dict[str, str] = AEDES) -> bytes:
    """The workbook as it is now."""
    return client.get(reverse("workbook", kwargs=where)).content


def send(
    client: Client, data: bytes, name: str = "werkboek.xlsx", where: dict[str, str] = AEDES
) -> "Answer":
    """Upload a file, and follow where that leads."""
    sent = {"file": SimpleUploadedFile(name, data)}
    return client.post(reverse("workbook_upload", kwargs=where), sent, follow=True)


def sent_workbook(client: Client, data: bytes) -> Workbook:
    """Upload a file that is taken."""
    answer = send(client, data)
    assert answer.status_code == 200, answer.content.decode()
    return Workbook.objects.latest("pk")


def confirm(client: Client, workbook: Workbook, **choices: str) -> "Answer":
    """Press the button of the preview as it is now, with these choices at conflicts."""
    page = client.get(workbook.get_absolute_url()).context["page"]
    seen = {f"gezien-{p.answer.measure.number}": p.answer.version for p in page.parts}
    return client.post(workbook.get_absolute_url(), {**seen, **choices}, follow=True)


def text_of(response: "Answer") -> str:
    """The page with one space between its words."""
    return " ".join(response.content.decode().split())


def _one_sheet() -> bytes:
    book, content = Sheets(), BytesIO()
    book.create_sheet(ANSWER_SHEET)
    book.save(content)
    return content.getvalue()


_ONE_SHEET = _one_sheet()


def with_an_error(submission: Submission, by: User) -> Workbook:
    """A workbook that was sent, of which the text about 1.01 could not be read; made in no time."""
    return _sent(submission, by, error="Hier staat een formule zonder uitkomst.")


def with_text(submission: Submission, by: User, text: str) -> Workbook:
    """A workbook that was sent with this text about 1.01; made in no time."""
    return _sent(submission, by, text=text)


def _sent(submission: Submission, by: User, *, text: str = "", error: str = "") -> Workbook:
    cell = ReadCell(name="text", row=5, value=text, error=error)
    read = Reading((ReadPart("1.01", 1, (cell,), ("text",)),))
    file = workbooks.Examined(
        name="werkboek.xlsx", sha256="0" * 64, data=_ONE_SHEET, reading=read.to_json()
    )
    return workbooks.propose(file=file, submission=submission, hand=Hand(by=by))
