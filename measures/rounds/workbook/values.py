"""From what is kept to what a cell shows, and from what people put in a cell to what is kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from measures.rounds.content import (
    EARLIEST,
    LATEST,
    MOST_WORDS,
    WrongValue,
    as_date,
    cleaned,
    words,
)
from measures.rounds.workbook.layout import COURSES, EMPTY_WORD, is_day, options
from measures.statuses import Course
from offensief.lib.dutch import MONTHS, date_long, plural

_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Excel writes the end of a line of Windows this way; openpyxl leaves it, and drops the other one.
_ESCAPES = re.compile(r"_x000D_|x005F_", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EXAMPLE = "Schrijf hem als dag-maand-jaar, zoals 31-12-2026."


class Kind(StrEnum):
    """What Excel says that stands in a cell."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    # A day with a time.
    MOMENT = "moment"
    # A time without a day.
    CLOCK = "clock"
    TRUTH = "truth"
    # "#DIV/0!" and the like.
    FAULT = "fault"
    # A formula of which the file holds no outcome.
    NO_OUTCOME = "no_outcome"


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell as it was read: days as ISO text, numbers with a dot."""

    kind: Kind
    text: str = ""
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What a cell is taken to say, and what the person should know about that."""

    value: str
    note: str = ""


def shown(name: str, value: str, places: Sequence[tuple[str, str]]) -> str | date | None:
    """What the cell of a field shows: "on_track" is "Op schema", a day is a real date."""
    if not value:
        return None
    if name == "course":
        return COURSES.get(value) or Course(value).label
    found = options(name, places)
    if found is not None:
        return found.get(value, "Niet meer bij deze maatregel")
    return date.fromisoformat(value) if is_day(name) else value


def read(
    name: str,
    raw: Raw,
    *,
    base: str,
    places: Sequence[tuple[str, str]],
    counts_from_1904: bool = False,
) -> Taken:
    """What somebody wants to be kept in a field that held `base` when the workbook was made.

    An empty cell leaves it as it was, the word LEEG empties it. A cell that still shows what was
    written is unchanged, also where that could not be written exactly. Raises WrongValue.
    """
    if raw.kind is Kind.NO_OUTCOME:
        raise WrongValue("Hier staat een formule zonder uitkomst. Typ de uitkomst zelf in dit vak.")
    if raw.kind is Kind.FAULT:
        raise WrongValue(f"Hier staat een foutmelding van Excel ({raw.text}). Typ een waarde.")
    if raw.is_formula:
        outcome = replace(raw, is_formula=False)
        taken = read(name, outcome, base=base, places=places, counts_from_1904=counts_from_1904)
        return Taken(taken.value, f"Formule: de uitkomst is genomen. {taken.note}".strip())
    text = _line(raw.text)
    if not text or _shows(raw, shown(name, base, places)):
        return Taken(base)
    if text.casefold() == EMPTY_WORD.casefold():
        return Taken("")
    if is_day(name):
        return _as_day(raw, counts_from_1904=counts_from_1904)
    found = options(name, places)
    if found is not None:
        return Taken(cleaned(name, _chosen(name, text, found)))
    value = cleaned(name, _as_text(raw))
    return Taken(value, _length(name, value))


def _line(text: str) -> str:
    """The words without what cannot be seen, and with one kind of space between them."""
    return " ".join(_UNSEEN.sub("", _plain(text)).split())


