"""Who may visit the pages of an edition in the making."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from offensief.accounts.requests import SignedInRequest
from reports import permissions
from reports.models import Edition


def visible_or_404(request: SignedInRequest, number: str) -> Edition:
    """The edition, for who works on editions or reads them before others."""
    if not permissions.may_see_editions(request.user):
        raise Http404
    found = Edition.objects.select_related("requested_by", "round", "corrects", "concept", "job")
    return get_object_or_404(found, number=number)
