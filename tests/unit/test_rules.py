"""What counts as a text that says something."""

import pytest

from measures.rounds.content import words
from offensief.lib.rules import missing, one_line


@pytest.mark.parametrize("blank", ["", "  ", "\u200b", "\u3164", "\u2800", "\u00ad", "\u202e\n"])
def test_signs_without_a_picture_say_nothing(blank: str) -> None:
    assert missing({"title": blank}, {"title": "Vul een titel in."}) == {
        "title": "Vul een titel in."
    }
    assert words(blank) == 0


def test_a_title_is_one_line_of_what_can_be_seen() -> None:
    assert one_line(" Hand\u00adreiking\n\u3164 klaar ") == "Handreiking klaar"
