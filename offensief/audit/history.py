"""What the trail says the world looked like at a moment."""

import json
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, models
from django.utils import timezone

type States = dict[type[models.Model], dict[str, dict[str, Any]]]

# Later facts win: jsonb keeps the last value of a key, and the order is that of knowing.
_FOLD = """
    SELECT e.object_type, e.object_id, jsonb_object_agg(f.key, f.value ORDER BY e.known_at, e.id)
    FROM audit_entry e CROSS JOIN LATERAL jsonb_each(e.after) f
    WHERE e.known_at < %s AND e.object_type = ANY(%s) AND e.result = 'done'
    GROUP BY e.object_type, e.object_id
"""


def end_of(day: date) -> datetime:
    """The first moment that no longer belongs to this day, on the Dutch clock."""
    start = datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())
    return start + timedelta(days=1)


def states_at(moment: datetime, *kinds: type[models.Model]) -> States:
    """Every object of these kinds as known just before this moment: its facts by its trail id."""
    by_label = {kind._meta.label_lower: kind for kind in kinds}
    states: States = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, [moment, list(by_label)])
        for label, object_id, facts in cursor.fetchall():
            states[by_label[label]][object_id] = json.loads(facts)
    return states
