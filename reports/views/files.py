"""The numbers of a figure as a file, from the very page that shows it."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from offensief.charts.figure import Figure
from offensief.charts.files import file_rows
from offensief.lib.sheets import write_csv

NAME = "csv"


def asked_file(request: HttpRequest, figures: Iterable[Figure | None]) -> HttpResponse | None:
    """The file that `?csv=<figure>` asks for, None when it asks for none.

    It is made of the figure on the page, so it holds what that person may see on that day; every
    row has the title and the source with its peildatum.
    """
    key = request.GET.get(NAME, "")
    if not key:
        return None
    figure = next((f for f in figures if f is not None and f.key == key), None)
    if figure is None:
        raise Http404
    data = write_csv(*file_rows(figure))
    named = content_disposition_header(as_attachment=True, filename=f"{key}.csv")
    return HttpResponse(
        data,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": named or "attachment"},
    )


def file_link(request: HttpRequest) -> str:
    """Begin of the address of a file of this page; the key of a figure comes after it."""
    query = request.GET.copy()
    query.pop(NAME, None)
    return f"?{query.urlencode()}&{NAME}=" if query else f"?{NAME}="
