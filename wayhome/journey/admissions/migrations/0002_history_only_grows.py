"""An episode's status history can only grow."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION admissions_refuse_history_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'the history of an episode can only grow'
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER admissions_episodestatushistory_only_grows
BEFORE UPDATE OR DELETE ON admissions_episodestatushistory
FOR EACH ROW EXECUTE FUNCTION admissions_refuse_history_change()
"""


class Migration(migrations.Migration):
    dependencies = [("admissions", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION admissions_refuse_history_change() CASCADE"),
    ]
