"""Row history is written by a trigger alone; the audit trail can only grow."""

from django.db import migrations

# SECURITY DEFINER: the app role has no right to write history, so it can't invent any.
RECORD = """
CREATE FUNCTION audit_record_row_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    agent text := current_setting('wayhome.agent_id', true);
BEGIN
    IF agent IS NULL OR agent = '' THEN
        RAISE EXCEPTION 'a write to % needs an agent', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO audit_rowhistory (
        organization_id, id, agent_id, recorded_at, table_name, row_id, operation, old_row, new_row
    ) VALUES (
        coalesce(NEW.organization_id, OLD.organization_id), gen_random_uuid(), agent::uuid,
        clock_timestamp(), TG_TABLE_NAME, coalesce(NEW.id, OLD.id), lower(TG_OP),
        CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END,
        CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END
    );
    RETURN NULL;
END
$$
"""
REFUSE = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION '% can only grow', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_rowhistory_only_grows BEFORE UPDATE OR DELETE ON audit_rowhistory
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_auditevent_only_grows BEFORE UPDATE OR DELETE ON audit_auditevent
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()
"""
# The app role's name is the deployment's, so whoever isn't the owner loses the right.
REVOKE = """
DO $$
DECLARE
    held record;
BEGIN
    FOR held IN
        SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants
        WHERE table_schema = 'public' AND grantee <> current_user
          AND (
            (table_name = 'audit_rowhistory' AND privilege_type <> 'SELECT')
            OR (table_name = 'audit_auditevent' AND privilege_type NOT IN ('SELECT', 'INSERT'))
          )
    LOOP
        EXECUTE format(
            'REVOKE %s ON %I FROM %I', held.privilege_type, held.table_name, held.grantee
        );
    END LOOP;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(RECORD, "DROP FUNCTION audit_record_row_history()"),
        migrations.RunSQL(REFUSE, "DROP FUNCTION audit_refuse_change() CASCADE"),
        migrations.RunSQL(REVOKE, migrations.RunSQL.noop),
    ]
