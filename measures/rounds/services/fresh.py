"""Rows as they are now, inside the transaction that changes them."""

from measures.rounds.models import Round, Submission
from offensief.lib.rules import same_version


def fresh_round(round_: Round, version: int | None = None) -> Round:
    """The round as it is; with a version it has to be the one the person saw (EditConflict)."""
    found = Round.objects.select_for_update().get(pk=round_.pk)
    if version is not None:
        same_version(version, found.version, what="deze ronde")
    return found


def fresh_submission(submission: Submission, version: int | None = None) -> Submission:
    """The submission as it is, with its round and partner."""
    found = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("round", "partner")
        .get(pk=submission.pk)
    )
    if version is not None:
        same_version(version, found.version, what="deze inzending")
    return found
