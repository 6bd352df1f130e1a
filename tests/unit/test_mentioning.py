"""Who is meant by an @."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.mentioning import Named, Unclear, find_mentions

SANNE = Named(1, "Sanne Secretaris", "sanne@dienst.example")
JOSE = Named(2, "José de Vries", "jose@dienst.example")
JAN = Named(3, "Jan Jansen", "jan@dienst.example")
JAN_PIET = Named(4, "Jan Pietersen", "jp@dienst.example")
PEOPLE = [SANNE, JOSE, JAN, JAN_PIET]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Kijk je mee, @Sanne Secretaris?", {1}),
        ("@sanne secretaris kijk", {1}),
        ("(@Sanne)", {1}),
        ("@Sanne's idee", {1}),
        ("@Jose de  Vries, graag", {2}),
        ("@JOSÉ DE VRIES", {2}),
        ("@Jan Jansen en @Jan Pietersen", {3, 4}),
        ("@jan@dienst.example.", {3}),
        ("Mail naar jan@dienst.example", set()),
        ("3 stuks @ 10 euro", set()),
        ("@", set()),
        ("@@", set()),
        ("", set()),
    ],
)
def test_names_and_addresses_are_found(text: str, keys: set[int]) -> None:
    found = find_mentions(text, PEOPLE)

    assert found.keys == keys
    assert found.unclear == ()


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("@Jan graag", Unclear("Jan", ("Jan Jansen", "Jan Pietersen"), is_several=True)),
        ("@Sane graag", Unclear("Sane", ("Sanne Secretaris",), is_several=False)),
        ("@Piet Onbekend", Unclear("Piet", (), is_several=False)),
        ("@x@elders.example", Unclear("x@elders.example", (), is_several=False)),
        ("@Sanneke graag", Unclear("Sanneke", ("Sanne Secretaris",), is_several=False)),
    ],
)
def test_what_is_not_understood_is_told(text: str, unclear: Unclear) -> None:
    assert find_mentions(text, PEOPLE).unclear == (unclear,)


def test_a_long_name_wins_over_a_short_one() -> None:
    people = [Named(1, "Jan", "a@x.example"), Named(2, "Jan Jansen", "b@x.example")]

    assert find_mentions("@Jan Jansen", people).keys == {2}
    assert find_mentions("@Jan kijk", people).keys == {1}


@pytest.mark.parametrize("text", ["@Jan Smit (hoofd)", "@Jan Smit kijk", "@jan smit"])
def test_what_stands_behind_a_name_may_be_left_out(text: str) -> None:
    people = [Named(1, "Jan Smit (hoofd)", "a@x.example"), Named(2, "Jan Bos", "b@x.example")]

    assert find_mentions(text, people).keys == {1}


def test_two_people_of_one_name_are_told_apart_by_address_only() -> None:
    people = [Named(1, "Jan Jansen", "a@x.example"), Named(2, "Jan Jansen", "b@x.example")]

    assert find_mentions("@Jan Jansen", people).unclear[0].is_several
    assert find_mentions("@b@x.example", people).keys == {2}


@given(st.text(alphabet="@aSn. '\n\u0301\u202e-_1"), st.booleans())
def test_no_text_is_an_error(text: str, with_people: bool) -> None:  # noqa: FBT001
    find_mentions(text, PEOPLE if with_people else [])
