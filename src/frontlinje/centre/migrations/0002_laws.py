"""What the database itself enforces: a saved document stays as it was saved."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION centre_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'revisions are append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER revision_is_never_changed BEFORE UPDATE OR DELETE ON centre_revision
    FOR EACH ROW EXECUTE FUNCTION centre_refuse();
"""


class Migration(migrations.Migration):
    """Add the trigger; taking it away is for whoever unmakes the whole room."""

    dependencies = [("centre", "0001_initial")]

    operations = [
        migrations.RunSQL(
            APPEND_ONLY,
            "DROP TRIGGER revision_is_never_changed ON centre_revision;"
            "DROP FUNCTION centre_refuse();",
        ),
    ]
