"""The words of the messages of a round: what is asked, by when, how long it takes.

No text of another partner and no figures: the mail is a sign to look, and may be read by others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator

from measures.models import Measure, Partner
from measures.rounds.models import Round, Submission
from measures.rounds.selectors.todo import Todo
from measures.rounds.states import SubmissionState
from offensief.lib.dutch import date_long, moment, plural

_LONGEST_QUOTE = 1000
_QUICK = "Is er niets veranderd? Dan bent u in vijf minuten klaar."
OPEN = "Open mijn vragen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message before it has a reader: everything but whom it is to and where its link leads."""

    kind: str
    kind_label: str
    subject: str
    body: str
    link_label: str = OPEN
    is_digest: bool = False


# Kinds of messages, with their words. Paragraphs of a body are parted by an empty line.
ANNOUNCED = "round-announced"
OPENED = "round-opened"
REMINDER = "round-reminder"
NUDGE = "round-nudge"
LINK = "round-link"
RETURNED = "round-returned"
APPROVED = "round-approved"
TO_SIGN = "round-to-sign"
DECLINED = "round-declined"
EXTENDED = "round-extended"
FROZEN = "round-frozen"
SENT = "round-sent"
WITHDRAWN = "round-withdrawn"
MISSED = "round-missed"
KINDS = {
    ANNOUNCED: "aankondiging van een ronde",
    OPENED: "opening van een ronde",
    REMINDER: "herinnering aan een ronde",
    NUDGE: "herinnering van het secretariaat",
    LINK: "persoonlijke link",
    RETURNED: "vraag over uw inzending",
    APPROVED: "goedkeuring van uw inzending",
    TO_SIGN: "vraag om te ondertekenen",
    DECLINED: "ondertekening geweigerd",
    EXTENDED: "uitstel",
    FROZEN: "antwoorden liggen vast",
    SENT: "rapportage verzonden",
    WITHDRAWN: "ronde gaat niet door",
    MISSED: "ronde gaat verder zonder uw antwoord",
}


def _letter(
    kind: str, subject: str, *paragraphs: str, label: str = OPEN, is_digest: bool = False
) -> Letter:
    return Letter(
        kind=kind,
        kind_label=KINDS[kind],
        subject=subject,
        body="\n\n".join(part.strip() for part in paragraphs if part.strip()),
        link_label=label,
        is_digest=is_digest,
    )


def path_to(about: Sequence[Submission]) -> str:
    """Where a message about these submissions leads who signs in."""
    return about[0].get_absolute_url() if len(about) == 1 else reverse("asked")


def announced(round_: Round, asked: Mapping[Partner, Sequence[Measure]], *, anew: bool) -> Letter:
    """That a round is coming. `anew`: its days changed after they were told."""
    return _letter(
        ANNOUNCED,
        f"Houd tijd vrij: wij vragen uw antwoord van {date_long(round_.opens_on)} t/m "
        f"{date_long(round_.deadline_on)}",
        "De dagen van deze ronde zijn gewijzigd. Dit bericht vervangt het vorige." if anew else "",
        f"De ronde '{round_.title}' opent op {moment(round_.opens_at)}. Dan vragen wij hoe het "
        "gaat met uw maatregelen.",
        *(f"{partner.name}:\n{_measures(measures)}" for partner, measures in asked.items()),
        f"Uw antwoord moet er uiterlijk op {date_long(round_.deadline_on)} zijn. {_QUICK}",
        "U hoeft nu nog niets te doen. Bent u er dan niet? Meld het ons, dan vragen wij het aan "
        "uw vervanger.",
        label="Bekijk wat er van u wordt gevraagd",
    )


def opened(submission: Submission, measures: Sequence[Measure]) -> Letter:
    """That the questions are there."""
    round_ = submission.round
    return _letter(
        OPENED,
        f"Beantwoord de vragen over uw maatregelen, uiterlijk op {date_long(submission.last_day)}",
        f"De ronde '{round_.title}' is open. Wij vragen {submission.partner.name} hoe het gaat met "
        f"{plural(len(measures), 'maatregel', 'maatregelen')}, over de periode "
        f"{date_long(round_.period_start)} t/m {date_long(round_.period_end)}.",
        _quote(round_.question),
        _measures(measures),
        f"Antwoord uiterlijk op {date_long(submission.last_day)}. {_QUICK}",
        "Lukt dat niet? Laat het ons op tijd weten.",
    )


