"""What a mail holds besides text, what it reports, and whose turn it is to be read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FROM_THE_OUTSET = "UPDATE mail_rawmail SET turn_at = received_at"


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0002_threads_and_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("rawmail", "turn_at", models.DateTimeField(null=True)),
        migrations.RunSQL(FROM_THE_OUTSET, migrations.RunSQL.noop),
        migrations.AlterField("rawmail", "turn_at", models.DateTimeField()),
        migrations.AddField("rawmail", "extras", models.JSONField(default=list)),
        migrations.AddField(
            "rawmail", "reported", models.CharField(blank=True, default="", max_length=12)
        ),
        migrations.AlterField("rawmail", "reported", models.CharField(blank=True, max_length=12)),
        migrations.AddField(
            "rawmail",
            "reports_on",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="mail.outgoingmail",
            ),
        ),
        migrations.RemoveIndex("rawmail", "raw_mail_to_read"),
        migrations.AddIndex(
            "rawmail",
            models.Index(
                condition=models.Q(("state", "kept")), fields=["turn_at"], name="raw_mail_to_read"
            ),
        ),
        migrations.AddIndex(
            "rawmail",
            models.Index(
                condition=models.Q(("state", "kept")),
                fields=["envelope_sender", "turn_at"],
                name="raw_mail_of_sender_to_read",
            ),
        ),
        migrations.AddIndex("receiptsent", models.Index(fields=["at"], name="receipt_by_time")),
        migrations.CreateModel(
            name="AnswersStop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("n", models.PositiveIntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("ended_at__isnull", True)),
                        name="one_stop_at_a_time",
                    )
                ]
            },
        ),
    ]
