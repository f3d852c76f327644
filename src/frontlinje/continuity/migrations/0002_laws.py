"""What the database itself enforces: plan versions and incident logs stay as they were written."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION continuity_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER plan_version_is_never_changed BEFORE UPDATE OR DELETE ON continuity_planversion
    FOR EACH ROW EXECUTE FUNCTION continuity_refuse();
CREATE TRIGGER incident_entry_is_never_changed BEFORE UPDATE OR DELETE ON continuity_incidententry
    FOR EACH ROW EXECUTE FUNCTION continuity_refuse();
"""


class Migration(migrations.Migration):
    """Add the triggers; taking them away is for whoever unmakes the whole room."""

    dependencies = [("continuity", "0001_initial")]

    operations = [
        migrations.RunSQL(
            APPEND_ONLY,
            "DROP TRIGGER incident_entry_is_never_changed ON continuity_incidententry;"
            "DROP TRIGGER plan_version_is_never_changed ON continuity_planversion;"
            "DROP FUNCTION continuity_refuse();",
        ),
    ]
