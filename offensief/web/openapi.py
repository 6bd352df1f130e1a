"""Finishes the OpenAPI document where the NL API Design Rules ask more than the generator knows."""

from typing import Any

_VERSION_HEADER = {
    "API-Version": {
        "description": "Volledige versie van de API (semver).",
        "schema": {"type": "string", "example": "1.0.0"},
    }
}
_PROBLEM = {
    "type": "object",
    "description": "Fout volgens RFC 9457.",
    "required": ["status", "title", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "status": {"type": "integer"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "fouten": {
            "type": "array",
            "description": "Alle fouten in de vraag tegelijk.",
            "items": {
                "type": "object",
                "properties": {"onderdeel": {"type": "string"}, "uitleg": {"type": "string"}},
            },
        },
    },
}
_ERRORS = {
    "400": "De vraag is niet goed gesteld.",
    "406": "Deze vorm is er niet.",
    "429": "Te veel vragen vanaf dit adres; Retry-After zegt wanneer het weer kan.",
}


def finish(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Adds the version header, the problem schema and the errors every operation can give."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas["Probleem"] = _PROBLEM
    for path, operations in result["paths"].items():
        for operation in operations.values():
            if not isinstance(operation, dict) or "responses" not in operation:
                continue
            responses = operation["responses"]
            errors = dict(_ERRORS)
            # A view that answers 404 says only that; what it looks like is told here.
            if "{" in path or responses.pop("404", None) is not None:
                errors["404"] = "Niet gevonden."
            for status, text in errors.items():
                responses.setdefault(status, _problem_response(text))
            for response in responses.values():
                response.setdefault("headers", {}).update(_VERSION_HEADER)
    return result


def _problem_response(text: str) -> dict[str, Any]:
    return {
        "description": text,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleem"}}
        },
    }
