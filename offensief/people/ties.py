"""What people are besides their roles in the portal, such as editor of a partner.

The rooms that know register a question here; accounts themselves know no partners.
"""

from collections.abc import Callable, Collection, Mapping

from offensief.accounts.models import User

type Question = Callable[[Collection[int]], Mapping[int, list[str]]]

# Ends what a room gave to somebody; the second person is who does it.
type Farewell = Callable[[User, User], None]

_questions: list[Question] = []
_farewells: list[Farewell] = []


def add_question(question: Question) -> None:
    """A function that tells of row numbers of people in words what they are now."""
    _questions.append(question)


def add_farewell(farewell: Farewell) -> None:
    """A function that ends what somebody must not keep who leaves, or who gets a role."""
    _farewells.append(farewell)


def end_all_of(user: User, *, by: User) -> None:
    """Let every room end what it gave to this person."""
    for farewell in _farewells:
        farewell(user, by)


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
