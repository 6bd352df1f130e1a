"""What people are besides their roles in the portal, such as editor of a partner.

The rooms that know register a question here; accounts themselves know no partners.
"""

from collections.abc import Callable, Collection, Mapping

from offensief.accounts.models import User

type Question = Callable[[Collection[int]], Mapping[int, list[str]]]

_questions: list[Question] = []


def add_question(question: Question) -> None:
    """A function that tells of row numbers of people in words what they are now."""
    _questions.append(question)


def of_all(people: Collection[int]) -> dict[int, list[str]]:
    """What each of these people is, in words."""
    found: dict[int, list[str]] = {pk: [] for pk in people}
    for question in _questions:
        for pk, words in question(people).items():
            found[pk].extend(words)
    return found


def in_words(user: User) -> str:
    """Every right of one person, in one line."""
    user.__dict__.pop("roles", None)
    roles = sorted(role.label for role in user.roles)
    return "; ".join([*roles, *of_all([user.pk])[user.pk]]) or "geen rechten"
