"""Digits that claim nothing: the number of a paper, an article, a page, a telephone.

They are found first, so that nothing of them is taken for a figure.
"""

import re

_NR = r"(?:nrs?\.?|nummers?|no\.)"
# "nrs. 12, 13 en 15"
_MORE = r"(?:\s*(?:,|en|t/m|tot en met|-|\u2013|/)\s*\d{1,4}[a-z]?\b)*"
_DOSSIER = r"\d{2}[ .\u00a0]?\d{3}"
_PLACES = (
    "hoofdstuk|paragraaf|par\\.|§|bijlagen?|tabel|figuur|fig\\.|afbeelding|grafiek|kader|voetnoot|noot|"
    "regels?|punt|deel|stap|pijler|categorie|fase|versie|spoor|bladzijden?|blz\\.|pagina|pag\\.?|p\\."
)
_NUMBERED = "editie|rapportage|ronde|kenmerk|referentie|dossier|zaak|volgnummer|onderzoek|procedure"
_STREETS = "straat|laan|weg|plein|markt|kade|singel|gracht|dijk|hof|dreef|park"
# Behind a word, or behind the stop of a sentence: "Explosies1", "200%.19", "nog35,".
_QUOTES = r"\u201d\u2019\"'"
_NEXT_SENTENCE = r"(?=\s+[A-Z\u201c\u2018\"(]|\s*$)"


def _any_case(text: str) -> re.Pattern[str]:
    return re.compile(text, re.VERBOSE | re.IGNORECASE)


def _as_written(text: str) -> re.Pattern[str]:
    return re.compile(text, re.VERBOSE)


