"""Two figures held against each other in the API, under the same guard as on the pages."""

from datetime import date
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.figures import ObservationSerializer
from incidents.models import ObjectType, Observation, Outcome
from incidents.selectors.figures import known_of
from incidents.sight import Sight
from incidents.statistics.comparing import Refusal, compare
from offensief.web.paging import refuse_unknown


class QuestionSerializer(serializers.Serializer[Any]):
    """Which two figures: one definition, area and type of object, in two periods."""

    definitie = serializers.CharField(max_length=10, default="A")
    gebiedcode = serializers.CharField(max_length=40, default="NL")
    object = serializers.ChoiceField(choices=ObjectType.labels, default=ObjectType.TOTAL.label)
    periodeVanaf = serializers.DateField()  # noqa: N815
    periodeTot = serializers.DateField()  # noqa: N815
    basisVanaf = serializers.DateField()  # noqa: N815
    basisTot = serializers.DateField()  # noqa: N815
    peildatum = serializers.DateField(required=False)


class ComparisonSerializer(serializers.Serializer[Any]):
    """The outcome, or in one sentence why there is none."""

    toegestaan = serializers.BooleanField()
    reden = serializers.CharField(allow_blank=True)
    verhouding = serializers.FloatField(allow_null=True)
    ondergrens95 = serializers.FloatField(allow_null=True)
    bovengrens95 = serializers.FloatField(allow_null=True)
    opmerkingen = serializers.ListField(child=serializers.CharField())
    cijfer = ObservationSerializer()
    basis = ObservationSerializer()


def _asked(name: str, kind: type, text: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=text, required=required)


@extend_schema(tags=["Cijfers"])
class ComparisonViewSet(viewsets.GenericViewSet[Observation]):
    """Vergelijking van twee cijfers."""

    serializer_class = ComparisonSerializer
    pagination_class = None
    queryset = Observation.objects.select_related("release__source", "definition", "area")

    @extend_schema(
        summary="Twee perioden vergeleken, of waarom dat niet kan",
        parameters=[
            _asked("periodeVanaf", date, "Eerste dag van de periode.", required=True),
            _asked("periodeTot", date, "De eerste dag na de periode.", required=True),
            _asked("basisVanaf", date, "Eerste dag van de basisperiode.", required=True),
            _asked("basisTot", date, "De eerste dag na de basisperiode.", required=True),
            _asked("definitie", str, "Code van de definitie. Zonder: A."),
            _asked("gebiedcode", str, "Code van het gebied. Zonder: NL."),
            _asked("object", str, "Soort object. Zonder: Totaal."),
            _asked("peildatum", date, "Zoals bekend op deze dag. Zonder: vandaag."),
        ],
        responses={200: ComparisonSerializer, 404: None},
    )
    def list(self, request: Request) -> Response:
        """Geeft de verhouding met haar marge, of de reden dat vergelijken niet kan."""
        refuse_unknown(request, set(QuestionSerializer().fields))
        question = QuestionSerializer(data=request.query_params)
        question.is_valid(raise_exception=True)
        asked = question.validated_data
        sight = Sight.public(timezone.now())
        day = asked.get("peildatum") or timezone.localdate()
        figure = self._figure(asked, asked["periodeVanaf"], asked["periodeTot"], day, sight)
        base = self._figure(asked, asked["basisVanaf"], asked["basisTot"], day, sight)
        return Response(ComparisonSerializer(_outcome(figure, base)).data)

    def _figure(
        self, asked: dict[str, str], start: date, end: date, day: date, sight: Sight
    ) -> Observation:
        """The figure as known on the day. A hidden one cannot be compared: it would give itself
        away."""
        object_type = ObjectType.values[ObjectType.labels.index(asked["object"])]
        found = (
            self.queryset.as_of(
                day,
                sight,
                definition__code=asked["definitie"],
                area__code=asked["gebiedcode"],
                object_type=object_type,
                outcome=Outcome.TOTAL,
                period_start=start,
                period_end=end,
            )
            .with_hiding(sight)
            .filter(value__isnull=False, definition__is_demo=False)
            .first()
        )
        if found is None or found.is_hidden:
            raise NotFound
        return found


def _outcome(figure: Observation, base: Observation) -> dict[str, object]:
    found = compare(known_of(figure).measured, known_of(base).measured)
    refused = isinstance(found, Refusal)
    ratio = None if isinstance(found, Refusal) else found.ratio
    return {
        "toegestaan": not refused,
        "reden": found.reason if isinstance(found, Refusal) else "",
        "verhouding": ratio.ratio if ratio else None,
        "ondergrens95": ratio.low if ratio else None,
        "bovengrens95": ratio.high if ratio else None,
        "opmerkingen": [] if isinstance(found, Refusal) else list(found.marks),
        "cijfer": figure,
        "basis": base,
    }
