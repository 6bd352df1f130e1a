"""Where a deed comes from: a page, a command or a task. Set at the door, read by the trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_origin: ContextVar[str] = ContextVar("origin", default="onbekend")


def current() -> str:
    """The origin in force, for example "web 192.0.2.1" or "opdracht load_plan"."""
    return _origin.get()


@contextmanager
def coming_from(origin: str) -> Iterator[None]:
    """Everything done inside is recorded with this origin."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)
