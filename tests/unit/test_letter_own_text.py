"""A sentence of the edition itself is right in a letter, when it is that sentence to the letter."""

from reports.letter.checking import check, check_sentences, counts
from reports.letter.facts_of_plan import facts_of
from reports.letter.own_text import own_sentences
from reports.letter.reading import read_letter
from reports.letter.sentences import sentences
from reports.letter.verdicts import Judged, Verdict
from reports.text import report
from reports.text.cover_letter import proposal
from tests.letters import docx
from tests.unit.edition_documents import progress_document
from tests.unit.letter_documents import letter_document

FACTS = facts_of(letter_document())
OK, BAD, HUH = Verdict.MATCHES, Verdict.DIFFERS, Verdict.UNKNOWN
OWN = own_sentences(progress_document())
HEADLINE = (
    "Doel 2025 niet gehaald (voorlopig): 1.525* aanslagen en pogingen, het doel was hoogstens "
    "1.388."
)


def _judged(text: str, own: frozenset[str]) -> dict[str, Judged]:
    checked = check_sentences(sentences(text, place="bladzijde 1"), FACTS, own)
    return {judged.found.text: judged for line in checked for judged in line.judged}


# What the reports themselves say of these figures has to be right in a letter too.
OWN_SENTENCES = """
Doel 2025 niet gehaald (voorlopig): 1.525* aanslagen en pogingen, het doel was hoogstens 1.388.
Dat zijn er 137 meer dan het doel toelaat.
Het aantal aanslagen daalde van 1.543 in 2024 naar 1.525* in 2025, een daling van 1,2%.
Van de 31 maatregelen zijn er 3 gerealiseerd of geborgd.
Van alle controles op volledigheid is 62% in orde.
"""


def test_what_the_edition_itself_says_is_right() -> None:
    for text in OWN_SENTENCES.strip().splitlines():
        assert {j.verdict for j in _judged(text, OWN).values()} == {OK}, text


def test_a_sentence_of_the_edition_is_right_with_the_codes_that_fit() -> None:
    judged = _judged(f"  {HEADLINE.upper()} ".replace(" HET", "  'HET'"), OWN)

    assert {j.why for j in judged.values()} == {"Deze zin staat zo in de editie."}
    assert [j.codes for j in judged.values()] == ["C2", "C2", "R1"]


def test_the_first_text_of_a_letter_is_right_as_a_whole() -> None:
    """But for the references in it: nobody needs to look at what the portal wrote itself."""
    letter = proposal(report.read(progress_document()))
    checked = check(read_letter(docx(*letter.split("\n\n"))), progress_document())

    assert set(counts(checked)) == set(Verdict)
    assert counts(checked)[OK] > 10
    assert (counts(checked)[BAD], counts(checked)[HUH]) == (0, 0)


def test_one_other_word_makes_it_another_sentence() -> None:
    judged = _judged(HEADLINE.replace("niet ", ""), OWN)

    assert {j.verdict for j in judged.values()} == {HUH}
    assert judged["1.525*"].why == (
        "In de editie staat 1.525* (C2). De zin zegt ook of het doel is gehaald; dat is niet "
        "gecontroleerd."
    )


def test_a_reference_in_a_sentence_of_the_edition_stays_one() -> None:
    own = frozenset({"zie kamerstuk 28 684, nr. 816 over 2024."})
    judged = _judged("Zie Kamerstuk 28 684, nr. 816 over 2024.", own)

    assert [j.verdict for j in judged.values()] == [Verdict.NO_CLAIM, OK]
