"""Who gets what at every address. A URL name without a row fails the test, so does a row too many.

Codes: 200 shown, 302 to the sign-in page, 404 does not exist for this person, 403 may see but not
do. 405 answers a method the address has not. A POST without a session is 401: sign in, text kept.
"""

from dataclasses import dataclass

ROLES = ("anonymous", "outsider", "aedes", "police", "reader", "head", "secretary")


@dataclass(frozen=True)
class Row:
    """One URL name and method, with the status code per role in the order of ROLES."""

    name: str
    kwargs: dict[str, str]
    method: str
    codes: tuple[int, ...]


def everyone(code: int) -> tuple[int, ...]:
    return (code,) * len(ROLES)


AEDES_MEASURE = {"number": "1.01"}
POLICE_MEASURE = {"number": "2.01"}
MILESTONE = {"number": "1.01", "pk": "900001"}
PART = {"number": "1.01", "pk": "900001"}
MEMBER = {"key": "aedes", "pk": "900001"}
PLANS = {"old": "2025", "new": "2025"}
OBJECT = {"kind": "measures.measure", "key": "1.01"}
EDITION = {"number": "2026-1"}
# Of the loaded plan: the clause of Aedes at 1.01, a motion at 3.01, the network of the VNG.
AEDES_ENTRY = {"register": "producten", "number": "12"}
MOTION = {"register": "moties-en-toezeggingen", "number": "1"}
MEETING = {"number": "1"}
POINT = {**MEETING, "point": "POINT"}
FILE = {"attachment": "FILE"}
WITHDRAWN = {"attachment": "WITHDRAWN"}
RELEASE = {"code": "plan-hoofdtekst-2024"}
# The first that the checks find in the plan.
DISCREPANCY = {"pk": "DISCREPANCY"}
# Offered and read, with a fault in it.
UPLOAD = {"pk": "UPLOAD"}
# The homes of Aedes.
SCOPE = {"key": "aedes", "pk": "SCOPE"}
EXAMPLE = {"name": "voorbeeld-lang", "kind": "csv"}
# Of a letter, with that edition.
CHECK = {**EDITION, "pk": "CHECK"}
# To the police, and failed.
MESSAGE = {"message_id": "900001"}
MESSAGE_FILE = {**MESSAGE, "file_id": "900001"}
NO_FILE = {**MESSAGE, "file_id": "900002"}

# A round that is open, in which Aedes and the police are asked.
ROUND = {"number": "2027-1"}
AEDES_PART = {**ROUND, "key": "aedes"}
AEDES_ANSWER = {**AEDES_PART, "measure": "1.01"}
# Of Aedes, with an error in it.
WORKBOOK = {**AEDES_PART, "pk": "WORKBOOK"}
LINK = {"key": "00000000-0000-4000-8000-000000000000", "secret": "geheim"}

