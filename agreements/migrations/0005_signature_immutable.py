from django.db import migrations

FORWARD = """
CREATE FUNCTION agreements_signature_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    annulling CONSTANT text[] := ARRAY['annulled_at', 'annulled_by_id', 'annulment', 'version', 'updated_at'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.annulled_at IS NULL AND NEW.annulled_at IS NOT NULL
       AND to_jsonb(NEW) - annulling = to_jsonb(OLD) - annulling THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a signature is immutable: it is only annulled, once'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER agreements_signature_immutable BEFORE UPDATE OR DELETE ON agreements_signature
    FOR EACH ROW EXECUTE FUNCTION agreements_signature_is_immutable();
"""
BACKWARD = """
DROP TRIGGER agreements_signature_immutable ON agreements_signature;
DROP FUNCTION agreements_signature_is_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0004_project_updates")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
