"""Many at the same moment, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def at_once(count: int, work: Callable[[], Any]) -> list[Any]:
    """Run `work` in this many threads that all begin at the same moment.

    Each has a connection of its own, outside the transaction of the test.
    """
    start = Barrier(count)

    def one(_: int) -> Any:
        try:
            with connection.cursor():
                start.wait()
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def elsewhere(work: Callable[[], Any]) -> Any:
    """Run `work` outside the transaction of the test: others see what it writes."""
    return at_once(1, work)[0]
