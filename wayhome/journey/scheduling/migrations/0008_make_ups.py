"""A make-up names the missed place that it makes up for: of the same person, and one at a time."""

import django.db.models.deletion
import wayhome.journey.scheduling.codes.groups
import wayhome.shared.core.fields
from django.db import migrations, models

SAME_PERSON = """
CREATE FUNCTION scheduling_check_make_up() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF NEW.makes_up_for_id = NEW.id OR NOT EXISTS (
        SELECT FROM scheduling_appointment
        WHERE organization_id = NEW.organization_id AND id = NEW.makes_up_for_id
          AND patient_id = NEW.patient_id
    ) THEN
        RAISE EXCEPTION 'a make-up is for a place of the same person'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_makes_up_for_own';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER scheduling_appointment_make_up
BEFORE INSERT OR UPDATE OF makes_up_for_id, patient_id ON scheduling_appointment
FOR EACH ROW
WHEN (NEW.makes_up_for_id IS NOT NULL)
EXECUTE FUNCTION scheduling_check_make_up()
"""


class Migration(migrations.Migration):

    dependencies = [
        ('admissions', '0002_history_only_grows'),
        ('patients', '0002_search'),
        ('scheduling', '0007_calendar_feeds'),
        ('tenancy', '0004_features_of_rooms'),
    ]

    operations = [
        migrations.AddField(
            model_name='appointment',
            name='makes_up_for',
            field=wayhome.shared.core.fields.TenantForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scheduling.appointment'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('makes_up_for__isnull', True), ('origin', wayhome.journey.scheduling.codes.groups.AppointmentOrigin['MAKE_UP']), _connector='OR'), name='appointment_make_up_says_so'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', [wayhome.journey.scheduling.codes.groups.AppointmentStatus['ARRIVED'], wayhome.journey.scheduling.codes.groups.AppointmentStatus['BOOKED'], wayhome.journey.scheduling.codes.groups.AppointmentStatus['CHECKED_IN'], wayhome.journey.scheduling.codes.groups.AppointmentStatus['FULFILLED'], wayhome.journey.scheduling.codes.groups.AppointmentStatus['NOSHOW']]), ('makes_up_for__isnull', False)), fields=('organization', 'makes_up_for'), name='appointment_made_up_once'),
        ),
        migrations.RunSQL(SAME_PERSON, "DROP FUNCTION scheduling_check_make_up() CASCADE"),
    ]
