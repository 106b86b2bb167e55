"""Addresses of groups, sessions and places."""

from django.urls import URLPattern, include, path

from wayhome.journey.admissions.codes import Move
from wayhome.journey.admissions.urls import move_path
from wayhome.journey.scheduling import actions, views


def own_paths() -> list[URLPattern]:
    """Return the addresses under which clients say when they can come, for their portal."""
    return [
        path("", views.own_availability, name="availability"),
        path(
            "<uuid:availability_id>/take-back/",
            views.take_back_own_availability,
            name="take-back-availability",
        ),
    ]


def own_feed_paths() -> list[URLPattern]:
    """Return the addresses under which clients make and stop their calendar's, for their portal."""
    return [
        path("", views.own_feed, name="calendar-feed"),
        path("stop/", views.stop_own_feed, name="stop-calendar-feed"),
    ]


def subscribed_paths() -> tuple[list[URLPattern], str]:
    """Return the address to which a calendar subscribes; it has a secret in it."""
    return [path("<str:token>.ics", views.subscribed, name="subscribed")], "calendar"


app_name = "scheduling"
urlpatterns = [
    path("", views.schedule, name="schedule"),
    path("list/", views.session_list, name="list"),
    path("board/", views.board, name="board"),
    path("week/", views.whose_week, name="whose-week"),
    path("week/clients/<uuid:patient_id>/", views.week_of_client, name="week-of-client"),
    path("week/groups/<uuid:series_id>/", views.week_of_group, name="week-of-group"),
    path("week/rooms/<uuid:room_id>/", views.week_of_room, name="week-of-room"),
    path(
        "week/facilitators/<uuid:practitioner_id>/",
        views.week_of_facilitator,
        name="week-of-facilitator",
    ),
    path("calendar/", views.feed, name="calendar-feed"),
    path("calendar/stop/", views.stop_feed, name="stop-calendar-feed"),
    path("timeline/", views.timeline, name="timeline"),
    path("events/<str:whose>/", views.events, name="events"),
    path("events/<str:whose>/<uuid:service_id>/", views.events, name="events-of-program"),
    path("groups/", views.groups, name="groups"),
    path("groups/plan/", views.plan_group, name="plan-group"),
    path("groups/<uuid:series_id>/", views.group, name="group"),
    path("groups/<uuid:series_id>/end/", views.end_group, name="end-group"),
    path("groups/<uuid:series_id>/profile/", views.change_profile, name="change-profile"),
    path("groups/<uuid:series_id>/find/", views.find_for_group, name="find-for-group"),
    path("groups/<uuid:series_id>/join/", views.join, name="join"),
    path("members/<uuid:member_id>/leave/", views.leave, name="leave"),
    path("sessions/plan/", views.plan_extra, name="plan-extra"),
    path("sessions/individual/", views.book_individual, name="book-individual"),
    path("sessions/<uuid:session_id>/", views.session, name="session"),
    path("sessions/<uuid:session_id>/change/", views.change, name="change"),
    path("sessions/<uuid:session_id>/substitute/", views.substitute, name="substitute"),
    path("sessions/<uuid:session_id>/cancel/", views.cancel, name="cancel"),
    path("sessions/<uuid:session_id>/restore/", views.restore, name="restore"),
    path("sessions/<uuid:session_id>/find/", views.find_for_session, name="find-for-session"),
    path("sessions/<uuid:session_id>/book/", views.book, name="book"),
    path("places/<uuid:appointment_id>/give-up/", views.give_up, name="give-up"),
    path("places/<uuid:appointment_id>/make-up/", views.make_up, name="make-up"),
    path("staff/", views.staff, name="staff"),
    path("staff/<uuid:practitioner_id>/", views.working_times, name="working-times"),
    path("staff/<uuid:practitioner_id>/time-off/", views.record_time_off, name="record-time-off"),
    path(
        "staff/weeks/<uuid:staff_week_id>/take-back/",
        views.take_back_staff_week,
        name="take-back-staff-week",
    ),
    path(
        "staff/time-off/<uuid:time_off_id>/take-back/",
        views.take_back_time_off,
        name="take-back-time-off",
    ),
    path("clients/<uuid:patient_id>/", views.availability, name="availability"),
    path(
        "inquiries/<uuid:inquiry_id>/",
        views.availability_of_inquiry,
        name="availability-of-inquiry",
    ),
    path(
        "availability/<uuid:availability_id>/take-back/",
        views.take_back_availability,
        name="take-back-availability",
    ),
    path(
        "stays/",
        include(
            [
                move_path(Move.DISCHARGE, actions.discharge_patient),
                move_path(Move.TRANSFER_LEVEL, actions.transfer_level),
                move_path(Move.ENTER_IN_ERROR, actions.mark_entered_in_error),
            ]
        ),
    ),
]
