"""Refusals that a person can do something about. Each carries one whole Dutch sentence."""


class Refused(Exception):
    """Something may not or cannot be done; the text tells what to do instead."""


class NotAllowed(Refused):
    """This person may not do this."""
