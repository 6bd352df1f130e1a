"""The one way an edition is written down, so that equal content has equal bytes and one hash."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

type Document = dict[str, Any]


def canonical_text(document: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no spaces, unescaped letters (after RFC 8785).

    Only whole numbers and text: floats differ in spelling between languages, so they are refused.
    """
    _refuse_floats(document, "document")
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(content: str | bytes) -> str:
    """SHA-256 in hexadecimal."""
    data = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def _refuse_floats(value: object, path: str) -> None:
    if isinstance(value, float):
        raise TypeError(f"{path} is a float; write it as text with its decimals.")
    if isinstance(value, Mapping):
        for key, part in value.items():
            _refuse_floats(part, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for n, part in enumerate(value):
            _refuse_floats(part, f"{path}[{n}]")
