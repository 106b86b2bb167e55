"""Addresses of people. No name, number or date of a person is ever part of one."""

from django.urls import path

from wayhome.journey.patients import views

app_name = "patients"
urlpatterns = [
    path("", views.patients, name="patients"),
    path("new/", views.register_patient, name="register-patient"),
    path("<uuid:patient_id>/", views.record, name="record"),
    path("<uuid:patient_id>/change/", views.change_patient, name="change-patient"),
    path("<uuid:patient_id>/contacts/add/", views.add_contact_point, name="add-contact-point"),
    path(
        "<uuid:patient_id>/contacts/<uuid:contact_point_id>/",
        views.change_contact_point,
        name="change-contact-point",
    ),
    path(
        "<uuid:patient_id>/contacts/<uuid:contact_point_id>/end/",
        views.end_contact_point,
        name="end-contact-point",
    ),
    path(
        "<uuid:patient_id>/contacts/<uuid:contact_point_id>/restore/",
        views.restore_contact_point,
        name="restore-contact-point",
    ),
    path("<uuid:patient_id>/related/add/", views.add_related_person, name="add-related-person"),
    path(
        "<uuid:patient_id>/related/<uuid:related_person_id>/",
        views.change_related_person,
        name="change-related-person",
    ),
    path(
        "<uuid:patient_id>/related/<uuid:related_person_id>/end/",
        views.end_related_person,
        name="end-related-person",
    ),
    path(
        "<uuid:patient_id>/related/<uuid:related_person_id>/restore/",
        views.restore_related_person,
        name="restore-related-person",
    ),
    path("<uuid:patient_id>/numbers/add/", views.add_identifier, name="add-identifier"),
    path("<uuid:patient_id>/flags/raise/", views.raise_flag, name="raise-flag"),
    path("<uuid:patient_id>/flags/<uuid:flag_id>/end/", views.end_flag, name="end-flag"),
    path("<uuid:patient_id>/merge/", views.find_other_record, name="find-other-record"),
    path(
        "<uuid:patient_id>/merge/<uuid:other_id>/", views.compare_patients, name="compare-patients"
    ),
    path("<uuid:patient_id>/replaced/", views.replaced_record, name="replaced-record"),
    path("<uuid:patient_id>/unmerge/", views.unmerge_patients, name="unmerge-patients"),
]
