"""A sealed note changes only by a co-signature or by being marked as an error."""

from django.db import migrations

SEAL = """
CREATE FUNCTION encounters_refuse_note_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    may_change constant text[] := ARRAY['status', 'cosigner_id', 'cosigner_credential', 'cosigned_at'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a sealed note stays as it was signed' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER encounters_progressnote_sealed
BEFORE UPDATE OR DELETE ON encounters_progressnote
FOR EACH ROW EXECUTE FUNCTION encounters_refuse_note_change();
CREATE FUNCTION encounters_refuse_addendum_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'an addendum stays as it was signed' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER encounters_noteaddendum_sealed
BEFORE UPDATE OR DELETE ON encounters_noteaddendum
FOR EACH ROW EXECUTE FUNCTION encounters_refuse_addendum_change()
"""


class Migration(migrations.Migration):
    dependencies = [("encounters", "0001_initial")]

    operations = [
        migrations.RunSQL(
            SEAL,
            "DROP FUNCTION encounters_refuse_note_change() CASCADE;"
            "DROP FUNCTION encounters_refuse_addendum_change() CASCADE",
        ),
    ]