# In this order: what comes first takes its part of the sentence.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("een internetadres", _any_case(r"(?:https?://|www\.)\S+ | \S+@\S+\.\w+")),
    ("een rekeningnummer", _any_case(r"\bNL\d{2}\s?[A-Z]{4}(?:\s?\d{2,4}){3}\b")),
    (
        "een Kamerstuk",
        _any_case(
            rf"""
            \b(?:kamerstuk(?:ken)?|handelingen|aanhangsel|stb\.?|stcrt\.?|kst-|TK|EK|II|I)\b
            [\s,:]* (?:II|I|TK|EK)?\b [\s,]* (?:\d{{4}}\s?[/\u2013-]\s?\d{{2,4}}[\s,]+)?
            {_DOSSIER} (?:[\s,-]*[IVX]+)? (?:[\s,-]*(?:{_NR})?\s*\d{{1,4}}\b)? {_MORE}
            """
        ),
    ),
    ("een Kamerstuk", _any_case(rf"\b{_DOSSIER}(?:\s[IVX]+)?[\s,-]*{_NR}\s*\d{{1,4}}\b{_MORE}")),
    (
        "een regeling of een seizoen",
        _any_case(r"\b(?:\(EU\)\s*)?\d{2,4}/\d{1,4}(?:/(?:EU|EG|EEG|JBZ))?\b(?!\s*%)"),
    ),
    (
        "een telefoonnummer",
        _any_case(
            r"(?<!\w)(?:\+\d{2}|0\d{1,3})[\s()-]*\d(?:[\s-]?\d){5,8}\b|\b0[89]00[\s-]?\d{4}\b"
        ),
    ),
    ("een adres", _as_written(r"\b\d{4}\s?[A-Z]{2}\b(?=[\s,.]|$)")),
    ("een adres", _as_written(rf"\b[A-Z]\w+(?:{_STREETS})\s\d{{1,4}}[a-z]?\b")),
    ("een adres", _any_case(r"\b(?:postbus|turfmarkt)\s\d+")),
    (
        "een artikel of deel van een regeling",
        _any_case(
            r"\b(?:artikel(?:en)?|art\.|lid|leden|sub|onderdeel|boek|titel)\s\d{1,4}(?::\d+)?[a-z]?\b"
            rf"{_MORE}"
        ),
    ),
    (
        "een plaats in een document",
        _any_case(
            rf"\b(?:{_PLACES})\s\d{{1,4}}(?:\.\d{{1,3}})*\.?(?:\s(?:van|tot|t/m|en)\s\d{{1,4}})?"
            r"(?:\s?[\u2013-]\s?\d{1,4})?\b"
        ),
    ),
    (
        "een nummer",
        _any_case(
            rf"\b(?:maatregel(?:en)?|actie|product|motie|toezegging)\s(?:{_NR}\s)?"
            r"[A-Z]?\d{1,2}\.\d{1,3}\b(?:\s*(?:,|en)\s*\d{1,2}\.\d{2}\b)*"
        ),
    ),
    (
        "een nummer",
        _any_case(
            rf"\b(?:{_NUMBERED})(?:nummer)?\s?:?\s(?:\d{{4}}-\d{{1,3}}\b|\d{{5,}}\S*|[A-Z]+-?\d\S*)"
        ),
    ),
    ("een nummer", _any_case(r"\b(?:maatregel|mijlpaal|partner)\s\d{1,3}\b")),
    ("een nummer", _any_case(rf"\b{_NR}\s*\d{{1,6}}\b {_MORE}")),
    ("een nummer", _any_case(r"(?<![\d.,])\d\.\d{2}(?![\d.,%]|\s?(?:uur|euro|procent))")),
    ("een lang nummer", _any_case(r"(?<![\d.,])\d{7,}\b | \b\d{4,}(?:-\d{3,})+\b")),
    ("een code", _as_written(r"\b[A-Z]{1,6}-?\d+(?:[.-]\d+)*[A-Za-z]?\b(?!\s?%)")),
    ("een naam met een cijfer", _any_case(r"\b[A-Za-z]+-\d+\b | \b24/7(?![\d.,])")),
    ("een alarmnummer", _any_case(r"\b(?:bel|belde|belt|bellen|via|naar|nummer)\s112\b")),
    ("een rangnummer", _any_case(r"\b\d{1,3}(?:e|de|ste)\b(?!\s?(?:half|kwartaal))")),
    ("een rangnummer", _any_case(r"\btop[\s-]\d{1,3}\b")),
    ("een kloktijd", _any_case(r"\b\d{1,2}[.:]\d{2}\suur\b | \b\d{1,2}:\d{2}\b")),
    ("een voetnoot", _as_written(rf"(?<=[a-zë){_QUOTES}])\d{{1,3}}(?=[\s.,;:)]|$)")),
    ("een voetnoot", _as_written(rf"(?<=[a-zë)%{_QUOTES}][.,;:])\d{{1,3}}{_NEXT_SENTENCE}")),
    ("een voetnoot", _as_written(rf"(?<=\d{{4}}\.)\d{{1,2}}{_NEXT_SENTENCE}")),
    ("een voetnoot", _any_case(r"\[\d{1,3}\]")),
    ("een rekenwijze", _any_case(r"\b95\s?(?:%|procent)[-\s]?(?:interval|marge|betrouwbaar)")),
    # What a list or a heading begins with.
    ("een rangnummer", _as_written(r"^\s*(?:\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+\.?)(?=\s+\D)")),
    ("een rangnummer", _as_written(r"^\d{1,3}(?=\s+[A-Z]\w)")),
    ("een rangnummer", _as_written(r"(?:(?<=[:;,.]\s)|(?<=\ben\s)|^)\(\d{1,2}\)(?=\s+[a-z]{2})")),
    # A page number or the number of a heading, alone on its line.
    ("een bladzijde of kop", _any_case(r"^\s*\d{1,3}(?:\.\d{1,2})*\.?\s*$")),
)


def references(sentence: str) -> list[tuple[int, int, str]]:
    """Start, end and kind of everything that is a reference: "nr. 816" is "een nummer"."""
    taken: list[tuple[int, int, str]] = []
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(sentence):
            start, end = _trimmed(sentence, found.start(), found.end())
            if start < end and all(end <= s or e <= start for s, e, _ in taken):
                taken.append((start, end, kind))
    return [t for t in sorted(taken) if any(sign.isdigit() for sign in sentence[t[0] : t[1]])]


def _trimmed(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Without blanks around it and without the stop that ends the sentence."""
    while start < end and sentence[start].isspace():
        start += 1
    while end > start and (sentence[end - 1].isspace() or sentence[end - 1] in ".,;:"):
        end -= 1
    return start, end
