"""What answers held at earlier versions, from their events."""

from collections.abc import Mapping

from measures.rounds.content import Content
from measures.rounds.merging import versions
from measures.rounds.models import Answer, RoundEvent


def contents_at(wanted: Mapping[Answer, int]) -> dict[Answer, Content]:
    """Each answer as it was at this version of it, in one query for all."""
    edits: dict[int, list[Mapping[str, str]]] = {}
    most = {answer.pk: version for answer, version in wanted.items()}
    events = RoundEvent.objects.filter(answer__in=list(most)).order_by("pk")
    for pk, payload in events.values_list("answer_id", "payload"):
        if payload.get("edit") and payload["version"] <= most[pk]:
            edits.setdefault(pk, []).append(payload["edit"])
    return {answer: versions(answer.base, edits.get(answer.pk, [])) for answer in wanted}
