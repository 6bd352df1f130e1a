"""References to papers of parliament, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offensief.lib import kamerstuk
from offensief.lib.kamerstuk import BadReference, Reference

LETTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=2).filter(
    lambda text: len(text) == 1 or not (set(text) <= set("IVX") or text in {"NR", "NO"})
)
REFERENCES = st.builds(
    Reference,
    dossier=st.integers(10000, 99999).map(str),
    suffix=st.sampled_from(["", "VI", "XVI", "IIB", "A", "X"]),
    number=st.integers(1, 9999).map(str) | LETTERS,
)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("28684-740", Reference("28684", "", "740")),
        ("28 684, nr. 740", Reference("28684", "", "740")),
        ("28.684 nr 740.", Reference("28684", "", "740")),
        ("  28\N{NO-BREAK SPACE}684 \N{EN DASH} 740 ", Reference("28684", "", "740")),
        ("28684, nr. 0740", Reference("28684", "", "740")),
        ("Kamerstuk 28 684 nr. 740", Reference("28684", "", "740")),
        ("Kamerstukken II 2024/25, 28684, nr. 740", Reference("28684", "", "740")),
        ("kamerstukken ii 2024-2025, 28 684, nummer 740", Reference("28684", "", "740")),
        ("Kamerstukken I 2024/25, 28 684, A", Reference("28684", "", "A")),
        ("28 684-A", Reference("28684", "", "A")),
        ("28 684, letter AB", Reference("28684", "", "AB")),
        ("29628-VI-12", Reference("29628", "VI", "12")),
        ("36 600 VI, nr. 12", Reference("36600", "VI", "12")),
        ("36 600 vi, A", Reference("36600", "VI", "A")),
        ("36 600 A, nr. 12", Reference("36600", "A", "12")),
        (
            "https://zoek.officielebekendmakingen.nl/kst-36600-VI-12.html",
            Reference("36600", "VI", "12"),
        ),
    ],
)
def test_a_reference_is_read_as_people_write_it(text: str, reference: Reference) -> None:
    assert kamerstuk.parse(text) == reference


@pytest.mark.parametrize(
    ("reference", "text", "page"),
    [
        (Reference("28684", "", "740"), "28 684, nr. 740", "kst-28684-740.html"),
        (Reference("36600", "VI", "12"), "36 600 VI, nr. 12", "kst-36600-VI-12.html"),
        (Reference("28684", "", "A"), "28 684, A", "kst-28684-A.html"),
    ],
)
def test_a_reference_is_written_in_one_way(reference: Reference, text: str, page: str) -> None:
    assert reference.text == text
    assert reference.url == f"https://zoek.officielebekendmakingen.nl/{page}"


@given(REFERENCES)
def test_what_is_written_can_be_read(reference: Reference) -> None:
    assert kamerstuk.parse(reference.text) == reference
    assert kamerstuk.parse(reference.url) == reference


@pytest.mark.parametrize(
    "text", ["28684", "Kamerstuk 28 684", "36600 VI", "28 684, nr.", "36 600-VI, nr."]
)
def test_a_dossier_alone_asks_for_the_number(text: str) -> None:
    with pytest.raises(BadReference, match="Noem na het dossier ook het nummer"):
        kamerstuk.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "740",
        "28684740",
        "2868-740",
        "28684-74000",
        "28684-0",
        "28684-740-3",
        "28 684 en",
        "٢٨٦٨٤-٧٤٠",
        "9" * 999,
    ],
)
def test_anything_else_tells_how_to_write_it(text: str) -> None:
    with pytest.raises(BadReference, match=r"^Schrijf het kamerstuk als dossier"):
        kamerstuk.parse(text)


@given(st.text(max_size=300) | st.text(" ,-:(/)0123456789IVXkamerstuken", max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        reference = kamerstuk.parse(text)
    except BadReference:
        return
    assert kamerstuk.parse(reference.text) == reference
