"""Processes that do not outlive the one that started them."""

import ctypes
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent(signal_number: int) -> None:
    """Ask Linux to send this signal when the parent dies, also when it was killed.

    Runs in the new process, before its program starts (`preexec_fn`). Elsewhere it does nothing.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal_number)
