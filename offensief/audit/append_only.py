"""What was said stays said: the database itself refuses to change or remove a row."""

import pgtrigger


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """Trigger for Meta.triggers that refuses UPDATE, DELETE and TRUNCATE whoever asks."""
    return [
        pgtrigger.Trigger(
            name=name,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
            func="RAISE EXCEPTION 'Rows of % are only added, never changed.', TG_TABLE_NAME;",
        )
    ]
