"""Addresses of the registry, people, the committee, and the ways in without a login."""

from django.urls import path

from units.views import (
    appointments,
    committee,
    entrance,
    groups,
    people,
    registry,
    reorganising,
    units,
)

app_name = "units"

# Merged, split, renamed.
ORDER = "<slug:code>/don-vi/sap-xep/"
reorganising_urls = [
    path(ORDER, reorganising.reorganisations, name="reorganisations"),
    path(f"{ORDER}xuat/", reorganising.export, name="reorganisations_export"),
    path(f"{ORDER}hop-nhat/", reorganising.merge, name="merge"),
    path(f"{ORDER}<slug:unit_code>/doi-ten/", reorganising.rename, name="rename"),
    path(f"{ORDER}<slug:unit_code>/chia-tach/", reorganising.split, name="split"),
]

urlpatterns = [
    *reorganising_urls,
    path("khoi-dau/", entrance.first_run, name="first_run"),
    path("loi-moi/<str:token>/", entrance.invitation, name="invitation"),
    path("<slug:code>/cap-uy/", committee.identity, name="identity"),
    path("<slug:code>/nhom/", groups.groups, name="groups"),
    path("<slug:code>/nhom/xuat/", groups.export, name="groups_export"),
    path("<slug:code>/nhom/them/", groups.add, name="group_add"),
    path("<slug:code>/nhom/<int:pk>/sua/", groups.edit, name="group_edit"),
    path("<slug:code>/can-bo/", people.people, name="people"),
    path("<slug:code>/can-bo/xuat/", people.export, name="people_export"),
    path("<slug:code>/can-bo/them/", people.add, name="person_add"),
    path("<slug:code>/can-bo/<int:pk>/", people.detail, name="person"),
    path("<slug:code>/can-bo/<int:pk>/vai-tro/", people.appoint, name="person_appoint"),
    path("<slug:code>/can-bo/<int:pk>/khoa/", people.lock, name="person_lock"),
    path("<slug:code>/can-bo/<int:pk>/moi/", people.invite, name="person_invite"),
    path("<slug:code>/can-bo/<int:pk>/ket-thuc/<int:appointment>/", people.end, name="person_end"),
    path("<slug:code>/don-vi/", registry.registry, name="registry"),
    path("<slug:code>/don-vi/xuat/", registry.export, name="registry_export"),
    path("<slug:code>/don-vi/them/", units.add, name="unit_add"),
    path("<slug:code>/don-vi/<slug:unit_code>/", units.detail, name="unit"),
    path("<slug:code>/don-vi/<slug:unit_code>/sua/", units.edit, name="unit_edit"),
    path("<slug:code>/don-vi/<slug:unit_code>/phan-cong/", appointments.appoint, name="appoint"),
    path("<slug:code>/don-vi/<slug:unit_code>/ket-thuc/<int:pk>/", appointments.end, name="end"),
    path("<slug:code>/don-vi/<slug:unit_code>/moi/<int:pk>/", appointments.invite, name="invite"),
    path(
        "<slug:code>/don-vi/<slug:unit_code>/cho-gui/<int:pk>/",
        appointments.allow_to_submit,
        name="allow_to_submit",
    ),
]
