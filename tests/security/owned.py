"""Of whom the thing at each address is, and what stands in for its varying parts.

An address with a part that varies and without a line here fails test_idor.py.
"""

from dataclasses import dataclass
from enum import Enum

from tests.integration.access_rows import accounts
from tests.integration.access_rows import row as things
from tests.integration.access_rows.row import ROLES


class Owner(Enum):
    """Whose the thing is; the value holds the roles for whom it does not exist."""

    AEDES = frozenset({"anonymous", "outsider", "police", "figures", "administrator"})
    # What the secretariat keeps about Aedes: nobody of a partner sees it, nor who only reads.
    DESK = frozenset({"anonymous", "outsider", "editor", "aedes", "police", "administrator"})
    EMBARGO = DESK | {"reader"}
    BUREAU = frozenset(
        {"anonymous", "outsider", "editor", "aedes", "police", "figures", "administrator"}
    )
    # Of one person of Aedes. The secretariat and administrators look after mail.
    PERSON = frozenset({"anonymous", "outsider", "editor", "police", "reader", "figures", "head"})
    # What the trail tells is for head, secretariat and administrators.
    TRAIL = frozenset({"anonymous", "outsider", "editor", "aedes", "police", "reader", "figures"})
    # Of one person alone, whoever else asks.
    SELF = frozenset(ROLES)
    # Rights of others are for head and administrators; the secretariat may invite some.
    ACCOUNT = frozenset(set(ROLES) - {"head", "administrator"})
    INVITED = ACCOUNT - {"secretary"}
    # For everybody, or for nobody: there are no strangers, and secrets are looked for all the same.
    PUBLIC = frozenset[str]()


@dataclass(frozen=True)
class Owned:
    """A thing at an address."""

    owner: Owner
    kwargs: dict[str, str]


def _all(owner: Owner, kwargs: dict[str, str], *names: str) -> dict[str, Owned]:
    return {name: Owned(owner, kwargs) for name in names}


