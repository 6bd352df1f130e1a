"""Foreign keys point down, like imports. Written as text they pass import-linter."""

from django.apps import apps

# A room may point to its own tables and to lower rooms; equal ones do not know each other.
HEIGHT = {
    "audit": 0,
    "accounts": 1,
    "outbox": 2,
    "measures": 3,
    "incidents": 3,
    "rounds": 4,
    "reports": 5,
}


def _relations() -> list[tuple[str, str, str]]:
    """App, field and app pointed to, of every foreign key and many-to-many field."""
    return [
        (app, str(field), field.related_model._meta.app_label)
        for app in HEIGHT
        for model in apps.get_app_config(app).get_models()
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.is_relation and field.related_model
    ]


def test_no_foreign_key_points_up_or_sideways() -> None:
    relations = _relations()
    wrong = [
        (field, target)
        for app, field, target in relations
        if app != target and (target not in HEIGHT or HEIGHT[target] >= HEIGHT[app])
    ]

    assert len(relations) > 10
    assert not wrong


def test_the_trail_has_no_foreign_keys() -> None:
    assert not [field for app, field, _ in _relations() if app == "audit"]
