"""Fields of forms that hold what signs people in: never kept, shown again or changed."""

_WORDS = ("password", "wachtwoord", "secret", "credential")


def is_secret(name: str) -> bool:
    """Whether a field holds a password, code or key. Its name tells."""
    return any(word in name.lower() for word in _WORDS)
