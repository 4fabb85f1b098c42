"""The database itself keeps the journal append-only."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION people_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER people_entry_append_only BEFORE UPDATE OR DELETE ON people_entry
    FOR EACH ROW EXECUTE FUNCTION people_entry_is_append_only();
"""
BACKWARD = """
DROP TRIGGER people_entry_append_only ON people_entry;
DROP FUNCTION people_entry_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
