"""Searching."""

from collections import Counter
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from measures import permissions
from measures.searching import query_words
from measures.selectors.search import MOST_FOUND, Findings, Kind, entry_with_code, search, show
from offensief.accounts.requests import SignedInRequest
from offensief.web.limits import limited_reading

PER_PAGE = 20
# What is shown again in the box; only the first words are looked for anyway.
_LONGEST = 1000


@require_safe
@limited_reading("search")
def search_page(request: SignedInRequest) -> HttpResponse:
    """Everything with the words of `q` that this person may see; `soort` keeps one kind."""
    if not permissions.may_see_measures(request.user):
        raise Http404
    text = request.GET.get("q", "").replace("\x00", " ")[:_LONGEST]
    if entry := entry_with_code(request.user, text):
        return redirect(entry)
    findings = search(request.user, text)
    chosen = request.GET.get("soort", "")
    wanted = [kind for kind in Kind if kind.value == chosen]
    found = [hit for hit in findings.found if not wanted or hit[0] in wanted]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    asked = {"q": text, "soort": chosen} if wanted else {"q": text}
    context = {
        "text": text,
        "findings": findings,
        "suggestions": _suggestions(findings, text),
        "page": page,
        "hits": show(list(page.object_list), findings.hits),
        "kinds": _kinds(findings, text),
        "all_query": urlencode({"q": text}),
        "chosen": wanted[0] if wanted else None,
        "query": f"{urlencode(asked)}&",
        "most": MOST_FOUND,
    }
    return render(request, "measures/search.html", context)


def _suggestions(findings: Findings, text: str) -> list[dict[str, object]]:
    """For each word that was not there: the words that were looked for, and the query with them."""
    words = query_words(text)
    return [
        {
            "typed": part.typed,
            "near": [
                (near, urlencode({"q": " ".join(near if w == part.typed else w for w in words)}))
                for near in part.near
            ],
        }
        for part in findings.corrected
    ]


def _kinds(findings: Findings, text: str) -> list[dict[str, object]]:
    """How many there are of each kind, with the address that shows only those."""
    counts = Counter(kind for kind, _ in findings.found)
    return [
        {
            "kind": kind,
            "count": counts[kind],
            "query": urlencode({"q": text, "soort": kind.value}),
        }
        for kind in Kind
        if counts[kind]
    ]
