"""The choices in an address, for links to other pages of the same list."""

from django.http import QueryDict


def without(query: QueryDict, *names: str) -> str:
    """The query without these choices: "pijler=3&page=2" without "page" is "pijler=3"."""
    rest = query.copy()
    for name in names:
        rest.pop(name, None)
    return rest.urlencode()


def before_page(query: QueryDict) -> str:
    """What stands before a page number: nothing, or the other choices with their "&"."""
    kept = without(query, "page")
    return f"{kept}&" if kept else ""
