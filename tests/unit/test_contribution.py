"""Sentences about contribution, and the coverage of the crime script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.contribution import CAUSAL, Contribution, sentence
from measures.coverage import CELLS, coverage
from measures.statuses import Evidence

MECHANISM = "Jongeren die weten wat hun te wachten staat, zeggen eerder nee."
STUDY = "Erasmus Universiteit 2025"


def card(evidence: Evidence, source: str = "", mechanism: str = MECHANISM) -> Contribution:
    return Contribution(mechanism=mechanism, evidence=evidence, source=source)


@pytest.mark.parametrize(
    ("contribution", "expected"),
    [
        (
            card(Evidence.UNKNOWN),
            (
                "De gedachte achter deze maatregel is: 'Jongeren die weten wat hun te wachten "
                "staat, zeggen eerder nee'. Of dat zo werkt, is niet onderzocht."
            ),
        ),
        (
            card(Evidence.PROMISING, STUDY),
            (
                "Er zijn aanwijzingen (Erasmus Universiteit 2025), maar geen bewijs, voor deze "
                "gedachte: 'Jongeren die weten wat hun te wachten staat, zeggen eerder nee'."
            ),
        ),
        (
            card(Evidence.PROVEN, STUDY),
            (
                "Onderzoek (Erasmus Universiteit 2025) ondersteunt deze werking: 'Jongeren die "
                "weten wat hun te wachten staat, zeggen eerder nee'."
            ),
        ),
        (card(Evidence.UNKNOWN, mechanism="   "), ""),
    ],
)
def test_a_sentence_says_how_sure_it_is(contribution: Contribution, expected: str) -> None:
    assert sentence(contribution) == expected


@pytest.mark.parametrize("evidence", [Evidence.PROVEN, Evidence.PROMISING])
def test_evidence_without_a_source_counts_as_none(evidence: Evidence) -> None:
    assert sentence(card(evidence, "  ")) == sentence(card(Evidence.UNKNOWN))


@pytest.mark.parametrize("word", CAUSAL)
@pytest.mark.parametrize("evidence", list(Evidence))
@pytest.mark.parametrize("source", ["", STUDY])
def test_no_sentence_of_ours_claims_a_cause(word: str, evidence: Evidence, source: str) -> None:
    """What people wrote stands between quotes; outside the quotes nothing causes anything."""
    said = sentence(card(evidence, source, f"Dit {word} minder aanslagen."))
    before, quoted, after = said.split("'")

    assert word in quoted
    assert not [w for w in CAUSAL if w in before + after]


@given(mechanism=st.text(min_size=1), source=st.text())
def test_without_evidence_it_always_says_so(mechanism: str, source: str) -> None:
    said = sentence(card(Evidence.UNKNOWN, source, mechanism))

    assert said == "" or said.endswith("Of dat zo werkt, is niet onderzocht.")


def test_the_matrix_shows_what_is_touched_and_what_is_not() -> None:
    found = coverage({"1.01": ["broker.recruitment"], "3.01": list(CELLS[:10])}, ["1.01", "3.01"])
    broker = next(line for line in found.lines if line.role == "broker")

    assert len(CELLS) == 20
    assert broker.per_phase[1] == ("1.01", "3.01")
    assert len(found.white_spots) == 10
    assert "10 leeg" in found.finding


def test_a_full_matrix_has_no_white_spots() -> None:
    found = coverage({"1.01": CELLS}, ["1.01"])

    assert found.white_spots == ()
    assert found.finding.startswith("Elke rol")


def test_a_missing_card_is_told_beside_the_white_spots() -> None:
    found = coverage({}, ["1.01", "3.01"])

    assert found.without_card == ("1.01", "3.01")
    assert "2 maatregelen hebben nog geen bijdragekaart" in found.finding
