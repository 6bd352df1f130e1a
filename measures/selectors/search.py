"""Searching all texts this person may see (docs/decisions/0021-search-without-an-extension.md)."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db import connection
from django.db.models import (
    CharField,
    ExpressionWrapper,
    FloatField,
    Func,
    QuerySet,
    TextField,
    Value,
)
from django.utils import timezone

from measures.models import AgendaPoint, Measure, Partner, RegisterEntry, StatusUpdate
from measures.permissions import visible_entries, visible_measures, visible_partners
from measures.registers import Register
from measures.searching import (
    MOST_WORDS,
    Meaning,
    Piece,
    Typed,
    Vocabulary,
    excerpt,
    lexeme_query,
    marked,
    meaning,
    query_words,
)
from offensief.accounts.models import Person
from offensief.lib.dutch import date_long
from offensief.lib.folding import fold

MOST_FOUND = 1000
# What is exactly the word counts more than what has it inside.
_EXACT = 3


class Kind(StrEnum):
    """What a result is. The value stands in the address."""

    MEASURE = "maatregel"
    UPDATE = "statuswijziging"
    ENTRY = "registerregel"
    PARTNER = "partner"
    AGENDA = "agendapunt"

    @property
    def label(self) -> str:
        """The word on the page."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class _Source:
    """Texts of one kind. The fields stand in the order of the index on them."""

    rows: Callable[[Person], QuerySet[Any]]
    title: tuple[str, ...]
    text: tuple[str, ...]


def _measures(person: Person) -> QuerySet[Any]:
    return Measure.objects.filter(pk__in=visible_measures(person).values("pk"))


def _updates(person: Person) -> QuerySet[Any]:
    return StatusUpdate.objects.filter(measure__in=visible_measures(person).values("pk"))


def _entries(person: Person) -> QuerySet[Any]:
    return RegisterEntry.objects.filter(pk__in=visible_entries(person).values("pk"))


def _partners(person: Person) -> QuerySet[Any]:
    return Partner.objects.all() if visible_partners(person) else Partner.objects.none()


def _agenda(person: Person) -> QuerySet[Any]:
    visible = visible_entries(person).values("pk")
    return AgendaPoint.objects.filter(meeting__in=visible, is_dropped=False)


