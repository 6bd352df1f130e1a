"""What a field of an answer can hold, how words are counted and versions compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rounds import content
from measures.rounds.content import WrongValue, changes, cleaned, order, words
from measures.rounds.merging import Outcome, merge, taken


@pytest.mark.parametrize(
    ("name", "raw", "kept"),
    [
        ("text", "  Twee\r\nregels ", "Twee\nregels"),
        ("phase", "underway", "underway"),
        ("result_on", "1-5-2026", "2026-05-01"),
        ("result_on", "2026-05-01", "2026-05-01"),
        ("step.12.planned_on", "31/12/2026", "2026-12-31"),
        ("step.12.done_on", "", ""),
        ("result", "Een\nregel", "Een regel"),
        ("result_link", "https://offensief.example/a?b=1", "https://offensief.example/a?b=1"),
        ("text", "nul\x00teken", "nulteken"),
        ("text", "om\u202egekeerd\u202c", "omgekeerd"),
    ],
)
def test_a_value_is_kept_as_it_is_meant(name: str, raw: str, kept: str) -> None:
    assert cleaned(name, raw) == kept


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("phase", "klaar", "Kies een fase"),
        ("course", "not-a-course", "Kies een koers"),
        ("result_on", "31-02-2026", "geen bestaande datum"),
        ("result_on", "morgen", "geen bestaande datum"),
        ("result_on", "1-5-0026", "Vul een dag in van 2020"),
        ("result_link", "javascript:alert(1)", "geen internetadres"),
        ("result_link", "http://[", "geen internetadres"),
        ("result_link", "https://rijksoverheid.nl@evil.example/", "geen internetadres"),
        ("result_place", "product.een", "Kies een product"),
        ("text", "a" * 10_001, "hoogstens 10000"),
        ("result", "a" * 301, "hoogstens 300"),
        ("new.1.title", "a" * 201, "hoogstens 200"),
    ],
)
def test_a_value_that_cannot_be_kept_says_what_to_do(name: str, raw: str, said: str) -> None:
    with pytest.raises(WrongValue, match=said):
        cleaned(name, raw)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("twee woorden", 2),
        (" \n een\u200b ", 1),
        ("a-b c", 2),
        ("\u2800", 0),
        ("\u3164 \u00ad", 0),
    ],
)
def test_words_are_counted_as_a_reader_does(text: str, count: int) -> None:
    assert words(text) == count


def test_fields_stand_in_the_order_of_the_form() -> None:
    names = ["note", "new.1.title", "step.9.reason", "text", "step.9.planned_on", "phase"]

    assert order(names) == [
        "phase",
        "text",
        "step.9.planned_on",
        "step.9.reason",
        "new.1.title",
        "note",
    ]


values = st.sampled_from(["", "a", "b", "c"])
contents = st.fixed_dictionaries({"text": values, "note": values, "needed": values})


@given(contents, contents, contents)
def test_a_merge_never_loses_what_somebody_else_wrote(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    written = taken(merge(base=base, mine=mine, theirs=theirs))

    for name in written:
        assert theirs[name] == base[name]
    after = {**theirs, **written}
    for cell in merge(base=base, mine=mine, theirs=theirs):
        if cell.outcome is Outcome.CONFLICT:
            assert after[cell.name] == cell.theirs != cell.mine


@given(contents, contents)
def test_alone_everything_i_send_is_written(base: dict[str, str], mine: dict[str, str]) -> None:
    written = taken(merge(base=base, mine=mine, theirs=base))

    assert {**base, **written} == mine
    assert written == changes(base, mine)


def test_the_same_payload_has_the_same_hash_whatever_its_order() -> None:
    assert content.digest({"a": 1, "b": "é"}) == content.digest({"b": "é", "a": 1})
