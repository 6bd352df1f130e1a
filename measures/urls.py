"""Addresses of the plan."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from measures.registers import Register, by_slug
from measures.views import (
    agenda,
    attachments,
    bulk,
    cards,
    daily,
    entries,
    feeds,
    lists,
    looks,
    measures,
    milestones,
    people,
    registers,
    responsibility,
    search,
    successions,
    trail,
)


class MeasureNumber(StringConverter):
    """Only what can be a number reaches the database: a NUL sign there is an error."""

    regex = r"[0-9]{1,4}\.[0-9]{1,4}"


class RegisterSlug:
    """The Dutch word of a register; any other word is no address of ours."""

    regex = "|".join(register.slug for register in Register)

    def to_python(self, value: str) -> Register:
        """The register behind the word."""
        found = by_slug(value)
        if found is None:
            raise ValueError(value)
        return found

    def to_url(self, value: Register | str) -> str:
        """The word of a register; a word stays itself."""
        return value.slug if isinstance(value, Register) else value


class Counted:
    """A number that fits a column."""

    regex = "[0-9]{1,6}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int | str) -> str:
        """The number as text."""
        return str(value)


class Key(StringConverter):
    """A key of our own: letters, digits, and what separates them."""

    regex = r"[0-9A-Za-z_.\-]{1,60}"


register_converter(MeasureNumber, "measure_number")
register_converter(Key, "key")
register_converter(RegisterSlug, "register")
register_converter(Counted, "counted")

_MEETING = "registers/bijeenkomsten/<counted:number>/agenda/"
_PEOPLE = "partners/<slug:key>/mensen/"
_MEASURE = "maatregelen/<measure_number:number>/"

urlpatterns = [
    path("maatregelen/", lists.measure_list, name="measures"),
    path("maatregelen/bewerken/", bulk.bulk_edit, name="bulk_edit"),
    path("maatregelen/export.csv", lists.export_csv, name="export_csv"),
    path("maatregelen/export.xlsx", lists.export_xlsx, name="export_xlsx"),
    path("maatregelen/afdruk/", lists.print_list, name="print_list"),
    path("maatregelen/filters/", lists.filter_save, name="filter_save"),
    path("maatregelen/filters/<int:pk>/weg/", lists.filter_remove, name="filter_remove"),
    path(_MEASURE, measures.measure_detail, name="measure"),
    path(f"{_MEASURE}status/", measures.status_change, name="status_change"),
    path(f"{_MEASURE}koers/", measures.course_report, name="course_report"),
    path(f"{_MEASURE}mijlpalen/", milestones.milestone_list, name="milestones"),
    path(f"{_MEASURE}mijlpalen/<int:pk>/", milestones.milestone_detail, name="milestone"),
    path(f"{_MEASURE}partners/", responsibility.measure_partners, name="responsibility"),
    path(f"{_MEASURE}partners/<int:pk>/einde/", responsibility.role_end, name="role_end"),
    path(f"{_MEASURE}contact/", responsibility.contact_add, name="contact_add"),
    path(f"{_MEASURE}contact/<int:pk>/einde/", responsibility.contact_end, name="contact_end"),
    path(f"{_MEASURE}bijdrage/", cards.card, name="card"),
    path(f"{_MEASURE}geleerd/", cards.lesson, name="lesson"),
    path(f"{_MEASURE}opvolging/", successions.lineage, name="lineage"),
    path(f"{_MEASURE}opmerkingen/", daily.comment_add, name="comment_add"),
    path(f"{_MEASURE}volgen/", daily.follow, name="follow"),
    path("volgen/", daily.following, name="following"),
    path("zoeken/", search.search_page, name="search"),
    path("dekking/", cards.coverage_matrix, name="coverage"),
    path("besluiten/", successions.succession_list, name="successions"),
    path("besluiten/nieuw/", successions.succession_new, name="succession_new"),
    path("planversies/", successions.plan_list, name="plans"),
    path("planversies/laden/", successions.plan_load, name="plan_load"),
    path("planversies/<key:old>/<key:new>/", successions.plan_diff, name="plan_diff"),
    path("partners/", responsibility.partner_list, name="partners"),
    path("partners/<slug:key>/", responsibility.partner_detail, name="partner"),
    path(_PEOPLE, people.partner_people, name="partner_people"),
    path(f"{_PEOPLE}<counted:pk>/einde/", people.member_end, name="member_end"),
    path(f"{_PEOPLE}<counted:pk>/afwezig/", people.member_away, name="member_away"),
    path("planning/", milestones.planning, name="planning"),
    path("agenda/", feeds.feed, name="feed"),
    path("agenda/<key:token>.ics", login_not_required(feeds.feed_file), name="feed_file"),
    path("gaten/", looks.gaps, name="gaps"),
    path("vergelijken/", looks.comparison, name="comparison"),
    path("spoor/", trail.trail, name="trail"),
    path("spoor/export/", trail.trail_export, name="trail_export"),
    path("spoor/persoon/<int:pk>/", trail.trail_of_person, name="trail_of_person"),
    path("spoor/<key:kind>/<key:key>/", trail.trail_of_object, name="trail_of_object"),
    path("registers/", registers.register_overview, name="registers"),
    path("registers/<register:register>/", registers.register_list, name="register"),
    path("registers/<register:register>/nieuw/", entries.entry_new, name="entry_new"),
    path("registers/gewenste-onderzoeken/volgorde/", entries.study_ranking, name="study_ranking"),
    path("registers/<register:register>/<counted:number>/", registers.entry_detail, name="entry"),
    path(
        "registers/<register:register>/<counted:number>/wijzigen/",
        entries.entry_edit,
        name="entry_edit",
    ),
    path(
        "registers/<register:register>/<counted:number>/bijlagen/",
        attachments.entry_attachment_add,
        name="entry_attachment_add",
    ),
    path(
        f"{_MEASURE}bijlagen/",
        attachments.measure_attachment_add,
        name="measure_attachment_add",
    ),
    path("bijlagen/<counted:attachment>/", attachments.attachment_download, name="attachment"),
    path(
        "bijlagen/<counted:attachment>/intrekken/",
        attachments.attachment_withdraw,
        name="attachment_withdraw",
    ),
    path(_MEETING, agenda.agenda_add, name="agenda_add"),
    path(f"{_MEETING}<counted:point>/", agenda.agenda_point, name="agenda_point"),
    path(f"{_MEETING}<counted:point>/knop/", agenda.agenda_act, name="agenda_act"),
]
