"""Addresses of numbers."""

from django.urls import path

from wayhome.journey.rulepacks import views

app_name = "rulepacks"
urlpatterns = [
    path("rules/", views.rules, name="rules"),
    path("rules/<slug:key>/", views.rule, name="rule"),
    path("rules/<slug:key>/<uuid:rule_value_id>/end/", views.end_rule_value, name="end-rule-value"),
]
