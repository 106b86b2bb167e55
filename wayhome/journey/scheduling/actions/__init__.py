"""Every write of groups, sessions, rosters, places and weeks."""

from wayhome.journey.scheduling.actions.appointments import (
    book_appointment,
    cancel_appointment,
    set_appointment_status,
)
from wayhome.journey.scheduling.actions.availability import (
    record_availability,
    record_availability_of_inquiry,
    record_own_availability,
    take_back_availability,
    take_back_own_availability,
)
from wayhome.journey.scheduling.actions.changing import change_session
from wayhome.journey.scheduling.actions.edits import SessionChanges
from wayhome.journey.scheduling.actions.importing import (
    CannotImportAppointmentsError,
    CannotImportSessionsError,
    NewPlace,
    NewSession,
    import_appointments,
    import_sessions,
)
from wayhome.journey.scheduling.actions.leaving import (
    discharge_patient,
    mark_entered_in_error,
    release_places,
    transfer_level,
)
from wayhome.journey.scheduling.actions.refusals import (
    CannotBookAppointmentError,
    CannotCancelAppointmentError,
    CannotCancelSessionError,
    CannotChangeSessionError,
    CannotEndSeriesError,
    CannotJoinSeriesError,
    CannotLeaveSeriesError,
    CannotPlanSeriesError,
    CannotPlanSessionError,
    CannotRecordAvailabilityError,
    CannotRestoreSessionError,
    CannotSetAppointmentStatusError,
    CannotTakeBackAvailabilityError,
    PlanningRefusal,
)
from wayhome.journey.scheduling.actions.roster import join_series, leave_series
from wayhome.journey.scheduling.actions.series import (
    PLANNED_AHEAD,
    SeriesPlan,
    end_series,
    generate_sessions,
    plan_series,
)
from wayhome.journey.scheduling.actions.sessions import (
    SessionPlan,
    book_individual_session,
    cancel_session,
    plan_session,
    restore_session,
)

__all__ = [
    "PLANNED_AHEAD",
    "CannotBookAppointmentError",
    "CannotCancelAppointmentError",
    "CannotCancelSessionError",
    "CannotChangeSessionError",
    "CannotEndSeriesError",
    "CannotImportAppointmentsError",
    "CannotImportSessionsError",
    "CannotJoinSeriesError",
    "CannotLeaveSeriesError",
    "CannotPlanSeriesError",
    "CannotPlanSessionError",
    "CannotRecordAvailabilityError",
    "CannotRestoreSessionError",
    "CannotSetAppointmentStatusError",
    "CannotTakeBackAvailabilityError",
    "NewPlace",
    "NewSession",
    "PlanningRefusal",
    "SeriesPlan",
    "SessionChanges",
    "SessionPlan",
    "book_appointment",
    "book_individual_session",
    "cancel_appointment",
    "cancel_session",
    "change_session",
    "discharge_patient",
    "end_series",
    "generate_sessions",
    "import_appointments",
    "import_sessions",
    "join_series",
    "leave_series",
    "mark_entered_in_error",
    "plan_series",
    "plan_session",
    "record_availability",
    "record_availability_of_inquiry",
    "record_own_availability",
    "release_places",
    "restore_session",
    "set_appointment_status",
    "take_back_availability",
    "take_back_own_availability",
    "transfer_level",
]
