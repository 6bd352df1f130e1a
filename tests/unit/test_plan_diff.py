"""Two wordings of the plan beside each other."""

from hypothesis import given
from hypothesis import strategies as st

from measures.plan_diff import Change, Words, compare, pieces


def words(text: str, title: str = "Kader") -> Words:
    return Words(title, text, "3 Nazorg", "Waarmee wordt gestart")


def test_what_was_added_changed_and_gone_is_found() -> None:
    old = {"3.01": words("Een kader."), "3.02": words("Zelfde."), "3.03": words("Weg.")}
    new = {"3.01": words("Een ander kader."), "3.02": words("Zelfde."), "3.09": words("Nieuw.")}

    found = {diff.number: diff for diff in compare(old, new)}

    assert {n: d.change for n, d in found.items()} == {
        "3.01": Change.CHANGED,
        "3.03": Change.GONE,
        "3.09": Change.ADDED,
    }
    assert [p.text for p in found["3.01"].pieces if p.kind == "new"] == ["ander "]


def test_a_new_title_is_a_fact_not_a_text() -> None:
    (diff,) = compare({"3.01": words("x", "Oud")}, {"3.01": words("x", "Nieuw")})

    assert diff.facts == (("Titel", "Oud", "Nieuw"),)
    assert diff.pieces == ()


@given(old=st.text(), new=st.text())
def test_both_texts_can_be_read_back_from_the_pieces(old: str, new: str) -> None:
    found = list(pieces(old, new))

    assert "".join(p.text for p in found if p.kind != "new") == old
    assert "".join(p.text for p in found if p.kind != "old") == new
