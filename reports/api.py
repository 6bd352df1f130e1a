"""Public editions as open data: which there are, which one is current, and their files."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from offensief.web.paging import StrictPages, refuse_unknown
from reports.models import Artefact, Edition
from reports.selectors.published import PublishedEdition, as_published, public_editions


class FileSerializer(serializers.Serializer[Artefact]):
    """A file of an edition."""

    vorm = serializers.CharField(source="format")
    sha256 = serializers.CharField()
    grootte = serializers.IntegerField(source="size", help_text="In bytes.")
    adres = serializers.SerializerMethodField()

    def get_adres(self, file: Artefact) -> str:
        """Where the file is."""
        where = {"number": self.context["number"], "form": file.format}
        return reverse("edition_download", kwargs=where, request=self.context["request"])


class EditionSerializer(serializers.Serializer[PublishedEdition]):
    """An edition and what became of it. It never changes; a fault is corrected by a new one."""

    nummer = serializers.CharField(source="edition.number")
    titel = serializers.CharField(source="edition.title")
    periodeVanaf = serializers.DateField(source="edition.period_start")  # noqa: N815
    periodeTotEnMet = serializers.DateField(source="edition.period_end")  # noqa: N815
    peildatumCijfers = serializers.DateField(source="edition.figures_as_of")  # noqa: N815
    verzondenOp = serializers.DateField(source="standing.sent.sent_on")  # noqa: N815
    openbaarSinds = serializers.DateTimeField(source="standing.published.at")  # noqa: N815
    kamerstuk = serializers.CharField(source="standing.reference", allow_blank=True)
    sha256 = serializers.CharField(
        source="edition.sha256", help_text="Van het gegevensbestand (JSON)."
    )
    isGeldend = serializers.BooleanField(  # noqa: N815
        source="is_current", help_text="Onwaar: een latere editie corrigeert deze."
    )
    corrigeert = serializers.CharField(source="edition.corrects.number", default=None)
    redenVanCorrectie = serializers.CharField(  # noqa: N815
        source="edition.correction_reason", allow_blank=True
    )
    gecorrigeerdDoor = serializers.CharField(  # noqa: N815
        source="standing.corrected_by.number", default=None
    )
    adres = serializers.SerializerMethodField()
    bestanden = serializers.SerializerMethodField()

    def get_adres(self, published: PublishedEdition) -> str:
        """Where the edition is read."""
        where = {"number": published.edition.number}
        return reverse("public_edition", kwargs=where, request=self.context["request"])

    @extend_schema_field(FileSerializer(many=True))
    def get_bestanden(self, published: PublishedEdition) -> list[dict[str, object]]:
        """Every file, with its hash."""
        context = {**self.context, "number": published.edition.number}
        return [FileSerializer(file, context=context).data for file in published.files]


@extend_schema(tags=["Edities"])
class EditionViewSet(viewsets.GenericViewSet[Edition]):
    """Edities van de voortgangsrapportage aan de Tweede Kamer."""

    serializer_class = EditionSerializer  # type: ignore[assignment]
    pagination_class = StrictPages
    queryset = Edition.objects.none()
    lookup_field = "nummer"
    lookup_value_regex = r"[0-9]{4}-[0-9]+[a-z]?"

    @extend_schema(summary="Alle openbare edities", responses=EditionSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Geeft de openbare edities, de nieuwste eerst."""
        refuse_unknown(request, {"pagina", "paginagrootte"})
        page = as_published(self.paginate_queryset(public_editions()) or ())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(summary="Een openbare editie", responses=EditionSerializer)
    def retrieve(self, request: Request, nummer: str) -> Response:
        """Geeft een openbare editie. Voor dat moment bestaat zij niet."""
        refuse_unknown(request, set())
        edition = get_object_or_404(public_editions(), number=nummer)
        return Response(self.get_serializer(as_published([edition])[0]).data)