def _plain(text: str) -> str:
    escaped = _ESCAPES.sub("", text)
    return _CONTROL.sub("", escaped.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _shows(raw: Raw, written: str | date | None) -> bool:
    """The cell still shows what was written there."""
    if isinstance(written, date):
        return raw.kind is Kind.DAY and raw.text == written.isoformat()
    return written is not None and _plain(_as_text(raw)) == _plain(written)


def _as_text(raw: Raw) -> str:
    """What the person saw in the cell, in Dutch."""
    if raw.kind in {Kind.DAY, Kind.MOMENT}:
        day, time = date.fromisoformat(raw.text[:10]), raw.text[11:16]
        return f"{day.day}-{day.month}-{day.year} {time}".strip()
    if raw.kind is Kind.NUMBER:
        return raw.text.replace(".", ",")
    return _plain(raw.text)


def _chosen(name: str, text: str, found: Mapping[str, str]) -> str:
    """The value of these words, also in other capitals."""
    by_words = {_line(label).casefold(): value for value, label in found.items()}
    if text.casefold() in by_words:
        return by_words[text.casefold()]
    what = {"phase": "geen fase", "course": "geen koers"}.get(name, "geen keuze")
    raise WrongValue(f"'{text[:40]}' is {what} uit de lijst. Kies iets uit de lijst in dit vak.")


def _length(name: str, value: str) -> str:
    """A text that is too long is kept, as on the page; it cannot be handed in like that."""
    count = words(value) if name == "text" else 0
    if count <= MOST_WORDS:
        return ""
    return (
        f"Deze tekst heeft {plural(count, 'woord', 'woorden')}. Hij wordt bewaard, maar maak er "
        f"voor het indienen hoogstens {MOST_WORDS} van."
    )


_DATE_IN_WORDS = re.compile(r"(?:[a-z]{2,9}\.? )?(\d{1,2}) ([a-z]{3,9})\.? (\d{4})")
_DATE_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,9}\.?)[-/. ]'?\d{2}", re.IGNORECASE)
_WHOLE = re.compile(r"\d+")


def _as_day(raw: Raw, *, counts_from_1904: bool) -> Taken:
    if raw.kind in {Kind.DAY, Kind.MOMENT}:
        note = "Een tijd hoort hier niet; de dag is genomen." if raw.kind is Kind.MOMENT else ""
        return Taken(as_date(raw.text[:10]).isoformat(), note)
    if raw.kind is Kind.NUMBER:
        return _counted(raw.text, counts_from_1904=counts_from_1904)
    if raw.kind is Kind.TEXT:
        return Taken(_typed_day(_line(raw.text)).isoformat())
    raise WrongValue(f"'{_as_text(raw)[:40]}' is geen datum. {_EXAMPLE}")


def _typed_day(text: str) -> date:
    """A day in words or figures: "1 mei 2026", "1-5-2026", "2026-05-01". A short year is refused:
    "05/06/26" is a day in May for some and in June for others."""
    lower = text.lower()
    if found := _DATE_IN_WORDS.fullmatch(lower):
        months = [n for n, month in enumerate(MONTHS, 1) if month.startswith(_full(found[2]))]
        if len(months) == 1:
            return as_date(f"{found[1]}-{months[0]}-{found[3]}")
    if found := _DATE_WITH_TIME.fullmatch(text):
        return as_date(found[1])
    if _SHORT_YEAR.fullmatch(text):
        raise WrongValue(f"'{text}' is niet duidelijk. Schrijf het jaar voluit, zoals 31-12-2026.")
    # "1 - 5 - 2026" is a date too.
    return as_date(re.sub(r" ?([-/.]) ?", r"\1", text))


def _full(month: str) -> str:
    """ "mrt" is the only short form that is not the beginning of its month."""
    return {"mrt": "maart"}.get(month, month)


def _counted(text: str, *, counts_from_1904: bool) -> Taken:
    """A date that lost its form: Excel keeps a day as a number."""
    start = date(1904, 1, 1) if counts_from_1904 else date(1899, 12, 30)
    whole = text.partition(".")[0]
    if _WHOLE.fullmatch(whole) and len(whole) <= len("55153"):
        day = start + timedelta(days=int(whole))
        if EARLIEST <= day <= LATEST:
            return Taken(day.isoformat(), f"Het getal {whole} is gelezen als {date_long(day)}.")
    raise WrongValue(f"'{text[:40]}' is geen datum. {_EXAMPLE}")
