"""What the database itself enforces: the log of an exercise stays as it was written."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION exercises_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER exercise_entry_is_never_changed BEFORE UPDATE OR DELETE ON exercises_entry
    FOR EACH ROW EXECUTE FUNCTION exercises_refuse();
"""


class Migration(migrations.Migration):
    """Add the trigger; taking it away is for whoever unmakes the whole room."""

    dependencies = [("exercises", "0001_initial")]

    operations = [
        migrations.RunSQL(
            APPEND_ONLY,
            "DROP TRIGGER exercise_entry_is_never_changed ON exercises_entry;"
            "DROP FUNCTION exercises_refuse();",
        ),
    ]
