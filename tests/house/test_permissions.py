"""Who may do what is asked in one place."""

import re

from tests.house.files import APPS, name, python_files, templates

# Giving roles, and the demo's people.
_GIVES_ROLES = ("offensief/accounts/", "offensief/people/", "offensief/management/")
_ASKS_A_ROLE = re.compile(
    r"\bholds\(person|\.has_role\(|\.roles\b|\bRole\.[A-Z]|RoleGrant\.objects"
)
# Whom it tells, not who may: everybody with one of these roles.
_TELLS = {"offensief/outbox/trail_alarm.py"}


def test_roles_are_asked_about_in_permissions_only() -> None:
    asking = {
        name(path)
        for path in python_files(*APPS)
        if _ASKS_A_ROLE.search(path.read_text(encoding="utf-8"))
        and path.name != "permissions.py"
        and not name(path).startswith(_GIVES_ROLES)
    }

    assert {path for path in asking if "/management/" not in path} == _TELLS


def test_no_template_asks_about_a_role() -> None:
    asking = re.compile(r"has_role|\.roles|is_superuser|is_staff|perms\.")

    assert not [name(t) for t in templates() if asking.search(t.read_text(encoding="utf-8"))]
