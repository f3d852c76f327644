"""What the database itself enforces: events stay as they were written, and are announced as they commit."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE ON ledger_event
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER events_are_never_emptied BEFORE TRUNCATE ON ledger_event
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""

ANNOUNCE = """
CREATE FUNCTION ledger_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('frontlinje', NEW.id::text);
    RETURN NULL;
END
$$;
CREATE TRIGGER event_is_announced AFTER INSERT ON ledger_event
    FOR EACH ROW WHEN (cardinality(NEW.topics) > 0) EXECUTE FUNCTION ledger_announce();
"""


class Migration(migrations.Migration):
    """Add the triggers; taking them away is for whoever unmakes the whole ledger."""

    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(
            APPEND_ONLY,
            "DROP TRIGGER events_are_never_emptied ON ledger_event;"
            "DROP TRIGGER event_is_never_changed ON ledger_event;"
            "DROP FUNCTION ledger_refuse();",
        ),
        migrations.RunSQL(
            ANNOUNCE,
            "DROP TRIGGER event_is_announced ON ledger_event; DROP FUNCTION ledger_announce();",
        ),
    ]
