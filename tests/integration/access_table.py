"""Who gets what at every address. A URL name without a row fails the test, so does a row too many.

Codes: 200 shown, 302 to the sign-in page, 404 does not exist for this person, 403 may see but not
do. 405 answers a method the address has not. A POST without a session is 401: sign in, text kept.
Every address has a row for GET and for POST; tests/security/test_methods.py sends it all others.
`make fix` writes docs/access.md from it.
"""

from tests.integration.access_rows import accounts, editions, figures, plan, portal, rounds
from tests.integration.access_rows.row import ROLES, Row

TABLE = [*plan.ROWS, *rounds.ROWS, *figures.ROWS, *editions.ROWS, *portal.ROWS, *accounts.ROWS]

__all__ = ["ROLES", "TABLE", "Row"]
