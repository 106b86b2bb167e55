"""Addresses of first contacts. No name or number of a person is ever part of one."""

from django.urls import path

from wayhome.journey.inquiries import views

app_name = "inquiries"
urlpatterns = [
    path("", views.board, name="board"),
    path("list/", views.inquiries, name="inquiries"),
    path("new/", views.record_inquiry, name="record-inquiry"),
    path("<uuid:inquiry_id>/", views.inquiry, name="inquiry"),
    path("<uuid:inquiry_id>/change/", views.change_inquiry, name="change-inquiry"),
    path("<uuid:inquiry_id>/next-step/", views.plan_next_step, name="plan-next-step"),
    path("<uuid:inquiry_id>/calls/", views.record_contact_attempt, name="record-contact-attempt"),
    path("<uuid:inquiry_id>/move/", views.move_inquiry, name="move-inquiry"),
    path("<uuid:inquiry_id>/close/", views.close_inquiry, name="close-inquiry"),
    path("<uuid:inquiry_id>/reopen/", views.reopen_inquiry, name="reopen-inquiry"),
]
