"""The world stands once per module; every test works in a savepoint of its own."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.security.world import World, standing_world


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), standing_world() as world:
        yield world


@pytest.fixture
def world(_world: World, db: None) -> World:
    """Everybody, and something of every kind. What a test does to it is undone (`db`)."""
    return _world
