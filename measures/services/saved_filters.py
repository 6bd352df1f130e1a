"""Lists as somebody likes to see them: the choices of an address under a name."""

from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError

from measures import permissions
from measures.models import SavedFilter
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, recorded
from offensief.lib.rules import require

# What the list of measures understands; a test compares this with its filter.
PARAMETERS = frozenset(
    {
        "woorden",
        "pijler",
        "partner",
        "fase",
        "koers",
        "besluit",
        "golf",
        "sorteer",
        "peildatum",
    }
)
MOST = 30
_LONGEST_NAME = 60
_LONGEST_QUERY = 1000


@recorded
def save_filter(*, name: str, query: str, by: User) -> SavedFilter:
    """Keep these choices under this name. Of `query` only what the list understands is kept.

    Raises NotAllowed, or ValidationError by field.
    """
    require(permissions.may_see_measures(by), "U ziet geen maatregelen om te filteren.")
    name, query = " ".join(name.split()), known_part(query)
    mine = SavedFilter.objects.filter(user=by)
    errors = {}
    if not name:
        errors["name"] = "Geef het filter een naam."
    elif len(name) > _LONGEST_NAME:
        errors["name"] = f"Maak de naam hoogstens {_LONGEST_NAME} tekens lang."
    elif mine.filter(name=name).exists():
        errors["name"] = "U hebt al een filter met deze naam. Kies een andere naam."
    elif mine.count() >= MOST:
        errors["name"] = f"U hebt al {MOST} filters. Verwijder er eerst een."
    if not query or len(query) > _LONGEST_QUERY:
        what = "Kies eerst een filter" if not query else "Deze keuze is te lang; gebruik minder"
        errors["query"] = f"{what} en bewaar het dan."
    if errors:
        raise ValidationError(errors)
    saved = SavedFilter.objects.create(user=by, name=name, query=query)
    record(_deed(saved, "filter bewaard", saved.pk), by=by)
    return saved


def known_part(query: str) -> str:
    """The choices that the list understands: "pijler=1&page=2&x=" is "pijler=1"."""
    pairs = [(name, value) for name, value in parse_qsl(query) if name in PARAMETERS]
    return urlencode(pairs)


@recorded
def remove_filter(*, saved: SavedFilter, by: User) -> None:
    """Forget a filter. Raises NotAllowed when it is of somebody else."""
    require(permissions.may_remove_filter(by, saved), "Dit filter is van iemand anders.")
    deed = _deed(saved, "filter verwijderd", saved.pk)
    saved.delete()
    record(deed, by=by)


def _deed(saved: SavedFilter, action: str, pk: int) -> Deed:
    return Deed(
        action=action,
        subject=saved,
        subject_id=str(pk),
        before={},
        after={"name": saved.name, "query": saved.query},
    )
