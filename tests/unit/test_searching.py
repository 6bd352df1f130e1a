"""Words of a query, what they may stand for, and excerpts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.searching import (
    MOST_WORDS,
    Piece,
    Typed,
    excerpt,
    lexeme_query,
    marked,
    meaning,
    nearest,
    query_words,
)

VOCABULARY = {
    "kader": frozenset({"kader"}),
    "kaders": frozenset({"kader"}),
    "handelingskader": frozenset({"handelingskader"}),
    "politie": frozenset({"politie"}),
    "2024": frozenset({"2024"}),
    "3.01": frozenset({"3.01"}),
}


def typed(word: str, *stems: str) -> Typed:
    return Typed(word, frozenset(stems or (word,)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Handelings-kader, 3.01!", ["handelings", "kader", "3.01"]),
        ("  Coördinatie  coordinatie ", ["coordinatie"]),
        ("a b 7", ["7"]),
        ("'; DROP TABLE -- & | ! ( ) :*", ["drop", "table"]),
        ("\x00kader\x00", ["kader"]),
        ("", []),
        ("   ", []),
    ],
)
def test_words_of_a_query(text: str, words: list[str]) -> None:
    assert query_words(text) == words


def test_a_long_query_keeps_one_word_too_many_to_be_told() -> None:
    words = query_words(" ".join(f"woord{n}" for n in range(500)))

    assert len(words) == MOST_WORDS + 1


def test_ten_thousand_signs_become_one_word_that_is_cut() -> None:
    assert [len(word) for word in query_words("x" * 10_000)] == [60]


@pytest.mark.parametrize(
    ("word", "exact", "wide", "near"),
    [
        (typed("kaders", "kader"), {"kader", "kaders"}, {"handelingskader"}, ()),
        (typed("kader"), {"kader", "kaders"}, {"handelingskader"}, ()),
        (typed("pol"), set(), {"politie"}, ()),
        (
            typed("handelinskader"),
            {"handelingskader"},
            {"handelingskader"},
            ("handelingskader",),
        ),
        (typed("poiltie"), {"politie"}, {"politie"}, ("politie",)),
        (typed("xyzzy"), set(), set(), ()),
        (typed("2025"), set(), set(), ()),
        (typed("202"), set(), set(), ()),
        (typed("3.0"), set(), {"3.01"}, ()),
        (typed("in"), set(), set(), ()),
    ],
)
def test_what_a_word_may_stand_for(
    word: Typed, exact: set[str], wide: set[str], near: tuple[str, ...]
) -> None:
    found = meaning(word, VOCABULARY)

    assert found.exact == exact
    assert found.wide == wide
    assert found.near == near


def test_a_slip_of_a_short_word_finds_the_long_ones_too() -> None:
    found = meaning(typed("kadre"), VOCABULARY)

    assert found.near == ("kader",)
    assert "handelingskader" in found.words


def test_only_the_words_with_the_fewest_slips_are_near() -> None:
    assert nearest("gemeenten", ["gemeente", "gemeentes", "gemeend"]) == ("gemeente", "gemeentes")
    assert nearest("abc", ["abd"]) == ()


def test_a_query_is_quoted() -> None:
    assert lexeme_query([["b", "a"], ["c"]], every=True) == "('a' | 'b') & ('c')"
    assert lexeme_query([["a"], [], ["c"]], every=False) == "('a') | ('c')"
    assert lexeme_query([["o'neill\\"]], every=True) == "('o''neill\\\\')"


def test_hits_stand_apart_whatever_their_accents() -> None:
    assert marked("De Coördinatie loopt", frozenset({"coordinatie"})) == (
        Piece("De ", is_hit=False),
        Piece("Coördinatie", is_hit=True),
        Piece(" loopt", is_hit=False),
    )


def test_an_excerpt_shows_where_the_words_stand() -> None:
    text = "woord " * 200 + "het kader van de politie " + "slot " * 200

    pieces = excerpt(text, frozenset({"kader", "politie"}))

    shown = "".join(piece.text for piece in pieces)
    assert [piece.text for piece in pieces if piece.is_hit] == ["kader", "politie"]
    assert shown.startswith("… woord")
    assert shown.endswith(" …")
    assert len(shown) < 260


def test_an_excerpt_without_hits_is_the_beginning() -> None:
    (piece,) = excerpt("woord " * 200, frozenset({"kader"}))

    assert piece.text.startswith("woord woord")
    assert piece.text.endswith("woord …")


@given(st.text(max_size=900), st.sets(st.text(max_size=3)))
def test_an_excerpt_loses_and_adds_no_signs(text: str, hits: set[str]) -> None:
    pieces = excerpt(text, hits)

    shown = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert shown in " ".join(text.split())
    assert len(shown) <= 240


@given(st.text(max_size=300))
def test_no_query_is_an_error(text: str) -> None:
    for word in query_words(text):
        meaning(typed(word), VOCABULARY)
