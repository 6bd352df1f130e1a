"""What was said about a measure, when and by whom. Only added to."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.utils import timezone

from measures.models.attachment import Attachment
from measures.models.measure import Measure
from measures.models.partner import Partner
from measures.models.register import RegisterEntry
from measures.statuses import (
    COURSES_THAT_NEED_A_NEXT_STEP,
    PHASES_THAT_NEED_A_RESULT,
    Certainty,
    Course,
    Phase,
    Voice,
)
from offensief.audit.append_only import append_only

# A partner speaks of the course only; that a measure is done the secretariat says.
_SAYS_NOT_DONE = ~Q(phase_to__in=sorted(PHASES_THAT_NEED_A_RESULT)) | Q(voice=Voice.PARTNER)


class StatusUpdate(models.Model):
    """What somebody said of phase and course, with the reason. A correction is a new update.

    `course_stated` is the view of the one who speaks. It is in force (`course_to`) unless a partner
    stated a better course than the one in force: raising is for the secretariat.
    """

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="updates", verbose_name="maatregel"
    )
    made_at = models.DateTimeField("moment", default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="status_updates", verbose_name="door"
    )
    # The version of the measure that this update made.
    version = models.PositiveIntegerField("versie")
    phase_from = models.CharField("fase was", max_length=20, choices=Phase)
    phase_to = models.CharField("fase werd", max_length=20, choices=Phase)
    course_from = models.CharField("koers was", max_length=20, choices=Course)
    course_to = models.CharField("koers werd", max_length=20, choices=Course)
    course_stated = models.CharField("koers volgens de spreker", max_length=20, choices=Course)
    voice = models.CharField("wie spreekt", max_length=12, choices=Voice)
    on_behalf_of = models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="+",
        verbose_name="namens",
        null=True,
        blank=True,
    )
    certainty_from = models.CharField("zekerheid was", max_length=10, choices=Certainty)
    certainty_to = models.CharField("zekerheid werd", max_length=10, choices=Certainty)
    explanation = models.TextField("toelichting")
    needed = models.TextField("wat er nodig is", blank=True)
    result = models.CharField("resultaat", max_length=300, blank=True)
    result_on = models.DateField("datum van het resultaat", null=True, blank=True)
    result_link = models.URLField("vindplaats van het resultaat", max_length=500, blank=True)
    result_product = models.ForeignKey(
        RegisterEntry,
        models.PROTECT,
        related_name="+",
        verbose_name="product",
        null=True,
        blank=True,
    )
    result_document = models.ForeignKey(
        Attachment,
        models.PROTECT,
        related_name="+",
        verbose_name="document",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "statuswijziging"
        verbose_name_plural = "statuswijzigingen"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "version"], name="update_makes_one_version_of_a_measure"
            ),
            models.CheckConstraint(condition=~Q(explanation=""), name="update_has_an_explanation"),
            models.CheckConstraint(
                condition=~Q(course_stated__in=sorted(COURSES_THAT_NEED_A_NEXT_STEP))
                | ~Q(needed=""),
                name="update_to_a_bad_course_says_what_is_needed",
            ),
            models.CheckConstraint(
                condition=_SAYS_NOT_DONE | (~Q(result="") & Q(result_on__isnull=False)),
                name="update_to_done_has_a_dated_result",
            ),
            models.CheckConstraint(
                condition=_SAYS_NOT_DONE
                | ~Q(result_link="")
                | Q(result_product__isnull=False)
                | Q(result_document__isnull=False),
                name="update_to_done_says_where_the_result_is",
            ),
            models.CheckConstraint(
                condition=Q(voice=Voice.PARTNER, on_behalf_of__isnull=False)
                | Q(voice=Voice.SECRETARIAT),
                name="update_of_a_partner_names_the_partner",
            ),
        ]
        indexes = [
            GinIndex(
                SearchVector("explanation", "needed", "result", config="dutch"),
                name="update_words",
            )
        ]
        triggers = append_only("updates_are_append_only")

    def __str__(self) -> str:
        return f"{self.measure.number} op {self.made_at:%d-%m-%Y}"
