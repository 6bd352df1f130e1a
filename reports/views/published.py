"""Editions for everybody, from the moment that they are public."""

import hashlib
import re
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_http_methods, require_safe

from offensief.lib.dutch import date_long
from offensief.web.limits import limited
from reports import permissions
from reports.forms import HashForm
from reports.models import Artefact, Edition, EditionState, EditionStep
from reports.selectors.published import (
    PublishedEdition,
    as_published,
    edition_reader,
    origin_of,
    public_editions,
    recognise,
)
from reports.text.origins import Computed, StatusOrigin
from reports.views.editions import sent_file

_CODE = re.compile(r"C\d+|R\d+|S\d+\.\d\d")


@require_safe
def edition_index(request: HttpRequest) -> HttpResponse:
    """Every public edition, the newest first."""
    return render(
        request, "reports/public/list.html", {"editions": as_published(public_editions())}
    )


@require_safe
def edition_page(request: HttpRequest, number: str) -> HttpResponse:
    """The whole edition as one page."""
    edition = _readable_or_404(request, number)
    context = {"reader": edition_reader(edition)}
    return render(request, "reports/public/edition.html", context)


@require_safe
def edition_download(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """One of the files of an edition."""
    edition = _readable_or_404(request, number)
    return sent_file(edition, get_object_or_404(Artefact, edition=edition, format=form))


@require_safe
def edition_origin(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Where one number or status of an edition comes from."""
    edition = _readable_or_404(request, number)
    found = origin_of(edition, code) if _CODE.fullmatch(code) else None
    if found is None:
        raise Http404
    context: dict[str, Any] = {"edition": edition, "code": code}
    match found:
        case Computed():
            inputs = [(given, origin_of(edition, given)) for given in found.inputs]
            context |= {"computed": found, "inputs": [_named(*pair) for pair in inputs]}
        case StatusOrigin():
            context |= {"status": found}
        case origin, delivery:
            context |= {"origin": origin, "delivery": delivery}
    return render(request, "reports/public/origin.html", context)


def _named(code: str, found: Any) -> dict[str, str]:
    """An input of a sum: its code, what it is and its value."""
    known = found[0] if isinstance(found, tuple) else found
    return {"code": code, "what": known.what, "value": known.value}


@require_http_methods(["GET", "HEAD", "POST"])
@limited("hash_check")
def edition_check(request: HttpRequest) -> HttpResponse:
    """Tells of which public edition a file or a hash is, or that it is not known."""
    if request.method != "POST":
        return render(request, "reports/public/check.html", {"form": HashForm()})
    form = HashForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "reports/public/check.html", {"form": form}, status=422)
    sha256 = form.cleaned_data["sha256"] or _hash_of(form.cleaned_data["file"])
    context = {
        "form": HashForm(),
        "sha256": sha256,
        "known": recognise(sha256),
        "is_file": bool(form.cleaned_data["file"]),
        "asked": True,
    }
    return render(request, "reports/public/check.html", context)


def _hash_of(file: Any) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    return found.hexdigest()


class EditionFeed(Feed):  # type: ignore[type-arg]
    """Public editions as Atom; what was corrected says so."""

    feed_type = Atom1Feed
    author_name = "Secretariaat Offensief tegen Explosies"
    title = "Voortgangsrapportages Offensief tegen Explosies"
    subtitle = "Edities van de voortgangsrapportage, vanaf het moment dat zij openbaar zijn."

    def link(self) -> str:
        """The list."""
        return reverse("public_editions")

    def items(self) -> list[PublishedEdition]:
        """The newest first."""
        return as_published(public_editions())

    def item_title(self, item: Any) -> str:
        """The title with its number."""
        return str(item.edition)

    def item_description(self, item: Any) -> str:
        """Which period, and whether it is the current one."""
        corrected = item.standing.corrected_by
        if corrected:
            return f"Gecorrigeerd. De geldende editie is {corrected.number}."
        wrong = item.edition.corrects
        if wrong:
            return f"Correctie van editie {wrong.number}: {item.edition.correction_reason}"
        period = (date_long(item.edition.period_start), date_long(item.edition.period_end))
        return f"Over {period[0]} t/m {period[1]}."

    def item_link(self, item: Any) -> str:
        """Its page."""
        return reverse("public_edition", kwargs={"number": item.edition.number})

    def item_pubdate(self, item: Any) -> Any:
        """When it was made public."""
        return item.standing.published.at

    def item_updateddate(self, item: Any) -> Any:
        """An edition never changes; that it was corrected is news of its correction."""
        corrected = item.standing.corrected_by
        if corrected is None:
            return item.standing.published.at
        return next(e.at for e in corrected.events.all() if e.step == EditionStep.PUBLISHED)


def _readable_or_404(request: HttpRequest, number: str) -> Edition:
    """A public edition, or one that the bureau may read before that."""
    frozen: QuerySet[Edition] = Edition.objects.filter(state=EditionState.FROZEN)
    edition = get_object_or_404(frozen, number=number)
    if not permissions.may_read_edition(request.user, edition):
        raise Http404
    return edition
