"""The nightly walk along the trail, held against the one before it."""

from offensief.audit import chain
from offensief.audit.models import Entry, TrailCheck


def check_trail() -> TrailCheck:
    """Walk along the whole trail and keep what was found. Reads some thousands of rows at a time.

    Broken: an entry was changed or removed, or the end of the last good walk is no longer there.
    """
    verdict = chain.verify()
    if verdict.broken is not None:
        why = f"Regel {verdict.broken.pk}: {verdict.why}."
    else:
        why = _why_cut_off(verdict.entries)
    return TrailCheck.objects.create(
        entries=verdict.entries, head=verdict.head, is_whole=not why, why=why
    )


def last_check() -> TrailCheck | None:
    """The newest walk, or None before the first one."""
    return TrailCheck.objects.first()


def _why_cut_off(entries: int) -> str:
    known = TrailCheck.objects.filter(is_whole=True).first()
    if known is None or known.entries == 0:
        return ""
    if entries >= known.entries and Entry.objects.filter(hash=known.head).exists():
        return ""
    return (
        f"Het einde van de controle van {known.at:%d-%m-%Y} is er niet meer: toen waren er "
        f"{known.entries} regels, nu {entries}. Het spoor is afgeknipt of opnieuw geschreven."
    )
