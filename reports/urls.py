"""Addresses of the desks, the overview and the annual report."""

from django.urls import path

from reports.views import desk, overview

app_name = "reports"

urlpatterns = [
    path("", desk.home, name="home"),
    path("<slug:code>/", desk.committee_home, name="committee"),
    path("<slug:code>/<int:number>/", desk.desk, name="desk"),
    path("<slug:code>/<int:number>/tong-quan/", overview.overview, name="overview"),
    path("<slug:code>/<int:number>/tong-quan/xuat/", overview.export, name="overview_export"),
]
