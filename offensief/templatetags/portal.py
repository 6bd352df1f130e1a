"""Dutch notation in templates. Loaded everywhere (settings, builtins)."""

from datetime import date, datetime
from typing import Protocol

from django import template

from offensief.lib import browsers, dutch

register = template.Library()


class HasPeriod(Protocol):
    """Anything with a period that ends before `period_end`."""

    period_start: date
    period_end: date


@register.filter
def number(value: int) -> str:
    """1543 is "1.543"."""
    return dutch.number(value)


@register.filter
def date_long(day: date) -> str:
    """ "9 januari 2026"."""
    return dutch.date_long(day)


@register.filter
def date_short(day: date) -> str:
    """ "09-01-2026"."""
    return dutch.date_short(day)


@register.filter
def moment(at: datetime) -> str:
    """ "9 januari 2026 om 14.05 uur"."""
    return dutch.moment(at)


@register.filter
def period(thing: HasPeriod) -> str:
    """ "januari t/m oktober 2025"."""
    return dutch.period(thing.period_start, thing.period_end)


@register.filter
def browser(user_agent: str) -> str:
    """ "Firefox op Linux"."""
    return browsers.browser_in_words(user_agent)


@register.filter
def file_size(size: int) -> str:
    """Size of a file in kB, at least 1: 123456 is "121 kB"."""
    return f"{dutch.number(max(1, round(size / 1024)))} kB"
