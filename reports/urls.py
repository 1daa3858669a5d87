"""Addresses of the desks, the overview and the annual report."""

from django.urls import path

from reports.views import annual, desk, overview, papers, printing, results, unit_papers

app_name = "reports"
ANNUAL = "<slug:code>/<int:number>/bao-cao-nam"

# The bản cam kết as PDF.
PAPER = "<slug:code>/<int:number>/cam-ket/<slug:unit>/in/"
paper_urls = [
    path(PAPER, papers.ask, name="print_paper"),
    path(f"{PAPER}<uuid:key>/", papers.status, name="paper_job"),
    path(f"{PAPER}<uuid:key>/pdf/", papers.pdf, name="paper_pdf"),
]

# A unit's quarter as PDF, and what its accepted quarters come to.
REPORT = "<slug:code>/<int:number>/bao-cao/<slug:unit>"
ROUND = f"{REPORT}/quy-<int:quarter>/lan-<int:nth>/in/"
RESULTS = f"{REPORT}/tong-hop/<slug:span>/"
unit_urls = [
    path(ROUND, unit_papers.ask, name="print_quarter"),
    path(f"{ROUND}<uuid:key>/", unit_papers.status, name="quarter_job"),
    path(f"{ROUND}<uuid:key>/pdf/", unit_papers.pdf, name="quarter_pdf"),
    path(RESULTS, results.page, name="unit_results"),
    path(f"{RESULTS}xuat-excel/", results.export, name="unit_results_export"),
    path(f"{RESULTS}in/", results.ask, name="print_results"),
    path(f"{RESULTS}in/<uuid:key>/", results.status, name="results_job"),
    path(f"{RESULTS}in/<uuid:key>/pdf/", results.pdf, name="results_pdf"),
]

urlpatterns = [
    *paper_urls,
    *unit_urls,
    path("", desk.home, name="home"),
    path("<slug:code>/", desk.committee_home, name="committee"),
    path("<slug:code>/<int:number>/", desk.desk, name="desk"),
    path("<slug:code>/<int:number>/tong-quan/", overview.overview, name="overview"),
    path("<slug:code>/<int:number>/tong-quan/xuat/", overview.export, name="overview_export"),
    path(f"{ANNUAL}/", annual.page, name="annual"),
    path(f"{ANNUAL}/lap/", annual.start, name="start"),
    path(f"{ANNUAL}/khung/", annual.frame, name="frame"),
    path(f"{ANNUAL}/so-lieu/", annual.figures, name="figures"),
    path(f"{ANNUAL}/so-lieu/xuat-excel/", annual.figures_export, name="figures_export"),
    path(f"{ANNUAL}/so-lieu/<slug:token>/bo/", annual.remove_figure, name="remove_figure"),
    path(f"{ANNUAL}/muc/<str:key>/", annual.section, name="section"),
    path(f"{ANNUAL}/in/", printing.ask, name="print"),
    path(f"{ANNUAL}/in/<uuid:key>/", printing.status, name="job"),
    path(f"{ANNUAL}/in/<uuid:key>/pdf/", printing.draft_pdf, name="draft_pdf"),
    path(f"{ANNUAL}/pdf/", printing.issued_pdf, name="issued_pdf"),
    path(f"{ANNUAL}/phat-hanh/", printing.issue, name="issue"),
    path(f"{ANNUAL}/da-thu-hoi/<int:pk>/", annual.withdrawn, name="withdrawn"),
    path(f"{ANNUAL}/da-thu-hoi/<int:pk>/pdf/", printing.withdrawn_pdf, name="withdrawn_pdf"),
    path(f"{ANNUAL}/thu-hoi/", printing.withdraw, name="withdraw"),
]
