"""What every kind of document needs when it is read for print."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reports.canonical import canonical_text

# The printer tries every place in a word when it hyphenates: words of hundreds of letters took it
# minutes. No Dutch word is this long, so a text with one is printed without hyphens.
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


def may_be_hyphenated(content: dict[str, Any]) -> bool:
    """False when a word is too long for that. Leave hashes out: they are such words."""
    return not VERY_LONG_WORD.search(canonical_text(content))