OWNED: dict[str, Owned] = {
    **_all(Owner.SELF, accounts.PASSKEY, "mfa_remove_webauthn", "mfa_edit_webauthn"),
    **_all(Owner.ACCOUNT, accounts.PERSON, "account", "account_role", "account_review"),
    **_all(Owner.ACCOUNT, {**accounts.PERSON, "act": "uitzetten"}, "account_act"),
    **_all(Owner.INVITED, accounts.PERSON, "account_invite"),
    **_all(Owner.PUBLIC, things.LINK, "entry_pass"),
    **_all(Owner.PUBLIC, accounts.NO_LINK, "pass_without_secret"),
    **_all(Owner.PUBLIC, accounts.SSO, "openid_connect_login", "openid_connect_callback"),
    **_all(
        Owner.AEDES,
        things.AEDES_MEASURE,
        *("measure", "status_change", "course_report", "milestones", "responsibility"),
        *("contact_add", "card", "lesson", "lineage", "comment_add", "follow"),
        "measure_attachment_add",
    ),
    **_all(Owner.AEDES, things.PART, "milestone", "role_end", "contact_end"),
    **_all(Owner.AEDES, things.AEDES_ENTRY, "entry", "entry_edit", "entry_attachment_add"),
    **_all(Owner.AEDES, things.FILE, "attachment", "attachment_withdraw"),
    **_all(Owner.AEDES, {"key": "aedes"}, "partner_figures"),
    **_all(Owner.AEDES, things.SCOPE, "scope_end"),
    **_all(
        Owner.AEDES,
        things.AEDES_PART,
        *("submission", "submission_act", "feedback", "workbook", "workbook_upload"),
    ),
    **_all(Owner.AEDES, things.WORKBOOK, "workbook_preview", "workbook_errors"),
    **_all(Owner.AEDES, things.AEDES_ANSWER, "answer", "answer_unchanged", "answer_put_back"),
    **_all(Owner.AEDES, {**things.AEDES_PART, "event": "RECEIPT"}, "receipt"),
    # Pages of the secretariat about partners.
    **_all(Owner.BUREAU, {"key": "aedes"}, "partner", "partner_people"),
    **_all(Owner.BUREAU, things.MEMBER, "member_end", "member_away"),
    **_all(Owner.BUREAU, things.PLANS, "plan_diff"),
    **_all(
        Owner.BUREAU,
        things.ROUND,
        *("round", "round_edit", "round_planning", "round_act", "round_messages"),
        *("round_remind", "round_freeze"),
    ),
    **_all(Owner.BUREAU, things.AEDES_PART, "review", "review_act", "link_send"),
    **_all(Owner.BUREAU, {**things.AEDES_PART, "pk": "LINK"}, "link_revoke"),
    **_all(
        Owner.BUREAU,
        things.EDITION,
        *("edition", "edition_establish", "edition_send", "edition_move", "edition_refer"),
        *("edition_correct", "edition_retry", "cover_letter", "cover_letter_file"),
        *("letter_checks", "public_edition"),
    ),
    **_all(Owner.BUREAU, {**things.EDITION, "form": "pdf"}, "edition_file", "edition_download"),
    **_all(Owner.BUREAU, {**things.EDITION, "code": "C1"}, "edition_origin"),
    **_all(Owner.BUREAU, things.CHECK, "letter_check", "letter_check_file"),
    **_all(Owner.DESK, things.DISCREPANCY, "discrepancy", "discrepancy_explain"),
    **_all(Owner.DESK, things.EXAMPLE, "example_file"),
    **_all(Owner.EMBARGO, {"code": "EMBARGOED"}, "release", "release_withdraw"),
    **_all(
        Owner.EMBARGO,
        things.UPLOAD,
        *("upload", "upload_explain", "upload_take_back", "upload_again", "upload_release"),
        "upload_faults",
    ),
    **_all(Owner.PERSON, things.AEDES_MESSAGE, "message", "message_retry"),
    **_all(Owner.PERSON, {**things.AEDES_MESSAGE, "file_id": "900003"}, "message_file"),
    **_all(Owner.PERSON, {"pk": "900001"}, "filter_remove"),
    **_all(Owner.TRAIL, things.OBJECT, "trail_of_object"),
    **_all(Owner.TRAIL, {"pk": "900001"}, "trail_of_person"),
    # Registers are a list of what one may see; the meeting of the VNG has points for its partners.
    **_all(Owner.PUBLIC, {"register": "producten"}, "register", "entry_new"),
    **_all(Owner.PUBLIC, things.MEETING, "agenda_add"),
    **_all(Owner.PUBLIC, things.POINT, "agenda_point", "agenda_act"),
    # Without DEMO there is no such mailbox.
    **_all(Owner.PUBLIC, things.AEDES_MESSAGE, "demo_mail"),
    **_all(Owner.PUBLIC, {**things.AEDES_MESSAGE, "file_id": "900003"}, "demo_mail_file"),
    # Whoever has the address has the thing: it is the key itself.
    **_all(Owner.PUBLIC, {"token": "geraden"}, "feed_file"),
    **_all(Owner.PUBLIC, things.LINK, "personal_link"),
    **_all(Owner.PUBLIC, {"key": "LINK_KEY"}, "link_without_secret"),
    **_all(Owner.PUBLIC, {"year": "2026"}, "target"),
    **_all(Owner.PUBLIC, {"code": "PE-ROTTERDAM"}, "area"),
    **_all(Owner.PUBLIC, {"nummer": "2026-1"}, "api-editie-detail"),
    **_all(Owner.PUBLIC, {"nummer": "1"}, "api-pijler-detail"),
    **_all(Owner.PUBLIC, {"nummer": "1.01"}, "api-maatregel-detail"),
    **_all(Owner.PUBLIC, {"rest": "maatregelen/1.01/opmerkingen"}, "api-unknown"),
}
