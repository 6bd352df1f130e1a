"""What a form sends reads as it was written: no mark turns the direction of what follows."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from measures.models import Comment, Measure
from offensief.accounts.models import User
from offensief.web.straight import StraightMiddleware
from tests.conftest import SignedIn
from tests.signing_in import PASSWORD, account

_TURNED = "In 2024 waren het er \u202e3451\u202c, zegt \u2067de politie\u2069."
_STRAIGHT = "In 2024 waren het er 3451, zegt de politie."


def test_a_remark_is_kept_and_shown_without_them(secretary: User) -> None:
    measure = Measure.objects.get(number="1.01")
    form = {"opmerking-text": _TURNED}
    page = SignedIn(secretary).post("/maatregelen/1.01/opmerkingen/", form, follow=True)

    assert Comment.objects.get(measure=measure).text == _STRAIGHT
    assert _STRAIGHT in page.content.decode()


@pytest.fixture
def sent() -> dict[str, list[str]]:
    return {"text": [_TURNED, "geen"], "password": ["\u202eabc"], "naam": ["José \u200f(א)"]}


def _seen_by_the_view(request: HttpRequest) -> HttpRequest:
    middleware = StraightMiddleware(lambda _: HttpResponse())
    middleware.process_view(request)
    return request


def test_every_value_of_a_field_and_no_password(sent: dict[str, list[str]]) -> None:
    request = _seen_by_the_view(RequestFactory().post("/", sent))

    assert request.POST.getlist("text") == [_STRAIGHT, "geen"]
    assert request.POST["password"] == "\u202eabc"


def test_other_letters_and_marks_stay(sent: dict[str, list[str]]) -> None:
    request = _seen_by_the_view(RequestFactory().post("/", sent))

    assert request.POST["naam"] == "José \u200f(א)"


def test_a_password_with_a_mark_that_turns_is_changed_as_it_was_chosen(db: None) -> None:
    person = account()
    chosen = f"\u202e{PASSWORD}"
    person.set_password(chosen)
    person.save()
    form = {"present_password": chosen, "password": f"{chosen}\u202c"}

    SignedIn(person).post(reverse("password_change"), form)

    person.refresh_from_db()
    assert person.check_password(f"{chosen}\u202c")
