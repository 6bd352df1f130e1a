"""The plan as open data: what was published, without the statuses that are still in hand."""

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from measures.models import Involvement, Measure, Pillar, Section
from measures.statuses import Wave
from offensief.web.paging import StrictPages, refuse_unknown


class SectionSerializer(serializers.ModelSerializer[Section]):
    """A section as printed."""

    nummer = serializers.CharField(source="number")
    titel = serializers.CharField(source="title")

    class Meta:
        model = Section
        fields = ["nummer", "titel"]


class PillarSerializer(serializers.ModelSerializer[Pillar]):
    """A pillar with its sections."""

    nummer = serializers.IntegerField(source="number")
    titel = serializers.CharField(source="title")
    paragrafen = SectionSerializer(source="sections", many=True)

    class Meta:
        model = Pillar
        fields = ["nummer", "titel", "paragrafen"]


class PartnerSerializer(serializers.ModelSerializer[Involvement]):
    """A partner as the plan names it at a measure."""

    naam = serializers.CharField(source="partner.name")
    rol = serializers.CharField(source="get_role_display")

    class Meta:
        model = Involvement
        fields = ["naam", "rol"]


class MeasureSerializer(serializers.ModelSerializer[Measure]):
    """A measure as published in the plan."""

    nummer = serializers.CharField(source="number")
    titel = serializers.CharField(source="short_title")
    tekst = serializers.CharField(
        source="official_text", help_text="Letterlijke tekst uit het plan."
    )
    pijler = serializers.IntegerField(source="pillar.number")
    golf = serializers.ChoiceField(
        choices=Wave.choices, source="wave", help_text="now: direct gestart; phased: gefaseerd."
    )
    planregels = serializers.CharField(source="plan_lines")
    partners = PartnerSerializer(source="named_in_plan", many=True)

    class Meta:
        model = Measure
        fields = ["nummer", "titel", "tekst", "pijler", "golf", "planregels", "partners"]


@extend_schema(tags=["Plan"])
class PillarViewSet(viewsets.ReadOnlyModelViewSet[Pillar]):
    """Pijlers van het actieplan."""

    queryset = Pillar.objects.current().prefetch_related("sections")
    serializer_class = PillarSerializer
    pagination_class = None
    lookup_field = "number"
    lookup_url_kwarg = "nummer"
    lookup_value_converter = "int"

    @extend_schema(summary="Alle pijlers")
    def list(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Geeft de pijlers met hun paragrafen."""
        refuse_unknown(request, set())
        return super().list(request, *args, **kwargs)

    @extend_schema(summary="Een pijler")
    def retrieve(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Geeft een pijler met zijn paragrafen."""
        refuse_unknown(request, set())
        return super().retrieve(request, *args, **kwargs)


@extend_schema(tags=["Plan"])
class MeasureViewSet(viewsets.ReadOnlyModelViewSet[Measure]):
    """Maatregelen van het actieplan."""

    serializer_class = MeasureSerializer
    pagination_class = StrictPages
    lookup_field = "number"
    lookup_url_kwarg = "nummer"
    lookup_value_regex = r"[0-9]+\.[0-9]+"
    queryset = (
        Measure.objects.published()
        .select_related("pillar")
        .prefetch_related(
            Prefetch(
                "involvements",
                Involvement.objects.exclude(plan_lines="").select_related("partner"),
                to_attr="named_in_plan",
            )
        )
    )

    @extend_schema(
        summary="Alle maatregelen",
        parameters=[OpenApiParameter("pijler", int, description="Alleen deze pijler.")],
    )
    def list(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Geeft de maatregelen zoals ze in het plan staan, in volgorde van nummer."""
        refuse_unknown(request, {"pijler", "pagina", "paginagrootte"})
        pillar = request.query_params.get("pijler")
        if pillar is not None:
            numbers = [str(n) for n in Pillar.objects.current().values_list("number", flat=True)]
            if pillar not in numbers:
                raise serializers.ValidationError(
                    {"pijler": f"Deze pijler bestaat niet. Kies uit: {', '.join(numbers)}."}
                )
            self.queryset = self.queryset.filter(pillar__number=pillar)
        return super().list(request, *args, **kwargs)

    @extend_schema(summary="Een maatregel")
    def retrieve(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Geeft een maatregel zoals hij in het plan staat."""
        refuse_unknown(request, set())
        return super().retrieve(request, *args, **kwargs)
