"""The glossary has every model and every value, with the Dutch word exactly as in the code."""

import re

from django.apps import apps
from django.db.models import TextChoices

from tests.house.files import APPS, python_files, read, table_rows

ROOMS = ("accounts", "audit", "outbox", "people", "measures", "rounds", "incidents", "reports")


def _rows() -> dict[str, str]:
    """Dutch word by name in the code, of all tables but the last."""
    tables, _ = read("docs/glossary.md").split("## Words without a table")
    rows = table_rows(tables)
    names = [row[2].strip("`") for row in rows]
    assert len(names) == len(set(names))
    return {row[2].strip("`"): row[1] for row in rows}


def _choices() -> list[type[TextChoices]]:
    return [c for c in TextChoices.__subclasses__() if c.__module__.split(".")[0] in APPS]


def test_every_model_has_its_dutch_name() -> None:
    rows = _rows()
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            assert model.__name__ in rows
            # Without a name of its own Django takes the English one of the class.
            if str(model._meta.verbose_name) != model.__name__.lower():
                assert rows[model.__name__] == str(model._meta.verbose_name)


def test_every_value_has_its_label() -> None:
    rows = _rows()
    for choices in _choices():
        assert choices.__name__ in rows
        for value in choices:
            assert rows.get(f"{choices.__name__}.{value.name}") == value.label, value


def test_nothing_is_listed_that_does_not_exist() -> None:
    models = {m.__name__ for room in ROOMS for m in apps.get_app_config(room).get_models()}
    values = {f"{c.__name__}.{v.name}" for c in _choices() for v in c}

    assert set(_rows()) == models | {c.__name__ for c in _choices()} | values


def test_words_without_a_table_exist_in_the_code() -> None:
    _, words = read("docs/glossary.md").split("## Words without a table")
    code = "\n".join(path.read_text(encoding="utf-8") for path in python_files(*APPS))
    for row in table_rows(words):
        for named in re.findall(r"`([^`]+)`", row[2]):
            assert re.search(rf"\b{named.split('.')[-1]}\b", code), named