def reminder(
    parts: Sequence[tuple[Submission, Todo]], *, today: date, by_hand: bool = False, said: str = ""
) -> Letter:
    """What a person still has to hand in, the earliest last day first.

    `by_hand`: the secretariat sends it, with a sentence of its own in `said`.
    """
    return _letter(
        NUDGE if by_hand else REMINDER,
        _reminds(parts[0][0].last_day, today),
        said,
        "Wij hebben nog niet alles van u ontvangen.",
        *(_missing(submission, todo, today) for submission, todo in parts),
        _QUICK,
        is_digest=True,
    )


def _reminds(last_day: date, today: date) -> str:
    if last_day < today:
        return f"Dien uw antwoorden alsnog in: de laatste dag was {date_long(last_day)}"
    return f"Herinnering: dien uw antwoorden in, uiterlijk op {date_long(last_day)}"


def _missing(submission: Submission, todo: Todo, today: date) -> str:
    """What is missing of one submission."""
    round_, last_day = submission.round, submission.last_day
    until = f"Antwoord uiterlijk op {date_long(last_day)}."
    if last_day < today:
        until = (
            f"De laatste dag was {date_long(last_day)}. Antwoorden kan nog t/m "
            f"{date_long(round_.closes_on)}."
        )
    lines = [f"{submission.partner.name}, {round_.title}", until]
    if todo.last_step:
        lines.append(f"Alles is beantwoord, maar uw antwoord {todo.last_step}.")
    else:
        lines += ["Wat er nog ontbreekt:", *(f"- {line}" for line in todo.lines)]
    if todo.more:
        lines.append(f"- en nog {plural(todo.more, 'andere maatregel', 'andere maatregelen')}")
    return "\n".join(lines)


def link(submission: Submission) -> Letter:
    """A new personal link, asked for by telephone for instance."""
    return _letter(
        LINK,
        f"Uw persoonlijke link: antwoord uiterlijk op {date_long(submission.last_day)}",
        f"Met deze link komt u meteen bij de vragen aan {submission.partner.name} in de ronde "
        f"'{submission.round.title}'. U hoeft niet in te loggen.",
        f"Antwoord uiterlijk op {date_long(submission.last_day)}. {_QUICK}",
    )


def returned(
    submission: Submission, reason: str, questions: Sequence[tuple[Measure, str]]
) -> Letter:
    """The secretariat has a question about what was handed in."""
    asked = (f"{m.number} {m.short_title}\n{_quote(text)}" for m, text in questions)
    return _letter(
        RETURNED,
        f"Beantwoord onze vraag over uw inzending, uiterlijk op {date_long(submission.last_day)}",
        f"Dank voor de antwoorden van {submission.partner.name} in de ronde "
        f"'{submission.round.title}'. Wij hebben nog een vraag.",
        _quote(reason),
        *asked,
        "Alleen wat hierboven staat, kunt u weer wijzigen. Antwoord en onderteken uiterlijk op "
        f"{date_long(submission.last_day)}.",
    )


def approved(submission: Submission, *, today: date) -> Letter:
    """Thanks, and what happens next."""
    return _letter(
        APPROVED,
        f"Goedgekeurd op {date_long(today)}: u hoeft niets meer te doen",
        f"Dank u wel. De antwoorden van {submission.partner.name} in de ronde "
        f"'{submission.round.title}' zijn goedgekeurd en staan nu bij uw maatregelen.",
        f"Hoe gaat het verder? De ronde sluit op {date_long(submission.round.closes_on)}. Daarna "
        "maken wij de rapportage aan de Tweede Kamer. U krijgt bericht als die is verzonden.",
        label="Bekijk mijn antwoorden",
    )


def to_sign(submission: Submission, name: str) -> Letter:
    """Everything was answered; `name` asks for the signature."""
    return _letter(
        TO_SIGN,
        f"Onderteken de antwoorden van {submission.partner.short_name}, uiterlijk op "
        f"{date_long(submission.last_day)}",
        f"{name} heeft alle vragen aan {submission.partner.name} in de ronde "
        f"'{submission.round.title}' beantwoord en vraagt u om te ondertekenen.",
        f"Kijk de antwoorden na en onderteken uiterlijk op {date_long(submission.last_day)}. Dat "
        "duurt ongeveer vijf minuten.",
        "Klopt er iets niet? Kies dan 'Niet ondertekenen' en schrijf waarom.",
        label="Bekijk en onderteken",
    )