# fmt: off
#                                                        anon out  aed  pol  read head secr
TABLE = [
    Row("public_dashboard", {}, "GET",             everyone(200)),
    Row("public_dashboard", {}, "POST",            everyone(405)),
    Row("dashboard", {}, "GET",                    (302, 200, 200, 200, 200, 200, 200)),
    Row("dashboard", {}, "POST",                   (401, 405, 405, 405, 405, 405, 405)),
    Row("measures", {}, "GET",                     (302, 404, 200, 200, 200, 200, 200)),
    Row("measures", {}, "POST",                    (401, 405, 405, 405, 405, 405, 405)),
    Row("measure", AEDES_MEASURE, "GET",           (302, 404, 200, 404, 200, 200, 200)),
    Row("measure", POLICE_MEASURE, "GET",          (302, 404, 404, 200, 200, 200, 200)),
    Row("measure", {"number": "9.99"}, "GET",      (302, 404, 404, 404, 404, 404, 404)),
    Row("measure", AEDES_MEASURE, "POST",          (401, 405, 405, 405, 405, 405, 405)),
    Row("status_change", AEDES_MEASURE, "POST",    (401, 404, 403, 404, 403, 403, 422)),
    Row("status_change", POLICE_MEASURE, "POST",   (401, 404, 404, 403, 403, 403, 422)),
    Row("status_change", AEDES_MEASURE, "GET",     (302, 405, 405, 405, 405, 405, 405)),
    Row("registers", {}, "GET",                    (302, 404, 200, 200, 200, 200, 200)),
    Row("registers", {}, "POST",                   (401, 405, 405, 405, 405, 405, 405)),
    Row("register", {"register": "doelen"}, "GET", (302, 404, 200, 200, 200, 200, 200)),
    Row("register", {"register": "doelen"}, "POST", (401, 405, 405, 405, 405, 405, 405)),
    Row("entry_new", {"register": "doelen"}, "GET", (302, 404, 403, 403, 403, 403, 200)),
    Row("entry_new", {"register": "doelen"}, "POST", (401, 404, 403, 403, 403, 403, 422)),
    Row("entry", AEDES_ENTRY, "GET",               (302, 404, 200, 404, 200, 200, 200)),
    Row("entry", MOTION, "GET",                    (302, 404, 404, 200, 200, 200, 200)),
    Row("entry", {**MOTION, "number": "999"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("entry", MOTION, "POST",                   (401, 405, 405, 405, 405, 405, 405)),
    Row("entry_edit", AEDES_ENTRY, "GET",          (302, 404, 403, 404, 403, 403, 200)),
    Row("entry_edit", AEDES_ENTRY, "POST",         (401, 404, 403, 404, 403, 403, 422)),
    Row("study_ranking", {}, "GET",                (302, 404, 403, 403, 403, 403, 200)),
    Row("study_ranking", {}, "POST",               (401, 404, 403, 403, 403, 403, 422)),
    Row("agenda_add", MEETING, "POST",             (401, 404, 404, 403, 403, 403, 422)),
    Row("agenda_add", MEETING, "GET",              (302, 405, 405, 405, 405, 405, 405)),
    Row("agenda_point", POINT, "GET",              (302, 404, 404, 403, 403, 403, 200)),
    Row("agenda_point", POINT, "POST",             (401, 404, 404, 403, 403, 403, 422)),
    Row("agenda_act", POINT, "POST",               (401, 404, 404, 403, 403, 403, 409)),
    Row("agenda_act", POINT, "GET",                (302, 405, 405, 405, 405, 405, 405)),
    Row("entry_attachment_add", AEDES_ENTRY, "POST", (401, 404, 403, 404, 403, 403, 422)),
    Row("measure_attachment_add", AEDES_MEASURE, "POST", (401, 404, 403, 404, 403, 403, 422)),
    Row("measure_attachment_add", AEDES_MEASURE, "GET", (302, 405, 405, 405, 405, 405, 405)),
    Row("attachment", FILE, "GET",                 (302, 404, 200, 404, 200, 200, 200)),
    Row("attachment", WITHDRAWN, "GET",            (302, 404, 404, 404, 404, 404, 200)),
    Row("attachment", {"attachment": "999999"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("attachment_withdraw", FILE, "GET",        (302, 404, 403, 404, 403, 403, 200)),
    Row("attachment_withdraw", FILE, "POST",       (401, 404, 403, 404, 403, 403, 422)),
    Row("course_report", AEDES_MEASURE, "POST",    (401, 404, 422, 404, 403, 403, 403)),
    Row("course_report", POLICE_MEASURE, "POST",   (401, 404, 404, 422, 403, 403, 403)),
    Row("course_report", AEDES_MEASURE, "GET",     (302, 405, 405, 405, 405, 405, 405)),
    Row("milestones", AEDES_MEASURE, "GET",        (302, 404, 403, 404, 403, 403, 200)),
    Row("milestones", AEDES_MEASURE, "POST",       (401, 404, 403, 404, 403, 403, 422)),
    Row("milestone", MILESTONE, "GET",             (302, 404, 403, 404, 403, 403, 200)),
    Row("milestone", MILESTONE, "POST",            (401, 404, 403, 404, 403, 403, 404)),
    Row("milestone", {**MILESTONE, "number": "2.01"}, "GET", (302, 404, 404, 403, 403, 403, 404)),
    Row("responsibility", AEDES_MEASURE, "GET",    (302, 404, 403, 404, 403, 403, 200)),
    Row("responsibility", AEDES_MEASURE, "POST",   (401, 404, 403, 404, 403, 403, 422)),
    Row("role_end", PART, "POST",                  (401, 404, 403, 404, 403, 403, 422)),
    Row("contact_add", AEDES_MEASURE, "POST",      (401, 404, 403, 404, 403, 403, 422)),
    Row("contact_end", PART, "POST",               (401, 404, 403, 404, 403, 403, 422)),
    Row("card", AEDES_MEASURE, "GET",              (302, 404, 403, 404, 403, 403, 200)),
    Row("card", AEDES_MEASURE, "POST",             (401, 404, 403, 404, 403, 403, 422)),
    Row("lesson", AEDES_MEASURE, "POST",           (401, 404, 403, 404, 403, 403, 422)),
    Row("lineage", AEDES_MEASURE, "GET",           (302, 404, 200, 404, 200, 200, 200)),
    Row("lineage", {"number": "9.99"}, "GET",      (302, 404, 404, 404, 404, 404, 404)),
    Row("coverage", {}, "GET",                     (302, 404, 200, 200, 200, 200, 200)),
    Row("successions", {}, "GET",                  (302, 404, 404, 404, 200, 200, 200)),
    Row("succession_new", {}, "GET",               (302, 404, 404, 404, 403, 403, 200)),
    Row("succession_new", {}, "POST",              (401, 404, 404, 404, 403, 403, 422)),
    Row("plans", {}, "GET",                        (302, 404, 404, 404, 200, 200, 200)),
    Row("plan_load", {}, "POST",                   (401, 404, 404, 404, 403, 403, 422)),
    Row("plan_diff", PLANS, "GET",                 (302, 404, 404, 404, 200, 200, 200)),
    Row("partners", {}, "GET",                     (302, 404, 404, 404, 200, 200, 200)),
    Row("partner", {"key": "aedes"}, "GET",        (302, 404, 404, 404, 200, 200, 200)),
    Row("partner", {"key": "onbekend"}, "GET",     (302, 404, 404, 404, 404, 404, 404)),
    Row("partner_people", {"key": "aedes"}, "GET", (302, 404, 404, 404, 403, 403, 200)),
    Row("partner_people", {"key": "aedes"}, "POST", (401, 404, 404, 404, 403, 403, 422)),
    Row("partner_people", {"key": "onbekend"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("member_end", MEMBER, "POST",              (401, 404, 404, 404, 403, 403, 302)),
    Row("member_end", {**MEMBER, "key": "politie"}, "POST", (401, 404, 404, 404, 403, 403, 404)),
    Row("member_end", MEMBER, "GET",               (302, 405, 405, 405, 405, 405, 405)),
    Row("member_away", MEMBER, "POST",             (401, 404, 404, 404, 403, 403, 422)),
    Row("member_away", {**MEMBER, "key": "politie"}, "POST", (401, 404, 404, 404, 403, 403, 404)),
    Row("member_away", MEMBER, "GET",              (302, 405, 405, 405, 405, 405, 405)),
    Row("planning", {}, "GET",                     (302, 404, 200, 200, 200, 200, 200)),
    Row("feed", {}, "GET",                         (302, 404, 200, 200, 200, 200, 200)),
    Row("feed", {}, "POST",                        (401, 404, 200, 200, 200, 200, 200)),
    Row("feed_file", {"token": "geraden"}, "GET",  everyone(404)),
    Row("gaps", {}, "GET",                         (302, 404, 200, 200, 200, 200, 200)),
    Row("comparison", {}, "GET",                   (302, 404, 200, 200, 200, 200, 200)),
    Row("trail", {}, "GET",                        (302, 404, 404, 404, 404, 200, 200)),
    Row("trail", {}, "POST",                       (401, 405, 405, 405, 405, 405, 405)),
    Row("trail_export", {}, "GET",                 (302, 404, 404, 404, 404, 200, 200)),
    Row("trail_of_object", OBJECT, "GET",          (302, 404, 404, 404, 404, 200, 200)),
    Row("trail_of_person", {"pk": "900001"}, "GET", (302, 404, 404, 404, 404, 200, 200)),
    Row("trail_of_person", {"pk": "900002"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("bulk_edit", {}, "GET",                    (302, 404, 403, 403, 403, 403, 200)),
    Row("bulk_edit", {}, "POST",                   (401, 404, 403, 403, 403, 403, 302)),
    Row("comment_add", AEDES_MEASURE, "POST",      (401, 404, 422, 404, 422, 422, 422)),
    Row("comment_add", POLICE_MEASURE, "POST",     (401, 404, 404, 422, 422, 422, 422)),
    Row("comment_add", AEDES_MEASURE, "GET",       (302, 405, 405, 405, 405, 405, 405)),
    Row("follow", AEDES_MEASURE, "POST",           (401, 404, 302, 404, 302, 302, 302)),
    Row("follow", POLICE_MEASURE, "POST",          (401, 404, 404, 302, 302, 302, 302)),
    Row("follow", AEDES_MEASURE, "GET",            (302, 405, 405, 405, 405, 405, 405)),
    Row("following", {}, "GET",                    (302, 404, 200, 200, 200, 200, 200)),
    Row("following", {}, "POST",                   (401, 405, 405, 405, 405, 405, 405)),
    Row("export_csv", {}, "GET",                   (302, 404, 200, 200, 200, 200, 200)),
    Row("export_csv", {}, "POST",                  (401, 405, 405, 405, 405, 405, 405)),
    Row("export_xlsx", {}, "GET",                  (302, 404, 200, 200, 200, 200, 200)),
    Row("export_xlsx", {}, "POST",                 (401, 405, 405, 405, 405, 405, 405)),
    Row("print_list", {}, "GET",                   (302, 404, 200, 200, 200, 200, 200)),
    Row("print_list", {}, "POST",                  (401, 405, 405, 405, 405, 405, 405)),
    Row("filter_save", {}, "GET",                  (302, 404, 302, 302, 302, 302, 302)),
    Row("filter_save", {}, "POST",                 (401, 404, 422, 422, 422, 422, 422)),
    Row("filter_remove", {"pk": "1"}, "POST",      (401, 404, 404, 302, 404, 404, 404)),
    Row("filter_remove", {"pk": "1"}, "GET",       (302, 405, 405, 405, 405, 405, 405)),
    Row("search", {}, "GET",                       (302, 404, 200, 200, 200, 200, 200)),
    Row("search", {}, "POST",                      (401, 405, 405, 405, 405, 405, 405)),
    Row("releases", {}, "GET",                     (302, 404, 404, 404, 200, 200, 200)),
    Row("releases", {}, "POST",                    (401, 405, 405, 405, 405, 405, 405)),
    Row("release", RELEASE, "GET",                 (302, 404, 404, 404, 200, 200, 200)),
    Row("release", RELEASE, "POST",                (401, 404, 404, 404, 403, 422, 403)),
    Row("release", {"code": "bestaat-niet"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("discrepancies", {}, "GET",                (302, 404, 404, 404, 200, 200, 200)),
    Row("discrepancies", {}, "POST",               (401, 405, 405, 405, 405, 405, 405)),
    Row("discrepancy", DISCREPANCY, "GET",         (302, 404, 404, 404, 200, 200, 200)),
    Row("discrepancy", {"pk": "999999"}, "GET",    (302, 404, 404, 404, 404, 404, 404)),
    Row("discrepancy", DISCREPANCY, "POST",        (401, 405, 405, 405, 405, 405, 405)),
    Row("discrepancy_explain", DISCREPANCY, "POST", (401, 404, 404, 404, 403, 403, 422)),
    Row("discrepancy_explain", {"pk": "999999"}, "POST", (401, 404, 404, 404, 404, 404, 404)),
    Row("discrepancy_explain", DISCREPANCY, "GET", (302, 405, 405, 405, 405, 405, 405)),
    Row("release_withdraw", RELEASE, "GET",        (302, 404, 404, 404, 404, 403, 200)),
    Row("release_withdraw", RELEASE, "POST",       (401, 404, 404, 404, 404, 403, 422)),
    Row("target_now", {}, "GET",                   everyone(302)),
    Row("target", {"year": "2025"}, "GET",         everyone(200)),
    Row("target", {"year": "1999"}, "GET",         everyone(404)),
    Row("target", {"year": "2025"}, "POST",        everyone(405)),
    Row("target_new", {}, "GET",                   (302, 404, 404, 404, 404, 403, 200)),
    Row("target_new", {}, "POST",                  (401, 404, 404, 404, 404, 403, 422)),
    Row("areas", {}, "GET",                        everyone(200)),
    Row("areas", {}, "POST",                       everyone(405)),
    Row("area", {"code": "PE-ROTTERDAM"}, "GET",   everyone(200)),
    Row("area", {"code": "SE"}, "GET",             everyone(404)),
    Row("area", {"code": "PE-ROTTERDAM"}, "POST",  everyone(405)),
    Row("hindsight", {}, "GET",                    everyone(200)),
    Row("hindsight", {}, "POST",                   everyone(405)),
    Row("workbench", {}, "GET",                    (302, 404, 404, 404, 404, 200, 200)),
    Row("workbench", {}, "POST",                   (401, 405, 405, 405, 405, 405, 405)),
    Row("partner_figures", {"key": "aedes"}, "GET", (302, 404, 200, 404, 200, 200, 200)),
    Row("partner_figures", {"key": "aedes"}, "POST", (401, 404, 403, 404, 403, 403, 422)),
    Row("partner_figures", {"key": "niemand"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("scope_end", SCOPE, "POST",                (401, 404, 403, 404, 403, 403, 302)),
    Row("scope_end", {**SCOPE, "key": "politie"}, "POST",
                                                   (401, 404, 404, 403, 403, 403, 404)),
    Row("scope_end", SCOPE, "GET",                 (302, 405, 405, 405, 405, 405, 405)),
    Row("desk", {}, "GET",                         (302, 404, 404, 404, 404, 200, 200)),
    Row("desk", {}, "POST",                        (401, 405, 405, 405, 405, 405, 405)),
    Row("upload_new", {}, "GET",                   (302, 404, 404, 404, 404, 403, 200)),
    Row("upload_new", {}, "POST",                  (401, 404, 404, 404, 404, 403, 422)),
    Row("upload", UPLOAD, "GET",                   (302, 404, 404, 404, 404, 200, 200)),
    Row("upload", {"pk": "999999"}, "GET",         (302, 404, 404, 404, 404, 404, 404)),
    Row("upload_explain", UPLOAD, "POST",          (401, 404, 404, 404, 404, 403, 422)),
    Row("upload_take_back", UPLOAD, "POST",        (401, 404, 404, 404, 404, 403, 422)),
    Row("upload_again", UPLOAD, "POST",            (401, 404, 404, 404, 404, 422, 422)),
    Row("upload_release", UPLOAD, "POST",          (401, 404, 404, 404, 404, 422, 403)),
    Row("upload_release", UPLOAD, "GET",           (302, 405, 405, 405, 405, 405, 405)),
    Row("upload_faults", UPLOAD, "GET",            (302, 404, 404, 404, 404, 200, 200)),
    Row("file_format", {}, "GET",                  (302, 404, 404, 404, 200, 200, 200)),
    Row("example_file", EXAMPLE, "GET",            (302, 404, 404, 404, 200, 200, 200)),
    Row("example_file", {**EXAMPLE, "kind": "exe"}, "GET",
                                                   (302, 404, 404, 404, 404, 404, 404)),
    Row("editions", {}, "GET",                     (302, 404, 404, 404, 200, 200, 200)),
    Row("editions", {}, "POST",                    (401, 404, 404, 404, 403, 403, 422)),
    Row("edition", EDITION, "GET",                 (302, 404, 404, 404, 200, 200, 200)),
    Row("edition", EDITION, "POST",                (401, 405, 405, 405, 405, 405, 405)),
    Row("edition_pdf", EDITION, "GET",             (302, 404, 404, 404, 200, 200, 200)),
    Row("edition_document", EDITION, "GET",        (302, 404, 404, 404, 200, 200, 200)),
    Row("edition_retry", EDITION, "GET",           (302, 405, 405, 405, 405, 405, 405)),
    Row("edition_retry", EDITION, "POST",          (401, 404, 404, 404, 403, 403, 302)),
    Row("messages", {}, "GET",                     (302, 404, 404, 404, 404, 404, 200)),
    Row("messages", {}, "POST",                    (401, 405, 405, 405, 405, 405, 405)),
    Row("my_messages", {}, "GET",                  (302, 200, 200, 200, 200, 200, 200)),
    Row("my_messages", {}, "POST",                 (401, 405, 405, 405, 405, 405, 405)),
    Row("digests", {}, "POST",                     (401, 302, 302, 302, 302, 302, 302)),
    Row("digests", {}, "GET",                      (302, 405, 405, 405, 405, 405, 405)),
    Row("message", MESSAGE, "GET",                 (302, 404, 404, 200, 404, 404, 200)),
    Row("message", {"message_id": "999999"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("message", MESSAGE, "POST",                (401, 405, 405, 405, 405, 405, 405)),
    Row("message_file", MESSAGE_FILE, "GET",       (302, 404, 404, 200, 404, 404, 200)),
    Row("message_file", NO_FILE, "GET",            (302, 404, 404, 404, 404, 404, 404)),
    Row("message_file", MESSAGE_FILE, "POST",      (401, 405, 405, 405, 405, 405, 405)),
    Row("message_retry", MESSAGE, "GET",           (302, 405, 405, 405, 405, 405, 405)),
    Row("message_retry", MESSAGE, "POST",          (401, 404, 404, 403, 404, 404, 302)),
    # Without DEMO, as here, it exists for nobody.
    Row("demo_mailbox", {}, "GET",                 everyone(404)),
    Row("demo_mailbox", {}, "POST",                everyone(404)),
    Row("demo_mail", MESSAGE, "GET",               everyone(404)),
    Row("demo_mail_file", MESSAGE_FILE, "GET",     everyone(404)),
    Row("login", {}, "GET",                        (200, 302, 302, 302, 302, 302, 302)),
    Row("login", {}, "POST",                       (200, 302, 302, 302, 302, 302, 302)),
    Row("resume", {}, "GET",                       (302, 302, 302, 302, 302, 302, 302)),
    Row("resume", {}, "POST",                      (401, 302, 302, 302, 302, 302, 302)),
    Row("logout", {}, "GET",                       everyone(405)),
    Row("logout", {}, "POST",                      everyone(302)),
    Row("api_page", {}, "GET",                     everyone(200)),
    Row("accessibility", {}, "GET",                everyone(200)),
    Row("privacy", {}, "GET",                      everyone(200)),
    Row("healthz", {}, "GET",                      everyone(200)),
    Row("readyz", {}, "GET",                       everyone(200)),
    Row("openapi", {}, "GET",                      everyone(200)),
    Row("api-pijler-list", {}, "GET",              everyone(200)),
    Row("api-pijler-list", {}, "POST",             everyone(405)),
    Row("api-pijler-detail", {"nummer": "1"}, "GET", everyone(200)),
    Row("api-pijler-detail", {"nummer": "1"}, "DELETE", everyone(405)),
    Row("api-maatregel-list", {}, "GET",           everyone(200)),
    Row("api-maatregel-detail", {"nummer": "1.01"}, "GET", everyone(200)),
    Row("api-maatregel-detail", {"nummer": "9.99"}, "GET", everyone(404)),
    Row("api-cijfer-list", {}, "GET",              everyone(200)),
    Row("api-vergelijking-list", {}, "GET",        everyone(400)),
    Row("api-vergelijking-list", {}, "POST",       everyone(405)),
    Row("api-root", {}, "GET",                     everyone(404)),
    Row("api-unknown", {"rest": "bestaat-niet"}, "GET", everyone(404)),
    Row("asked", {}, "GET",                        (302, 404, 200, 200, 404, 404, 404)),
    Row("asked", {}, "POST",                       (401, 405, 405, 405, 405, 405, 405)),
    Row("submission", AEDES_PART, "GET",           (302, 404, 200, 404, 404, 404, 200)),
    Row("submission", {**ROUND, "key": "kpn"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("submission", AEDES_PART, "POST",          (401, 404, 405, 404, 404, 404, 405)),
    Row("submission_act", AEDES_PART, "POST",      (401, 404, 422, 404, 404, 404, 422)),
    Row("answer", AEDES_ANSWER, "GET",             (302, 404, 200, 404, 404, 404, 200)),
    Row("answer", {**AEDES_PART, "measure": "2.01"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("answer", AEDES_ANSWER, "POST",            (401, 404, 409, 404, 404, 404, 409)),
    Row("answer_unchanged", AEDES_ANSWER, "POST",  (401, 404, 409, 404, 404, 404, 409)),
    Row("answer_unchanged", AEDES_ANSWER, "GET",   (302, 404, 405, 404, 404, 404, 405)),
    Row("answer_put_back", AEDES_ANSWER, "POST",   (401, 404, 409, 404, 404, 404, 409)),
    Row("workbook", AEDES_PART, "GET",             (302, 404, 200, 404, 404, 404, 200)),
    Row("workbook", {**ROUND, "key": "kpn"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("workbook", AEDES_PART, "POST",            (401, 404, 405, 404, 404, 404, 405)),
    Row("workbook_upload", AEDES_PART, "GET",      (302, 404, 200, 404, 404, 404, 200)),
    Row("workbook_upload", AEDES_PART, "POST",     (401, 404, 422, 404, 404, 404, 422)),
    Row("workbook_preview", WORKBOOK, "GET",       (302, 404, 200, 404, 404, 404, 200)),
    Row("workbook_preview", {**WORKBOOK, "key": "politie"}, "GET",
                                                   (302, 404, 404, 404, 404, 404, 404)),
    Row("workbook_preview", WORKBOOK, "POST",      (401, 404, 302, 404, 404, 404, 302)),
    Row("workbook_errors", WORKBOOK, "GET",        (302, 404, 200, 404, 404, 404, 200)),
    Row("workbook_errors", WORKBOOK, "POST",       (401, 404, 405, 404, 404, 404, 405)),
    Row("feedback", AEDES_PART, "GET",             (302, 404, 404, 404, 404, 404, 404)),
    Row("receipt", {**AEDES_PART, "event": "1"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("personal_link", LINK, "GET",              everyone(200)),
    Row("personal_link", LINK, "POST",             (404, 302, 302, 302, 302, 302, 302)),
    Row("link_without_secret", {"key": LINK["key"]}, "GET", everyone(404)),
    Row("link_leave", {}, "POST",                  everyone(302)),
    Row("link_leave", {}, "GET",                   everyone(405)),
    Row("rounds", {}, "GET",                       (302, 404, 404, 404, 200, 200, 200)),
    Row("rounds", {}, "POST",                      (401, 405, 405, 405, 405, 405, 405)),
    Row("round_new", {}, "GET",                    (302, 404, 404, 404, 403, 403, 200)),
    Row("round_new", {}, "POST",                   (401, 404, 404, 404, 403, 403, 422)),
    Row("round", ROUND, "GET",                     (302, 404, 404, 404, 200, 200, 200)),
    Row("round", {"number": "2026-99"}, "GET",     (302, 404, 404, 404, 404, 404, 404)),
    Row("round_edit", ROUND, "GET",                (302, 404, 404, 404, 403, 403, 200)),
    Row("round_edit", ROUND, "POST",               (401, 404, 404, 404, 403, 403, 422)),
    Row("round_planning", ROUND, "GET",            (302, 404, 404, 404, 403, 403, 302)),
    Row("round_planning", ROUND, "POST",           (401, 404, 404, 404, 403, 403, 422)),
    Row("round_act", ROUND, "POST",                (401, 404, 404, 404, 403, 403, 422)),
    Row("round_act", ROUND, "GET",                 (302, 404, 404, 404, 403, 403, 302)),
    Row("letter_checks", EDITION, "GET",           (302, 404, 404, 404, 403, 200, 200)),
    Row("letter_checks", EDITION, "POST",          (401, 404, 404, 404, 403, 422, 422)),
    Row("letter_check", CHECK, "GET",              (302, 404, 404, 404, 403, 200, 200)),
    Row("letter_check", {**CHECK, "pk": "999999"}, "GET", (302, 404, 404, 404, 403, 404, 404)),
    Row("letter_check", CHECK, "POST",             (401, 405, 405, 405, 405, 405, 405)),
    Row("letter_check_file", CHECK, "GET",         (302, 404, 404, 404, 403, 200, 200)),
    Row("edition_establish", EDITION, "POST",      (401, 404, 404, 404, 404, 404, 404)),
    Row("edition_establish", EDITION, "GET",       (302, 405, 405, 405, 405, 405, 405)),
    Row("round_freeze", ROUND, "POST",             (401, 404, 404, 404, 403, 403, 302)),
    Row("round_messages", ROUND, "GET",            (302, 404, 404, 404, 200, 200, 200)),
    Row("round_messages", ROUND, "POST",           (401, 405, 405, 405, 405, 405, 405)),
    Row("round_messages", {"number": "2026-99"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("round_remind", ROUND, "GET",              (302, 404, 404, 404, 403, 403, 200)),
    Row("round_remind", ROUND, "POST",             (401, 404, 404, 404, 403, 403, 422)),
    Row("round_remind", {"number": "2026-99"}, "GET", (302, 404, 404, 404, 404, 404, 404)),
    Row("review", AEDES_PART, "GET",               (302, 404, 404, 404, 200, 200, 200)),
    Row("review_act", AEDES_PART, "POST",          (401, 404, 404, 404, 403, 403, 422)),
    Row("review_act", AEDES_PART, "GET",           (302, 404, 404, 404, 403, 403, 302)),
    # Without the person it is for, that person does not exist.
    Row("link_send", AEDES_PART, "POST",           (401, 404, 404, 404, 403, 403, 404)),
    Row("link_send", AEDES_PART, "GET",            (302, 405, 405, 405, 405, 405, 405)),
    Row("link_revoke", {**AEDES_PART, "pk": "LINK"}, "POST", (401, 404, 404, 404, 403, 403, 302)),
]
# fmt: on
