"""Day models, their versions, which the database itself keeps as they were saved, and fits."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import frontlinje.base.ids

APPEND_ONLY = """
CREATE FUNCTION drills_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'versions of day models are append-only: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER day_model_version_is_never_changed
    BEFORE UPDATE OR DELETE ON drills_daymodelversion
    FOR EACH ROW EXECUTE FUNCTION drills_refuse();
"""
UNDONE = """
DROP TRIGGER day_model_version_is_never_changed ON drills_daymodelversion;
DROP FUNCTION drills_refuse();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("centre", "0003_override_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DayModel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=frontlinje.base.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DayModelVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=frontlinje.base.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("form", models.JSONField()),
                (
                    "origin",
                    models.CharField(
                        choices=[("history", "History"), ("hand", "Hand"), ("file", "File")],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("basis", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                (
                    "day_model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="drills.daymodel",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="centre.revision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Fit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=frontlinje.base.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("playing", "Playing"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("days", models.JSONField(default=list)),
                ("failure", models.JSONField(default=dict)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fits",
                        to="drills.daymodelversion",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="daymodelversion",
            constraint=models.UniqueConstraint(
                fields=("day_model", "number"), name="each_version_once"
            ),
        ),
        migrations.AddIndex(
            model_name="fit",
            index=models.Index(fields=["version", "-asked_at"], name="fit_latest"),
        ),
        migrations.RunSQL(APPEND_ONLY, UNDONE),
    ]
