"""A row of the access table, the roles it has a code for, and the things its addresses name."""

from dataclasses import dataclass

# The editor writes for Aedes; "aedes" and "police" write and sign for theirs.
ROLES = (
    "anonymous",
    "outsider",
    "editor",
    "aedes",
    "police",
    "reader",
    "figures",
    "head",
    "secretary",
    "administrator",
)


@dataclass(frozen=True)
class Row:
    """One URL name and method, with the status code per role in the order of ROLES."""

    name: str
    kwargs: dict[str, str]
    method: str
    codes: tuple[int, ...]


def everyone(code: int) -> tuple[int, ...]:
    return (code,) * len(ROLES)


# Words in capitals stand for row numbers that are known once things are made (tests/security).
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
# To the police, and failed; the last one to Aedes.
MESSAGE = {"message_id": "900001"}
MESSAGE_FILE = {**MESSAGE, "file_id": "900001"}
NO_FILE = {**MESSAGE, "file_id": "900002"}
AEDES_MESSAGE = {"message_id": "900003"}

# A round that is open, in which Aedes and the police are asked.
ROUND = {"number": "2027-1"}
AEDES_PART = {**ROUND, "key": "aedes"}
AEDES_ANSWER = {**AEDES_PART, "measure": "1.01"}
# Of Aedes, with an error in it.
WORKBOOK = {**AEDES_PART, "pk": "WORKBOOK"}
LINK = {"key": "00000000-0000-4000-8000-000000000000", "secret": "geheim"}
REAL_LINK = {"key": "LINK_KEY", "secret": "LINK_SECRET"}
