"""How a maker of files tells how far it is."""

from collections.abc import Callable

# Hears each step in Dutch, and may stop the work by raising.
type Tell = Callable[[str], None]
