"""Triggers note whose words changed; what is there already is noted too, and read by the worker."""

from django.db import migrations

NOTED = """
CREATE FUNCTION contacts_note_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contacts_searchchange (contact_id) VALUES (NEW.contact_id);
    IF TG_OP = 'UPDATE' AND OLD.contact_id <> NEW.contact_id THEN
        INSERT INTO contacts_searchchange (contact_id) VALUES (OLD.contact_id);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER message_changes_search AFTER INSERT OR UPDATE OF contact_id, sender, subject, text
    ON contacts_message FOR EACH ROW EXECUTE FUNCTION contacts_note_message();

CREATE FUNCTION contacts_note_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contacts_searchchange (contact_id, customer_id)
        VALUES (NEW.contact_id, NEW.customer_id);
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO contacts_searchchange (contact_id, customer_id)
            VALUES (OLD.contact_id, OLD.customer_id);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER note_changes_search AFTER INSERT OR UPDATE OF contact_id, customer_id, text
    ON contacts_note FOR EACH ROW EXECUTE FUNCTION contacts_note_note();

CREATE FUNCTION contacts_note_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contacts_searchchange (contact_id) VALUES (NEW.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER contact_changes_search AFTER UPDATE OF customer_id, subject, language
    ON contacts_contact FOR EACH ROW
    WHEN ((OLD.customer_id, OLD.subject, OLD.language)
        IS DISTINCT FROM (NEW.customer_id, NEW.subject, NEW.language))
    EXECUTE FUNCTION contacts_note_contact();

CREATE FUNCTION contacts_note_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contacts_searchchange (contact_id)
        SELECT id FROM contacts_contact WHERE customer_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER customer_changes_search AFTER UPDATE OF name, number
    ON contacts_customer FOR EACH ROW
    WHEN ((OLD.name, OLD.number) IS DISTINCT FROM (NEW.name, NEW.number))
    EXECUTE FUNCTION contacts_note_customer();
"""

FORGOTTEN = """
DROP TRIGGER customer_changes_search ON contacts_customer;
DROP TRIGGER contact_changes_search ON contacts_contact;
DROP TRIGGER note_changes_search ON contacts_note;
DROP TRIGGER message_changes_search ON contacts_message;
DROP FUNCTION contacts_note_customer();
DROP FUNCTION contacts_note_contact();
DROP FUNCTION contacts_note_note();
DROP FUNCTION contacts_note_message();
"""

# What changed last is read first: so these are read from the newest contact backwards.
FROM_THE_OUTSET = """
INSERT INTO contacts_searchchange (customer_id)
    SELECT DISTINCT customer_id FROM contacts_note
    WHERE contact_id IS NULL AND customer_id IS NOT NULL;
INSERT INTO contacts_searchchange (contact_id)
    SELECT id FROM contacts_contact ORDER BY received_at;
"""


class Migration(migrations.Migration):
    """Add the triggers, and note everything from the outset."""

    dependencies = [("contacts", "0005_search")]

    operations = [
        migrations.RunSQL(NOTED, FORGOTTEN),
        migrations.RunSQL(FROM_THE_OUTSET, migrations.RunSQL.noop),
    ]
