"""How often somebody may try a password (docs/decisions/0042-limits.md).

Two things are counted: tries from one network address, and tries of one e-mail address. Beyond
either the code of the second factor is asked together with the password. It is looked at first and
costs next to nothing, so a flood of guesses holds nobody up: neither the guesser's own office, nor
the owner of the address that is guessed at.
"""

from dataclasses import dataclass

from django.dispatch import Signal
from django.http import HttpRequest

from offensief.web import limits
from offensief.web.visitor import address_of

# Somebody was not let in: a wrong password, a wrong code, or too many tries.
refused = Signal()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: the e-mail address as it was typed, and the network address it came from."""

    email: str
    network: str

    @classmethod
    def of(cls, request: HttpRequest, email: str) -> "Attempt":
        """The try in this request."""
        return cls(email.strip().casefold(), address_of(request))

    def needs_code(self) -> bool:
        """Count this try; True when it is one too many without a code."""
        by_network = limits.hit("sign_in_network", self.network)
        by_address = limits.hit("sign_in_address", self.email)
        return not (by_network and by_address)

    def may_try_code(self) -> bool:
        """Count this try of a code; False when there were too many."""
        return limits.hit("sign_in_code", self.email, self.network)
