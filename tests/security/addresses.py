"""Every address of the portal, as Django itself knows them."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def patterns() -> Iterator[URLPattern]:
    """All patterns, also those of included files."""
    yield from _under(get_resolver().url_patterns)


def _under(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from _under(pattern.url_patterns)
        else:
            yield pattern


def names() -> set[str]:
    """The name of every address; one without a name stands for itself."""
    return {pattern.name or str(pattern.pattern) for pattern in patterns()}


def parts() -> dict[str, set[str]]:
    """The words that vary in each address, by its name: "member_end" has "key" and "pk"."""
    return {
        pattern.name or str(pattern.pattern): set(pattern.pattern.converters)
        or set(pattern.pattern.regex.groupindex)
        for pattern in patterns()
    }
