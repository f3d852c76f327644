"""One number tells whether any override was laid on, moved or taken off."""

from django.db import migrations, models

NUMBERED = """
CREATE SEQUENCE centre_override_version;
UPDATE centre_overriderow SET version = nextval('centre_override_version');
"""


class Migration(migrations.Migration):
    """Add the column, number what is there, index it."""

    dependencies = [("centre", "0002_laws")]

    operations = [
        migrations.AddField(
            "overriderow", "version", models.BigIntegerField(default=0), preserve_default=False
        ),
        migrations.RunSQL(NUMBERED, "DROP SEQUENCE centre_override_version;"),
        migrations.AddIndex(
            "overriderow", models.Index(fields=["-version"], name="override_version")
        ),
    ]
