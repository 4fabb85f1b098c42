from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION agreements_signature_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    annulling CONSTANT text[] := ARRAY['annulled_at', 'annulled_by_id', 'annulment', 'version', 'updated_at'];
    merging CONSTANT text[] := ARRAY['person_id', 'post_id', 'party_id', 'version', 'updated_at'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.annulled_at IS NULL AND NEW.annulled_at IS NOT NULL
       AND to_jsonb(NEW) - annulling = to_jsonb(OLD) - annulling THEN
        RETURN NEW;
    END IF;
    %s
    RAISE EXCEPTION 'a signature is immutable: it is only annulled, once'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
FOLLOWING = """
    IF TG_OP = 'UPDATE' AND current_setting('entente.merging', true) = 'on'
       AND to_jsonb(NEW) - merging = to_jsonb(OLD) - merging THEN
        RETURN NEW;
    END IF;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0006_deadline_texts")]
    operations = [migrations.RunSQL(FUNCTION.replace("%s", FOLLOWING), FUNCTION.replace("%s", ""))]
