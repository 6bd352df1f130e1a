"""The released figures as open data, each with its delivery and peildatum."""

from datetime import date
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.models import Observation, Release
from incidents.sight import Sight
from incidents.wording import NOT_PUBLIC
from offensief.web.paging import StrictPages, refuse_unknown


class ReleaseSerializer(serializers.ModelSerializer[Release]):
    """A delivery: who said it and as known when."""

    code = serializers.CharField()
    titel = serializers.CharField(source="title")
    bron = serializers.CharField(source="source.organisation")
    document = serializers.CharField(source="source.document")
    adres = serializers.CharField(source="source.address", allow_blank=True)
    peildatumVanaf = serializers.DateField(source="known_from", allow_null=True)  # noqa: N815
    peildatumUiterlijk = serializers.DateField(source="known_until")  # noqa: N815
    peildatumTekst = serializers.CharField(source="known_text", allow_blank=True)  # noqa: N815
    status = serializers.CharField(source="get_status_display")
    soortLevering = serializers.CharField(source="get_kind_display")  # noqa: N815
    reden = serializers.CharField(
        source="reason", allow_blank=True, help_text="Waarom een correctie of revisie er kwam."
    )

    class Meta:
        model = Release
        fields = [
            "code",
            "titel",
            "bron",
            "document",
            "adres",
            "peildatumVanaf",
            "peildatumUiterlijk",
            "peildatumTekst",
            "status",
            "soortLevering",
            "reden",
        ]


class ObservationSerializer(serializers.ModelSerializer[Observation]):
    """One count. A count that is only known within bounds has no `aantal`."""

    definitie = serializers.CharField(source="definition.code")
    definitieNaam = serializers.CharField(source="definition.name")  # noqa: N815
    periodeVanaf = serializers.DateField(source="period_start")  # noqa: N815
    periodeTot = serializers.DateField(  # noqa: N815
        source="period_end", help_text="De eerste dag na de periode."
    )
    periodeIsPrecies = serializers.BooleanField(  # noqa: N815
        source="period_is_exact",
        help_text="Onwaar: niet precies bekend is tot welke dag is geteld. De laatste dag is dan "
        "een aanname.",
    )
    periodeTekst = serializers.CharField(  # noqa: N815
        source="period_in_words",
        help_text="De periode in woorden; als zij niet precies is, zoals de bron haar noemt.",
    )
    gebied = serializers.CharField(source="area.name")
    gebiedcode = serializers.CharField(source="area.code")
    object = serializers.CharField(source="get_object_type_display")
    uitkomst = serializers.CharField(source="get_outcome_display")
    aantal = serializers.IntegerField(source="value", allow_null=True)
    tenMinste = serializers.IntegerField(source="lower", allow_null=True)  # noqa: N815
    tenHoogste = serializers.IntegerField(source="upper", allow_null=True)  # noqa: N815
    zoalsVermeld = serializers.CharField(source="printed")  # noqa: N815
    openbaar = serializers.BooleanField(
        help_text="Onwaar: er is een cijfer, maar het is te klein om te tonen. Dat is niet 0."
    )
    opmerking = serializers.CharField(
        # Not the remark with a single figure: that may tell about a count that is not shown.
        source="release.note",
        allow_blank=True,
        help_text="Wat bij de levering hoort, bijvoorbeeld dat haar cijfers een ondergrens zijn.",
    )
    levering = ReleaseSerializer(source="release")

    class Meta:
        model = Observation
        fields = [
            "definitie",
            "definitieNaam",
            "periodeVanaf",
            "periodeTot",
            "periodeIsPrecies",
            "periodeTekst",
            "gebied",
            "gebiedcode",
            "object",
            "uitkomst",
            "aantal",
            "tenMinste",
            "tenHoogste",
            "zoalsVermeld",
            "openbaar",
            "opmerking",
            "levering",
        ]

    def to_representation(self, instance: Observation) -> dict[str, Any]:
        """The figure, or that it is there and not shown: never its value by another way."""
        if instance.is_hidden:
            instance.value = instance.lower = instance.upper = None
            instance.printed = NOT_PUBLIC
        instance.openbaar = not instance.is_hidden  # type: ignore[attr-defined]
        return super().to_representation(instance)


@extend_schema(tags=["Cijfers"])
class ObservationViewSet(viewsets.GenericViewSet[Observation]):
    """Cijfers over aanslagen met explosieven."""

    serializer_class = ObservationSerializer
    pagination_class = StrictPages
    queryset = Observation.objects.select_related("release__source", "definition", "area")

    @extend_schema(
        summary="Cijfers zoals bekend op een dag",
        parameters=[
            OpenApiParameter(
                "peildatum",
                date,
                description="Toont per cel het laatste cijfer dat op deze dag bekend was. "
                "Zonder peildatum: vandaag.",
            )
        ],
        responses=ObservationSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """Geeft de vrijgegeven cijfers, elk met levering en peildatum."""
        refuse_unknown(request, {"peildatum", "pagina", "paginagrootte"})
        sight = Sight.public(timezone.now())
        known = (
            self.queryset.as_of(_day(request), sight)
            .with_hiding(sight)
            .order_by(
                "definition__code",
                "period_start",
                "period_end",
                "area__code",
                "object_type",
                "outcome",
            )
        )
        page = self.paginate_queryset(known)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


def _day(request: Request) -> date:
    value = request.query_params.get("peildatum")
    if value is None:
        return timezone.localdate()
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise serializers.ValidationError(
            {"peildatum": "Schrijf de peildatum als JJJJ-MM-DD, bijvoorbeeld 2025-07-01."}
        ) from error
