"""Addresses of the plan."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from measures.registers import Register, by_slug
from measures.views import agenda, attachments, entries, registers
from measures.views import measures as views


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


register_converter(MeasureNumber, "measure_number")
register_converter(RegisterSlug, "register")
register_converter(Counted, "counted")

_MEETING = "registers/bijeenkomsten/<counted:number>/agenda/"

urlpatterns = [
    path("maatregelen/", views.measure_list, name="measures"),
    path("maatregelen/<measure_number:number>/", views.measure_detail, name="measure"),
    path("maatregelen/<measure_number:number>/status/", views.status_change, name="status_change"),
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
        "maatregelen/<measure_number:number>/bijlagen/",
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