def declined(submission: Submission, name: str, reason: str) -> Letter:
    """The signer does not sign; the editors go on."""
    return _letter(
        DECLINED,
        f"Pas de antwoorden van {submission.partner.short_name} aan, uiterlijk op "
        f"{date_long(submission.last_day)}",
        f"{name} heeft de antwoorden van {submission.partner.name} in de ronde "
        f"'{submission.round.title}' niet ondertekend. De reden:",
        _quote(reason),
        "Pas de antwoorden aan en leg ze opnieuw ter ondertekening. Uiterlijk op "
        f"{date_long(submission.last_day)} moet de handtekening er staan.",
    )


def extended(submission: Submission, reason: str) -> Letter:
    """More time."""
    return _letter(
        EXTENDED,
        f"U hebt uitstel: antwoord uiterlijk op {date_long(submission.last_day)}",
        f"{submission.partner.name} heeft uitstel in de ronde '{submission.round.title}'. Antwoord "
        f"uiterlijk op {date_long(submission.last_day)}.",
        f"De reden: {_quote(reason)}",
    )


def frozen(submission: Submission, *, today: date) -> Letter:
    """The answers no longer change."""
    title, partner = submission.round.title, submission.partner.name
    said = (
        f"De ronde '{title}' is afgerond. De antwoorden van {partner} liggen nu vast voor de "
        "rapportage aan de Tweede Kamer."
    )
    if submission.state == SubmissionState.MISSED:
        said = (
            f"De ronde '{title}' is afgerond zonder antwoord van {partner}. In de rapportage aan "
            "de Tweede Kamer komt wat het laatst bekend was."
        )
    return _letter(
        FROZEN,
        f"De antwoorden liggen vast sinds {date_long(today)}: u hoeft niets te doen",
        said,
        "U krijgt bericht als de rapportage is verzonden.",
        label="Bekijk mijn antwoorden",
    )


def sent(submission: Submission) -> Letter:
    """The report went to parliament, and what was done with the answers can be read."""
    round_, partner = submission.round, submission.partner.name
    day = date_long(round_.sent_on) if round_.sent_on else ""
    under = f", als Kamerstuk {round_.kamerstuk}" if round_.kamerstuk else ""
    answered = submission.state != SubmissionState.MISSED
    said = (
        f"Op de pagina van {partner} ziet u wat er met uw antwoorden is gedaan. Dank u wel voor uw "
        "bijdrage."
    )
    if not answered:
        said = f"Van {partner} was er geen antwoord. U ziet op de pagina wat er is overgenomen."
    doing = "Bekijk wat er met uw antwoorden is gedaan" if answered else "U hoeft niets te doen"
    return _letter(
        SENT,
        f"{doing}: de rapportage is verzonden op {day}",
        f"De rapportage over de ronde '{round_.title}' is op {day} naar de Tweede Kamer "
        f"gestuurd{under}.",
        said,
        label="Bekijk wat er is gedaan",
    )


def withdrawn(round_: Round, reason: str) -> Letter:
    """A round that people heard of does not go on."""
    return _letter(
        WITHDRAWN,
        f"De ronde '{round_.title}' gaat niet door: u hoeft niets te doen",
        f"De ronde '{round_.title}' is ingetrokken. Wat u al schreef, blijft bewaard.",
        f"De reden: {_quote(reason)}",
        label="Bekijk wat er van u wordt gevraagd",
    )


def missed(submission: Submission, reason: str) -> Letter:
    """The secretariat goes on without this partner."""
    return _letter(
        MISSED,
        f"Wij gaan verder zonder het antwoord van {submission.partner.name}",
        f"In de ronde '{submission.round.title}' hebben wij geen volledig antwoord van "
        f"{submission.partner.name}. In de rapportage staat straks wat er het laatst bekend was.",
        f"De reden: {_quote(reason)}",
        "Kunt u toch nog antwoorden? Mail ons dan meteen.",
        label="Bekijk mijn antwoorden",
    )


def _measures(measures: Sequence[Measure]) -> str:
    return "\n".join(f"- {measure.number} {measure.short_title}" for measure in measures)


def _quote(text: str) -> str:
    """The beginning of what somebody wrote."""
    return Truncator(text.strip()).chars(_LONGEST_QUOTE)