_SOURCES = {
    Kind.MEASURE: _Source(_measures, ("number", "short_title"), ("official_text",)),
    Kind.UPDATE: _Source(_updates, (), ("explanation", "needed", "result")),
    Kind.ENTRY: _Source(_entries, ("title",), ("description", "outcome")),
    Kind.PARTNER: _Source(_partners, ("name", "short_name"), ()),
    Kind.AGENDA: _Source(_agenda, ("title",), ("outcome",)),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A result. The address is that of `target`: an update stands on the page of its measure."""

    kind: Kind
    title: tuple[Piece, ...]
    about: str
    excerpt: tuple[Piece, ...]
    target: Measure | RegisterEntry | Partner


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything found: kind and row number, the best first, and how the words were read."""

    found: tuple[tuple[Kind, int], ...] = ()
    meanings: tuple[Meaning, ...] = ()
    # Words nowhere to be found, not even something like them.
    unknown: tuple[str, ...] = ()
    is_any: bool = False
    has_too_many_words: bool = False
    has_only_stop_words: bool = False

    @property
    def corrected(self) -> tuple[Meaning, ...]:
        """Words for which something else was looked for."""
        return tuple(part for part in self.meanings if part.near)

    @property
    def hits(self) -> frozenset[str]:
        """The words to mark in titles and texts."""
        return frozenset().union(*(part.words for part in self.meanings))


class _Lexemes(SearchQuery):
    """A tsquery taken as it is: its words are lexemes already and must not be stemmed again."""

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> Any:  # type: ignore[override]
        return Func.as_sql(self, compiler, connection, template="(%(expressions)s)::tsquery")


def search(person: Person, text: str) -> Findings:
    """Find texts with all words, or with some of them when none has all.

    Nothing this person may not see is found, counted, or used to guess what was meant.
    """
    words = query_words(text)
    typed = [word for word in _typed(words[:MOST_WORDS]) if word.stems]
    too_many = len(words) > MOST_WORDS
    if not typed:
        return Findings(has_too_many_words=too_many, has_only_stop_words=bool(words))
    vocabulary = _vocabulary(person)
    meanings = [meaning(word, vocabulary) for word in typed]
    known = [part for part in meanings if part.words]
    found, is_any = _found(person, known, vocabulary)
    return Findings(
        found=found,
        meanings=tuple(known),
        unknown=tuple(part.typed for part in meanings if not part.words),
        is_any=is_any,
        has_too_many_words=too_many,
    )


def _typed(words: Sequence[str]) -> list[Typed]:
    """Words with the stem the database gives them; a stop word has none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w, ts_lexize('dutch_stem', w) FROM unnest(%s::text[]) AS w", [list(words)]
        )
        stems = dict(cursor.fetchall())
    return [Typed(word, frozenset(stems.get(word) or ())) for word in words]


def _vocabulary(person: Person) -> Vocabulary:
    """Every word of every text this person may see, with its stems, in one query."""
    found: dict[str, set[str]] = defaultdict(set)
    first, *others = [_words_of(source, person) for source in _SOURCES.values()]
    # A union takes the order of its model again, which these columns do not have.
    for word, stems in first.union(*others).order_by():
        if stems:
            found[fold(word)] |= {word, *stems}
    return {word: frozenset(stems) for word, stems in found.items()}


def _words_of(source: _Source, person: Person) -> QuerySet[Any, Any]:
    vector = SearchVector(*source.title, *source.text, config="simple")
    array = Func(vector, function="tsvector_to_array", output_field=TextField())
    word = Func(array, function="unnest", output_field=TextField())
    stems = Func(Value("dutch_stem"), word, function="ts_lexize", output_field=TextField())
    rows: QuerySet[Any] = source.rows(person).order_by()
    found: QuerySet[Any, Any] = rows.annotate(a_word=word, a_stems=stems)
    return found.values_list("a_word", "a_stems")


def _found(
    person: Person, meanings: Sequence[Meaning], vocabulary: Vocabulary
) -> tuple[tuple[tuple[Kind, int], ...], bool]:
    """Rows with all words; without any such row those with some, and then True."""
    if not meanings:
        return (), False
    wide = [_lexemes(part.words, vocabulary) for part in meanings]
    exact = [_lexemes(part.exact, vocabulary) for part in meanings]
    bonus = lexeme_query(exact, every=False)
    found = _matching(person, lexeme_query(wide, every=True), bonus)
    if found or len(meanings) == 1:
        return found, False
    some = _matching(person, lexeme_query(wide, every=False), bonus)
    return some, bool(some)


def _lexemes(words: Iterable[str], vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset().union(*(vocabulary[word] for word in words))


def _matching(person: Person, query: str, bonus: str) -> tuple[tuple[Kind, int], ...]:
    first, *others = [_ranked(kind, person, query, bonus) for kind in _SOURCES]
    best = first.union(*others, all=True).order_by("-a_rank", "a_kind", "-pk")[:MOST_FOUND]
    return tuple((Kind(kind), pk) for kind, pk, _ in best)


def _ranked(kind: Kind, person: Person, query: str, bonus: str) -> QuerySet[Any, Any]:
    source = _SOURCES[kind]
    # The same expression as the index; the weights are only for the rank.
    vector = SearchVector(*source.title, *source.text, config="dutch")
    parts = [(source.title, "A"), (source.text, "C")]
    weighted: Any = None
    for fields, weight in parts:
        if fields:
            part = SearchVector(*fields, config="dutch", weight=weight)
            weighted = part if weighted is None else weighted + part
    rank: Any = SearchRank(weighted, _Lexemes(query), normalization=1)
    if bonus:
        rank = rank + Value(float(_EXACT)) * SearchRank(weighted, _Lexemes(bonus), normalization=1)
    rows: QuerySet[Any, Any] = source.rows(person).order_by().annotate(a_vector=vector)
    found: QuerySet[Any, Any] = rows.filter(a_vector=_Lexemes(query)).annotate(
        a_kind=Value(kind.value, output_field=CharField()),
        a_rank=ExpressionWrapper(rank, output_field=FloatField()),
    )
    return found.values_list("a_kind", "pk", "a_rank")


def show(found: Sequence[tuple[Kind, int]], hits: frozenset[str]) -> list[Hit]:
    """The results of one page, in their order; one query per kind."""
    numbers: dict[Kind, list[int]] = defaultdict(list)
    for kind, pk in found:
        numbers[kind].append(pk)
    things = {kind: _LOADED[kind]().in_bulk(pks) for kind, pks in numbers.items()}
    return [_HIT[kind](things[kind][pk], hits) for kind, pk in found if pk in things[kind]]


_LOADED: dict[Kind, Callable[[], QuerySet[Any]]] = {
    Kind.MEASURE: lambda: Measure.objects.select_related("pillar"),
    Kind.UPDATE: lambda: StatusUpdate.objects.select_related("measure", "made_by"),
    Kind.ENTRY: RegisterEntry.objects.all,
    Kind.PARTNER: Partner.objects.all,
    Kind.AGENDA: lambda: AgendaPoint.objects.select_related("meeting"),
}


def _measure_hit(m: Measure, hits: frozenset[str]) -> Hit:
    about = f"Pijler {m.pillar}"
    return Hit(Kind.MEASURE, marked(str(m), hits), about, excerpt(m.official_text, hits), m)


def _update_hit(update: StatusUpdate, hits: frozenset[str]) -> Hit:
    about = f"{date_long(timezone.localdate(update.made_at))}, door {update.made_by.name}"
    text = " ".join([update.explanation, update.needed, update.result])
    title = marked(str(update.measure), hits)
    return Hit(Kind.UPDATE, title, about, excerpt(text, hits), update.measure)


def _entry_hit(entry: RegisterEntry, hits: frozenset[str]) -> Hit:
    about = Register(entry.register).label
    text = " ".join([entry.description, entry.outcome])
    return Hit(Kind.ENTRY, marked(str(entry), hits), about, excerpt(text, hits), entry)


def _partner_hit(partner: Partner, hits: frozenset[str]) -> Hit:
    return Hit(Kind.PARTNER, marked(partner.name, hits), "", (), partner)


def _agenda_hit(point: AgendaPoint, hits: frozenset[str]) -> Hit:
    about = f"Bijeenkomst {point.meeting}"
    text = excerpt(point.outcome, hits)
    return Hit(Kind.AGENDA, marked(point.title, hits), about, text, point.meeting)


_HIT: dict[Kind, Callable[[Any, frozenset[str]], Hit]] = {
    Kind.MEASURE: _measure_hit,
    Kind.UPDATE: _update_hit,
    Kind.ENTRY: _entry_hit,
    Kind.PARTNER: _partner_hit,
    Kind.AGENDA: _agenda_hit,
}


def entry_with_code(person: Person, text: str) -> RegisterEntry | None:
    """The entry that people call by this code ("P-3", "p 3"), when this person may see it."""
    found = re.fullmatch(r"\s*([a-zA-Z])[- ]?([0-9]{1,6})\s*", text)
    letters = {register.letter: register for register in Register}
    register = letters.get(found[1].upper()) if found else None
    if found is None or register is None:
        return None
    return visible_entries(person).filter(register=register, number=int(found[2])).first()
