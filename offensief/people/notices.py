"""What people hear by mail about their account, and what the head hears about rights."""

from django.urls import reverse
from django.utils import timezone

from offensief.accounts.models import Role, RoleGrant, User
from offensief.lib.dutch import date_long
from offensief.outbox.models import Message
from offensief.outbox.services import queue
from offensief.people.models import EntryPass

_NOT_YOU = (
    "Hebt u dit niet zelf gedaan of gevraagd? Mail dan meteen het secretariaat van het Offensief."
)

_NOT_RIGHT = "Klopt dit niet? Mail dan meteen het secretariaat van het Offensief."


def invited(entry: EntryPass, by: User) -> Message:
    """Somebody may come in."""
    return _personal(
        entry,
        kind="invitation",
        label="uitnodiging",
        subject="U krijgt toegang tot het portaal van het Offensief tegen Explosies",
        body=f"{by.name} nodigt u uit voor het portaal. Kies met de knop hieronder een wachtwoord. "
        "Daarna koppelt u een app met codes of een passkey; dat duurt twee minuten.\n\n"
        f"De link werkt één keer, t/m {_last_day(entry)}. Geef hem aan niemand door: het account "
        "is van u.",
        button="Kies een wachtwoord",
    )


def forgotten(entry: EntryPass) -> Message:
    """Somebody asked for a new password."""
    return _personal(
        entry,
        kind="forgotten",
        label="nieuw wachtwoord",
        subject="Kies een nieuw wachtwoord voor het portaal",
        body="Er is een nieuw wachtwoord gevraagd voor uw account. Kies het met de knop hieronder. "
        "De link werkt één keer en een uur lang. Uw tweede stap blijft zoals hij is.\n\n"
        "Hebt u hier niet om gevraagd? Dan hoeft u niets te doen: uw wachtwoord verandert niet.",
        button="Kies een nieuw wachtwoord",
    )


def factor_wiped(entry: EntryPass) -> Message:
    """The second factor was taken away by an administrator."""
    return _personal(
        entry,
        kind="factor_wiped",
        label="nieuwe tweede stap",
        subject="Portaal Offensief: uw tweede stap is gewist",
        body="De beheerder heeft uw tweede stap gewist, omdat u uw telefoon of sleutel kwijt was. "
        "Uw wachtwoord werkt daarom ook niet meer. Kies met de knop hieronder een nieuw "
        "wachtwoord en koppel daarna een nieuwe app of passkey.\n\n"
        f"De link werkt één keer, t/m {_last_day(entry)}. {_NOT_YOU}",
        button="Kies een nieuw wachtwoord",
    )


def _last_day(entry: EntryPass) -> str:
    return date_long(timezone.localtime(entry.expires_at).date())


def _personal(
    entry: EntryPass, *, kind: str, label: str, subject: str, body: str, button: str
) -> Message:
    return queue(
        to=entry.person,
        kind=kind,
        kind_label=label,
        subject=subject,
        body=body,
        link=entry.get_absolute_url(),
        link_label=button,
        seals_link=True,
        dedupe_key=f"pass:{entry.key}",
    )


def password_changed(user: User) -> Message:
    """The owner of an account hears of it, in case it was somebody else."""
    return _about_own(
        user,
        "uw wachtwoord is gewijzigd",
        f"Het wachtwoord van uw account is net gewijzigd. {_NOT_YOU}",
    )


def factor_changed(user: User, what: str) -> Message:
    """An app or passkey came or went."""
    return _about_own(
        user, "uw tweede stap is gewijzigd", f"Op uw account is een {what}. {_NOT_YOU}"
    )


def _about_own(user: User, subject: str, body: str) -> Message:
    return queue(
        to=user,
        kind="account",
        kind_label="uw account",
        subject=f"Portaal Offensief: {subject}",
        body=body,
        link=reverse("mfa_index"),
        link_label="Naar mijn account",
        dedupe_key=_now_key("own", user),
    )


def who_watches() -> list[User]:
    """The heads, or the secretariat where there is none. Asked before a change of rights."""
    return _holders(Role.HEAD) or _holders(Role.SECRETARY)


def role_changed(
    *, user: User, what: str, by: User, watchers: list[User], reason: str = ""
) -> list[Message]:
    """Whoever it is about hears of every change of rights, and so do `watchers` (who_watches).

    Only the watchers read the reason: it is written for who looks after rights.
    """
    own = _about_own(
        user,
        "uw rechten zijn gewijzigd",
        f"Uw account {what}. {by.name} heeft dit gedaan.\n\n{_NOT_RIGHT}",
    )
    return [own, *rights_changed(user=user, what=what, by=by, watchers=watchers, reason=reason)]


def rights_changed(
    *, user: User, what: str, by: User, watchers: list[User], reason: str = ""
) -> list[Message]:
    """The same for the watchers alone, when the person gets another mail of it."""
    why = f"Waarom: {reason}\n\n" if reason else ""
    return _to_all(
        [person for person in watchers if person.pk != user.pk],
        kind="rights",
        label="rechten gewijzigd",
        subject=f"Rechten gewijzigd: {user.name}",
        body=f"{user.name} ({user.email}) {what}. {by.name} heeft dit gedaan.\n\n{why}{_NOT_RIGHT}",
        link=reverse("account", kwargs={"pk": user.pk}),
        key=_now_key("rights", user),
    )


def many_failures(*, when: str) -> list[Message]:
    """The administrators hear that somebody is trying passwords."""
    return _to_all(
        _holders(Role.ADMINISTRATOR),
        kind="failures",
        label="veel mislukte inlogpogingen",
        subject="Er wordt vaak geprobeerd in te loggen in het portaal",
        body="In tien minuten mislukten meer dan honderd pogingen om in te loggen. Wie te vaak "
        "probeert moet nu ook meteen de code van de tweede stap geven. Kijk in het spoor en in het "
        "logboek van de webserver waar het vandaan komt.",
        link=reverse("trail"),
        key=f"failures:{when}",
    )


def _to_all(  # noqa: PLR0913 -- what a message is, told in one place
    people: list[User], *, kind: str, label: str, subject: str, body: str, link: str, key: str
) -> list[Message]:
    return [
        queue(
            to=person,
            kind=kind,
            kind_label=label,
            subject=subject,
            body=body,
            link=link,
            dedupe_key=f"{key}:{person.pk}",
        )
        for person in people
    ]


def _holders(role: Role) -> list[User]:
    grants = RoleGrant.objects.filter(role=role, ended_at=None, user__is_active=True)
    return list(User.objects.filter(pk__in=grants.values("user_id")))


def _now_key(what: str, user: User) -> str:
    return f"{what}:{user.pk}:{timezone.now().timestamp():.6f}"
