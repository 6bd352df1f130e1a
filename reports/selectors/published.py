"""What everybody may read of editions: only what was made public, and which one is current."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Length

from reports.models import Artefact, Edition
from reports.selectors.editions import Standing, document_of, standing_of
from reports.text import origins, report
from reports.text.printed import PrintedEdition


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """A public edition in a list: its standing, its files, and whether a later one replaces it."""

    standing: Standing
    files: Sequence[Artefact]

    @property
    def edition(self) -> Edition:
        """The edition itself."""
        return self.standing.edition

    @property
    def is_current(self) -> bool:
        """False for what was corrected by an edition that is public too."""
        return self.standing.corrected_by is None


@dataclass(frozen=True, slots=True)
class EditionReader:
    """The page on which an edition is read."""

    published: PublishedEdition
    printed: PrintedEdition

    @property
    def edition(self) -> Edition:
        """The edition itself."""
        return self.published.edition


@dataclass(frozen=True, slots=True)
class Recognised:
    """The edition and the form to which a hash belongs."""

    edition: Edition
    form: str
    # The edition that counts instead, when this one was corrected.
    corrected_by: Edition | None


def public_editions() -> QuerySet[Edition]:
    """Every public edition, the newest first, with all that a list of them tells."""
    files = Artefact.objects.defer("content").annotate(size=Length("content")).order_by("pk")
    return (
        Edition.objects.public()
        .without_text()
        .select_related("corrects")
        .prefetch_related("events", _public_corrections(), Prefetch("artefacts", files))
    )


def _public_corrections() -> "Prefetch[str]":
    """An embargoed correction does not exist for who reads the edition it corrects."""
    public = Edition.objects.public().without_text().order_by("frozen_at")
    return Prefetch("corrections", public.prefetch_related("events"))


def as_published(editions: Iterable[Edition]) -> list[PublishedEdition]:
    """Editions of `public_editions` as they are told."""
    return [PublishedEdition(standing_of(e), list(e.artefacts.all())) for e in editions]


def edition_reader(edition: Edition) -> EditionReader:
    """The page of one edition, made from its document alone."""
    files = list(edition.artefacts.defer("content").annotate(size=Length("content")).order_by("pk"))
    return EditionReader(
        published=PublishedEdition(_standing_for_readers(edition), files),
        printed=report.read(document_of(edition)),
    )


def _standing_for_readers(edition: Edition) -> Standing:
    found = Edition.objects.filter(pk=edition.pk).prefetch_related("events", _public_corrections())
    return standing_of(found.select_related("corrects").get())


def origin_of(edition: Edition, code: str) -> origins.Found | None:
    """Where the number or status with this code comes from; None when it has no such code."""
    return origins.find(document_of(edition), code)


def recognise(sha256: str) -> Recognised | None:
    """The public edition whose document or file has this hash; None for any other."""
    public = Edition.objects.public().without_text()
    document = public.filter(sha256=sha256).first()
    if document:
        return Recognised(document, "gegevensbestand (JSON)", _correction_of(document))
    artefact = (
        Artefact.objects.defer("content")
        .filter(sha256=sha256, edition__in=Edition.objects.public())
        .select_related("edition")
        .first()
    )
    if artefact is None:
        return None
    edition = artefact.edition
    return Recognised(edition, artefact.get_format_display(), _correction_of(edition))


def _correction_of(edition: Edition) -> Edition | None:
    """The public correction of an edition."""
    return Edition.objects.public().without_text().filter(corrects=edition).first()
