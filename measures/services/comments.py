"""Remarks at a measure, which may ask the attention of people who see that measure."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from measures import permissions
from measures.mentioning import Named, Unclear, find_mentions
from measures.models import Comment, Measure, Mention
from measures.services import notices
from offensief.accounts.models import User
from offensief.audit.services import record, recorded
from offensief.audit.traced import made
from offensief.lib.rules import missing, require, too_long

# The same words twice within this time are a button that was pressed twice.
_SAME_PRESS = timedelta(minutes=1)
_NO_NAME = "Is het geen naam? Zet dan een spatie achter de @."


@recorded
def add_comment(*, measure: Measure, text: str, by: User, warn: Collection[int] = ()) -> Comment:
    """Keep a remark, with a message to everybody it mentions.

    People are mentioned with an @ in the text, or by their ids in `warn`. Raises NotAllowed, or
    ValidationError by field: also when an @ is followed by nobody who may see this measure.
    """
    require(permissions.may_comment(by, measure), "Deze maatregel bestaat niet.")
    people = {person.pk: person for person in permissions.people_who_see(measure)}
    text = text.strip()
    found = find_mentions(text, [Named(p.pk, p.name, p.email) for p in people.values()])
    errors: dict[str, str | list[str]] = {**missing({"text": text}, {"text": "Schrijf iets."})}
    errors |= too_long({"text": text})
    if found.unclear:
        errors.setdefault("text", [_sentence(unclear) for unclear in found.unclear])
    if not set(warn) <= set(people):
        errors["warn"] = "Kies alleen mensen uit de lijst."
    if errors:
        raise ValidationError(errors)
    return _said_just_now(measure, text, by) or _write(
        Comment(measure=measure, text=text, made_by=by),
        [people[pk] for pk in sorted(found.keys | set(warn))],
    )


def _said_just_now(measure: Measure, text: str, by: User) -> Comment | None:
    since = timezone.now() - _SAME_PRESS
    said = Comment.objects.filter(measure=measure, made_by=by, text=text, made_at__gte=since)
    return said.first()


def _write(comment: Comment, people: Collection[User]) -> Comment:
    comment.save()
    Mention.objects.bulk_create(Mention(comment=comment, user=person) for person in people)
    deed = made(comment, "opmerking geplaatst")
    told = {**deed.after, "gewaarschuwd": sorted(person.name for person in people)}
    record(replace(deed, after=told), by=comment.made_by)
    notices.tell_mentioned(comment, people)
    return comment


def _sentence(unclear: Unclear) -> str:
    unknown = f"'@{unclear.word}' kennen we bij deze maatregel niet."
    if unclear.is_several and len(unclear.meant) == 1:
        return (
            f"Er zijn meer mensen die {unclear.meant[0]} heten. Schrijf het e-mailadres na de @, "
            "of kies hieronder."
        )
    if unclear.is_several:
        return (
            f"'@{unclear.word}' kan {_either(unclear.meant)} zijn. Schrijf de hele naam of het "
            "e-mailadres na de @, of kies hieronder."
        )
    if unclear.meant:
        return f"{unknown} Bedoelde u {_either(unclear.meant)}? {_NO_NAME}"
    return f"{unknown} Kies hieronder wie u wilt waarschuwen. {_NO_NAME}"


def _either(names: Sequence[str]) -> str:
    """ "a, b of c"."""
    return " of ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
