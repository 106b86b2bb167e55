"""A seat is looked at when it is taken or moved, not at each mark of who came.

Whoever marks a place locks it alone. Looking at the session then would wait for whoever changes
the session, who waits for its places: a ring.
"""

from django.db import migrations

TAKEN_OR_MOVED = """
DROP TRIGGER scheduling_appointment_seat ON scheduling_appointment;
CREATE TRIGGER scheduling_appointment_seat
BEFORE INSERT ON scheduling_appointment
FOR EACH ROW
WHEN (NEW.status IN ('booked', 'arrived', 'checked-in', 'fulfilled', 'noshow'))
EXECUTE FUNCTION scheduling_check_seat();
CREATE TRIGGER scheduling_appointment_seat_moved
BEFORE UPDATE OF seat, group_session_id, status ON scheduling_appointment
FOR EACH ROW
WHEN (
    NEW.status IN ('booked', 'arrived', 'checked-in', 'fulfilled', 'noshow')
    AND (
        OLD.status NOT IN ('booked', 'arrived', 'checked-in', 'fulfilled', 'noshow')
        OR NEW.seat <> OLD.seat
        OR NEW.group_session_id <> OLD.group_session_id
    )
)
EXECUTE FUNCTION scheduling_check_seat()
"""
AT_EACH_MARK = """
DROP TRIGGER scheduling_appointment_seat_moved ON scheduling_appointment;
DROP TRIGGER scheduling_appointment_seat ON scheduling_appointment;
CREATE TRIGGER scheduling_appointment_seat
BEFORE INSERT OR UPDATE OF seat, group_session_id, status ON scheduling_appointment
FOR EACH ROW
WHEN (NEW.status IN ('booked', 'arrived', 'checked-in', 'fulfilled', 'noshow'))
EXECUTE FUNCTION scheduling_check_seat()
"""


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0002_seat_within_capacity")]

    operations = [migrations.RunSQL(TAKEN_OR_MOVED, AT_EACH_MARK)]
