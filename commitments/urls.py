"""Addresses of the year: its set-up, commitments, quarters."""

from django.urls import path

from commitments.views import (
    assigning,
    batches,
    choosing,
    filing,
    history,
    listing,
    quarters,
    reading,
    registering,
    reminders,
    reviewing,
    selection,
    signing,
    stages,
    suggesting,
    years,
)

app_name = "commitments"

# The year and its commitments: set-up, registering, choosing, signing.
YEAR = "<slug:code>/<int:year>/"
UNIT = f"{YEAR}cam-ket/<slug:unit>/"
TASK = f"{UNIT}nhiem-vu/<int:n>/"
year_urls = [
    path("<slug:code>/nam/", years.year_list, name="years"),
    path("<slug:code>/nam/mo/", years.year_open, name="year_open"),
    path(f"{YEAR}thiet-lap/", years.year_setup, name="year_setup"),
    path(f"{YEAR}thiet-lap/mo-dang-ky/", years.open_registration, name="open_registration"),
    path(f"{YEAR}thiet-lap/khep/", years.close, name="year_close"),
    path(f"{YEAR}thiet-lap/them-don-vi/", years.add_unit, name="add_unit"),
    path(f"{YEAR}ky/", signing.conference, name="signing"),
]
commitment_urls = [
    path(f"{YEAR}cam-ket/", listing.commitment_list, name="commitment_list"),
    path(f"{YEAR}cam-ket/xuat-excel/", listing.workbook, name="commitment_workbook"),
    path(UNIT, reading.commitment, name="commitment"),
    path(f"{UNIT}nhiem-vu/them/", registering.task_add, name="task_add"),
    path(TASK, registering.task_edit, name="task"),
    path(f"{TASK}bo/", registering.task_remove, name="task_remove"),
    path(f"{TASK}len/", registering.task_move, {"up": True}, name="task_up"),
    path(f"{TASK}xuong/", registering.task_move, {"up": False}, name="task_down"),
    path(f"{UNIT}gui/", registering.submit, name="submit"),
    path(f"{UNIT}tra-lai/", choosing.send_back, name="send_back"),
    path(f"{UNIT}chuyen/", choosing.pass_on, name="pass_on"),
    path(f"{UNIT}giao/", assigning.assign, name="assign"),
    path(f"{UNIT}ngoai-le/", choosing.exception, name="exception"),
    path(f"{UNIT}duyet/", choosing.approve, name="approve"),
    path(f"{UNIT}ky/", signing.sign, name="sign"),
]

# Two stages: chosen among the registered, proposed, assigned to many. Before a unit's own address.
MANY = f"{YEAR}cam-ket/giao-nhieu/"
PROPOSAL = f"{UNIT}de-nghi-sua/<int:pk>/"
stage_urls = [
    path(MANY, assigning.assign_many, name="assign_many"),
    path(f"{MANY}<uuid:batch>/", batches.batch, name="batch"),
    path(f"{MANY}<uuid:batch>/xuat-excel/", batches.batch_workbook, name="batch_workbook"),
    path(f"{UNIT}chon/", selection.choose, name="choose"),
    path(f"{TASK}de-nghi-sua/", suggesting.suggest, name="suggest"),
    path(PROPOSAL, suggesting.suggestion, name="suggestion"),
    path(f"{PROPOSAL}rut/", suggesting.withdraw, name="suggestion_withdraw"),
    path(f"{UNIT}dang-ky-va-ky/", stages.stages, name="stages"),
]

# The quarter: filing, reviewing, history.
QUARTER = "<slug:code>/<int:year>/bao-cao/<slug:unit>/quy-<int:quarter>/"
quarter_urls = [
    path("<slug:code>/<int:year>/bao-cao/", quarters.reports, name="reports"),
    path("<slug:code>/<int:year>/bao-cao/xuat-excel/", quarters.workbook, name="reports_workbook"),
    path(QUARTER, filing.quarter, name="quarter"),
    path(f"{QUARTER}luu/", filing.autosave, name="quarter_autosave"),
    path(f"{QUARTER}rut/", filing.withdraw, name="quarter_withdraw"),
    path(f"{QUARTER}lan-<int:number>/", filing.round_, name="quarter_round"),
    path(f"{QUARTER}duyet/", reviewing.review, name="review"),
    path(f"{QUARTER}duyet/bat-dau/", reviewing.begin, name="review_begin"),
    path(f"{QUARTER}mo-lai/", reviewing.reopen, name="quarter_reopen"),
    path(f"{QUARTER}gia-han/", reviewing.extend, name="quarter_extend"),
    path("<slug:code>/<int:year>/lich-su/", history.history, name="history"),
]

# What is reminded of, and the mails that went.
reminder_urls = [
    path(f"{YEAR}nhac-viec/", reminders.overview, name="reminders"),
    path(f"{YEAR}nhac-viec/gui-ngay/", reminders.send_now, name="reminders_send"),
    path(f"{YEAR}nhac-viec/thu-<int:pk>/gui-lai/", reminders.send_again, name="mail_send_again"),
]

urlpatterns = [*year_urls, *stage_urls, *commitment_urls, *quarter_urls, *reminder_urls]
