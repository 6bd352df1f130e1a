"""Words as people mean them, whatever their capitals and accents."""

import unicodedata


def fold(text: str) -> str:
    """Without capitals, accents and double spaces: "  José  Smit" is "jose smit"."""
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())
