"""Adds the chain of hashes, on behalf of whom, and since when something was known."""

import django.utils.timezone
from django.db import migrations, models

from offensief.audit import chain


def chain_what_is_there(apps, schema_editor):
    """The entries of before get their links. Only this migration may change them."""
    Entry = apps.get_model("audit", "Entry")
    if not Entry.objects.exists():
        return
    schema_editor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
    head = chain.START
    for entry in Entry.objects.order_by("pk").iterator():
        entry.known_at = entry.at
        entry.previous_hash = head
        entry.hash = head = chain.link(entry)
        entry.save()
    schema_editor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    # Changing rows and then the table in one transaction is refused by PostgreSQL.
    atomic = False

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="entry",
            options={
                "ordering": ["-at", "-pk"],
                "verbose_name": "regel van het spoor",
                "verbose_name_plural": "spoor",
            },
        ),
        migrations.AddField(
            "entry",
            "known_at",
            models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="bekend sinds"
            ),
        ),
        migrations.AddField(
            "entry",
            "on_behalf_of",
            models.CharField(blank=True, max_length=200, default="", verbose_name="namens"),
            preserve_default=False,
        ),
        migrations.AddField(
            "entry",
            "previous_hash",
            models.CharField(max_length=64, null=True, verbose_name="hash van de vorige regel"),
        ),
        migrations.AddField(
            "entry", "hash", models.CharField(max_length=64, null=True, verbose_name="hash")
        ),
        migrations.RunPython(chain_what_is_there, migrations.RunPython.noop),
        migrations.AlterField(
            "entry",
            "previous_hash",
            models.CharField(max_length=64, unique=True, verbose_name="hash van de vorige regel"),
        ),
        migrations.AlterField(
            "entry", "hash", models.CharField(max_length=64, unique=True, verbose_name="hash")
        ),
        migrations.AddIndex(
            "entry", models.Index(fields=["actor_id"], name="audit_entry_by_actor")
        ),
        migrations.AddIndex(
            "entry", models.Index(fields=["known_at"], name="audit_entry_by_known_at")
        ),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=models.Q(("known_at__lte", models.F("at"))),
                name="entry_is_known_when_it_is_made",
            ),
        ),
    ]
