"""The documented format of deliveries, with examples to download."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from incidents.delivery.examples import EXAMPLES
from incidents.delivery.words import MOST_BYTES, MOST_LINES
from incidents.models import Definition
from incidents.permissions import may_see_deliveries
from incidents.selectors.file_format import columns
from offensief.accounts.requests import SignedInRequest
from offensief.lib.filetypes import FileType
from offensief.lib.sheets import write_csv, write_xlsx


@require_safe
def file_format(request: SignedInRequest) -> HttpResponse:
    """What a file with figures looks like."""
    if not may_see_deliveries(request.user):
        raise Http404
    context = {
        "columns": columns(),
        "definitions": Definition.objects.real(),
        "examples": EXAMPLES.values(),
        "most_megabytes": MOST_BYTES // 1024**2,
        "most_lines": MOST_LINES,
    }
    return render(request, "incidents/file_format.html", context)


@require_safe
def example_file(request: SignedInRequest, name: str, kind: str) -> HttpResponse:
    """One of the examples, as CSV or as a workbook."""
    if not may_see_deliveries(request.user) or name not in EXAMPLES:
        raise Http404
    example = EXAMPLES[name]
    if kind == "csv":
        data, media_type = write_csv(example.head, example.rows), "text/csv; charset=utf-8"
    elif kind == "xlsx":
        data = write_xlsx(example.head, example.rows, title=example.title)
        media_type = FileType.XLSX.media_type
    else:
        raise Http404
    named = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}")
    headers = {"Content-Disposition": named or "attachment"}
    return HttpResponse(data, content_type=media_type, headers=headers)
