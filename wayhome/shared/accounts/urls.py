"""Addresses of who is who at work; those of signing in have a module of their own."""

from django.urls import path

from wayhome.shared.accounts.views import entrance, members, staff

app_name = "accounts"
urlpatterns = [
    path("account/organization/", entrance.choose_organization, name="choose-organization"),
    path("account/still-here/", entrance.still_here, name="still-here"),
    path("staff/", staff.staff, name="staff"),
    path("staff/roles/", staff.roles, name="roles"),
    path("staff/practitioners/add/", staff.add_practitioner, name="add-practitioner"),
    path("staff/practitioners/<uuid:practitioner_id>/", staff.practitioner, name="practitioner"),
    path(
        "staff/practitioners/<uuid:practitioner_id>/active/",
        staff.set_practitioner_active,
        name="set-practitioner-active",
    ),
    path(
        "staff/practitioners/<uuid:practitioner_id>/credentials/add/",
        staff.add_credential,
        name="add-credential",
    ),
    path(
        "staff/credentials/<uuid:credential_id>/renew/",
        staff.renew_credential,
        name="renew-credential",
    ),
    path("staff/members/<uuid:membership_id>/", members.member, name="member"),
    path(
        "staff/members/<uuid:membership_id>/active/",
        members.set_member_active,
        name="set-member-active",
    ),
    path(
        "staff/members/<uuid:membership_id>/sessions/end/",
        members.end_sessions,
        name="end-sessions",
    ),
]
