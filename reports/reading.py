"""What every kind of document needs when it is read for print."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

# The printer tries every place in a word when it hyphenates: words of hundreds of letters took it
# minutes. No Dutch word is this long, so a text with one is printed without hyphens.
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
VERY_LONG_WORD = re.compile(r"\w{40}")


class WrongDocument(ValueError):
    """The document cannot be printed as what it says it is; the sentence says why."""


@contextmanager
def faults_named() -> Iterator[None]:
    """Reading inside: what is missing or has another shape becomes a WrongDocument."""
    try:
        yield
    except KeyError as error:
        raise WrongDocument(f"In het document ontbreekt {error}.") from error
    except (TypeError, AttributeError, IndexError) as error:
        raise WrongDocument(f"Een deel van het document heeft een andere vorm: {error}") from error
    except ValueError as error:
        raise WrongDocument(f"Een waarde in het document klopt niet: {error}") from error


def may_be_hyphenated(text: str) -> bool:
    """False when a word of the document is too long for that. Hashes do not count: they stand in
    places without hyphens."""
    return not VERY_LONG_WORD.search(_HASH.sub("", text))
