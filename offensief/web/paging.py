"""Pages of the API: strict about what is asked, Dutch in what is answered."""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

_MOST_PAGES = 10**6


class StrictPages(PageNumberPagination):
    """`pagina` and `paginagrootte`. A wrong value is a 400 that says so, never ignored."""

    page_size = 50
    max_page_size = 500
    page_query_param = "pagina"
    page_query_description = "Het nummer van de pagina, vanaf 1."
    page_size_query_param = "paginagrootte"
    page_size_query_description = "Aantal per pagina, 1 t/m 500."

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        """The asked page; beyond the last one is a fault in the question too."""
        self._whole(request, self.page_query_param, _MOST_PAGES)
        self._whole(request, self.page_size_query_param, self.max_page_size)
        size = self.get_page_size(request) or self.page_size
        last = max(1, -(-queryset.count() // size))
        self._whole(request, self.page_query_param, last)
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        """Items with the way to the neighbours."""
        page = self.page
        if page is None:
            raise RuntimeError("paginate_queryset comes first.")
        return Response(
            {
                "aantal": page.paginator.count,
                "volgende": self.get_next_link(),
                "vorige": self.get_previous_link(),
                "resultaten": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The same, for the OpenAPI document."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["aantal", "resultaten"],
            "properties": {
                "aantal": {"type": "integer"},
                "volgende": link,
                "vorige": link,
                "resultaten": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Both parameters with the numbers they take, for the OpenAPI document."""
        highest = {
            self.page_query_param: _MOST_PAGES,
            self.page_size_query_param: self.max_page_size,
        }
        found: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        for parameter in found:
            parameter["schema"] |= {"minimum": 1, "maximum": highest[parameter["name"]]}
        return found

    def _whole(self, request: Request, name: str, highest: int) -> None:
        value = request.query_params.get(name)
        if value is None:
            return
        if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= highest:
            raise ValidationError({name: f"Geef een geheel getal van 1 t/m {highest}."})


def refuse_unknown(request: Request, known: set[str]) -> None:
    """A misspelt query parameter would silently give the whole list; say so instead. Of one that is
    given twice, one would silently be ignored."""
    unknown = set(request.query_params) - known
    if unknown:
        allowed = ", ".join(sorted(known))
        raise ValidationError(
            dict.fromkeys(sorted(unknown), f"Deze parameter kennen we niet. Kies uit: {allowed}.")
        )
    twice = {name for name, values in request.query_params.lists() if len(values) > 1}
    if twice:
        raise ValidationError(dict.fromkeys(sorted(twice), "Geef deze parameter één keer."))
