"""A seat's number never passes its session's capacity, whoever books or shrinks at once."""

from django.db import migrations

# FOR SHARE waits for whoever changes the session, so that neither sees the other's past.
SEAT = """
CREATE FUNCTION scheduling_check_seat() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    allowed integer;
BEGIN
    SELECT capacity INTO allowed FROM scheduling_groupsession
    WHERE organization_id = NEW.organization_id AND id = NEW.group_session_id
    FOR SHARE;
    IF NEW.seat > allowed THEN
        RAISE EXCEPTION 'seat % of %', NEW.seat, allowed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_seat_within_capacity';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER scheduling_appointment_seat
BEFORE INSERT OR UPDATE OF seat, group_session_id, status ON scheduling_appointment
FOR EACH ROW
WHEN (NEW.status IN ('booked', 'arrived', 'checked-in', 'fulfilled', 'noshow'))
EXECUTE FUNCTION scheduling_check_seat()
"""
CAPACITY = """
CREATE FUNCTION scheduling_check_capacity() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM scheduling_appointment
        WHERE organization_id = NEW.organization_id AND group_session_id = NEW.id
          AND seat > NEW.capacity
          AND status IN ('booked', 'arrived', 'checked-in', 'fulfilled', 'noshow')
    ) THEN
        RAISE EXCEPTION 'more seats are taken than %', NEW.capacity
            USING ERRCODE = 'check_violation', CONSTRAINT = 'group_session_capacity_holds_booked';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER scheduling_groupsession_capacity
BEFORE UPDATE OF capacity ON scheduling_groupsession
FOR EACH ROW WHEN (NEW.capacity < OLD.capacity)
EXECUTE FUNCTION scheduling_check_capacity()
"""


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0001_initial")]

    operations = [
        migrations.RunSQL(SEAT, "DROP FUNCTION scheduling_check_seat() CASCADE"),
        migrations.RunSQL(CAPACITY, "DROP FUNCTION scheduling_check_capacity() CASCADE"),
    ]
