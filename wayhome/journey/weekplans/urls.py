"""Addresses of the week builder, of weekly orders and of who is kept apart."""

from django.urls import path

from wayhome.journey.weekplans import views

app_name = "weekplans"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("programs/<uuid:service_id>/", views.desk, name="desk-of-program"),
    path("programs/<uuid:service_id>/build/", views.build, name="build"),
    path("programs/<uuid:service_id>/absence/", views.absence, name="absence"),
    path("orders/", views.usual_orders, name="usual-orders"),
    path("orders/programs/<uuid:service_id>/", views.usual_order, name="usual-order"),
    path("orders/<uuid:episode_id>/", views.order_of_stay, name="order"),
    path("orders/<uuid:order_id>/take-back/", views.take_back_order, name="take-back-order"),
    path("apart/", views.apart, name="apart"),
    path("apart/keep/", views.keep_apart, name="keep-apart"),
    path("apart/<uuid:separation_id>/end/", views.end_separation, name="end-separation"),
    path("fits/<uuid:episode_id>/", views.fit_of_stay, name="fit-of-stay"),
    path("fits/inquiries/<uuid:inquiry_id>/", views.fit_of_inquiry, name="fit-of-inquiry"),
    path("fits/clients/<uuid:patient_id>/", views.fit_of_client, name="fit-of-client"),
    path("waiting/", views.waiting, name="waiting"),
    path("waiting/<uuid:service_id>/", views.waiting, name="waiting-for-program"),
    path("proposals/<uuid:proposal_id>/", views.proposal, name="proposal"),
    path("proposals/<uuid:proposal_id>/progress/", views.progress, name="progress"),
    path("proposals/<uuid:proposal_id>/stop/", views.stop, name="stop"),
    path("proposals/<uuid:proposal_id>/forget/", views.forget, name="forget"),
    path("proposals/<uuid:proposal_id>/publish/", views.publish, name="publish"),
    path("proposals/<uuid:proposal_id>/undo/", views.undo, name="undo"),
    path(
        "proposals/<uuid:proposal_id>/stand-ins/<int:number>/",
        views.publish_stand_ins,
        name="publish-stand-ins",
    ),
    path(
        "proposals/<uuid:proposal_id>/clients/<uuid:episode_id>/",
        views.person,
        name="person",
    ),
    path(
        "proposals/<uuid:proposal_id>/clients/<uuid:episode_id>/keep/",
        views.keep,
        name="keep",
    ),
    path("proposals/<uuid:proposal_id>/clients/<uuid:episode_id>/pin/", views.pin, name="pin"),
]
