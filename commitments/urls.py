"""Addresses of the year: its set-up, commitments, quarters."""

from django.urls import path

from commitments.views import (
    actions,
    amended_tasks,
    amending,
    amendments,
    answering,
    assigning,
    autosaving,
    bases,
    batches,
    by_basis,
    checking,
    choosing,
    deciding,
    evidence,
    evidence_files,
    explaining,
    explanations,
    exports,
    extending,
    filing,
    findings,
    handovers,
    history,
    importing,
    inspecting,
    inspections,
    listing,
    offline,
    planning,
    proposals,
    quarter_deeds,
    quarters,
    reading,
    registering,
    reminders,
    reviewing,
    scans,
    selection,
    signing,
    stages,
    suggesting,
    supporting,
    two_rounds,
    verifying,
    versions,
    withdrawing,
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

# The 6 rõ check while one writes, and what goes on from last year.
clarity_urls = [
    path(f"{UNIT}nhiem-vu/kiem-tra/", checking.task_check, name="task_check"),
    path(f"{UNIT}chuyen-tiep/", registering.carry_over, name="carry_over"),
]

# The signed paper: its scans, its verification.
paper_urls = [
    path(f"{YEAR}ban-ky/", scans.scan_list, name="scans"),
    path(f"{YEAR}ban-ky/xuat-excel/", scans.scan_workbook, name="scans_workbook"),
    path(f"{UNIT}ban-ky/", scans.upload, name="scan_upload"),
    path(f"{UNIT}ban-ky/<int:pk>/", scans.scan, name="scan"),
    path("<slug:code>/xac-minh/", verifying.verify, name="verify"),
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
    path(f"{QUARTER}luu/", autosaving.autosave, name="quarter_autosave"),
    path(f"{QUARTER}rut/", withdrawing.withdraw, name="quarter_withdraw"),
    path(f"{QUARTER}lan-<int:number>/", filing.round_, name="quarter_round"),
    path(f"{QUARTER}duyet/", reviewing.review, name="review"),
    path(f"{QUARTER}duyet/bat-dau/", reviewing.begin, name="review_begin"),
    path(f"{QUARTER}duyet/giu/", reviewing.keep, name="review_keep"),
    path(f"{QUARTER}mo-lai/", quarter_deeds.reopen, name="quarter_reopen"),
    path(f"{QUARTER}so-sanh/", two_rounds.two_rounds, name="quarter_rounds"),
    path(f"{QUARTER}gia-han/", extending.extend, name="quarter_extend"),
    path(f"{QUARTER}gia-han/xin/", extending.ask, name="extension_ask"),
    path(f"{QUARTER}gia-han/de-nghi-<int:pk>/", extending.answer, name="extension_answer"),
    path(f"{QUARTER}rut-gia-han-<int:pk>/", extending.withdraw, name="extension_withdraw"),
    path("<slug:code>/<int:year>/bao-cao/gia-han/", extending.extend_many, name="extend_many"),
    path("<slug:code>/<int:year>/lich-su/", history.history, name="history"),
]

# The quarter as a workbook, for units that work without a connection.
offline_urls = [
    path(f"{QUARTER}bieu-mau-excel/", offline.template, name="quarter_template"),
    path(f"{QUARTER}nap-excel/", offline.upload, name="quarter_upload"),
    path(f"{QUARTER}nap-excel/xac-nhan/", offline.fill, name="quarter_fill"),
]

# The files beside its tasks.
FILES = f"{UNIT}minh-chung/"
evidence_urls = [
    path(f"{QUARTER}minh-chung/<int:n>/", evidence.quarter_evidence, name="quarter_evidence"),
    path(FILES, evidence_files.evidence_list, name="evidence_list"),
    path(f"{FILES}xuat-excel/", evidence_files.workbook, name="evidence_workbook"),
    path(f"{FILES}<int:pk>/", evidence_files.file, name="evidence_file"),
    path(f"{FILES}<int:pk>/xem/", evidence_files.preview, name="evidence_preview"),
    path(f"{FILES}<int:pk>/xoa/", evidence_files.remove, name="evidence_remove"),
]

# What is reminded of, and the mails that went.
reminder_urls = [
    path(f"{YEAR}nhac-viec/", reminders.overview, name="reminders"),
    path(f"{YEAR}nhac-viec/gui-ngay/", reminders.send_now, name="reminders_send"),
    path(f"{YEAR}nhac-viec/thu-<int:pk>/gui-lai/", reminders.send_again, name="mail_send_again"),
]

# Excel in.
RUN = "<slug:code>/nhap-excel/<uuid:key>/"
import_urls = [
    path("<slug:code>/nhap-excel/", importing.start, name="import"),
    path("<slug:code>/nhap-excel/bieu-mau/", importing.template, name="import_template"),
    path(RUN, importing.run, name="import_run"),
    path(f"{RUN}tien-do/", importing.progress, name="import_progress"),
    path(f"{RUN}xuat-excel/", importing.outcomes, name="import_outcomes"),
    path(f"{RUN}nhap/", importing.confirm, name="import_confirm"),
    path(f"{RUN}chuyen-ma/", importing.convert, name="import_convert"),
    path(f"{RUN}bo/", importing.drop, name="import_drop"),
]

# What was signed, changed: the list, the copy, the decision; every version that was in force.
AMEND = f"{YEAR}dieu-chinh/<slug:unit>/<int:pk>/"
AMENDED_TASK = f"{AMEND}nhiem-vu/<slug:task>/"
amendment_urls = [
    path(f"{YEAR}dieu-chinh/", amendments.amendments, name="amendments"),
    path(f"{YEAR}dieu-chinh/xuat-excel/", amendments.workbook, name="amendments_workbook"),
    path(f"{UNIT}dieu-chinh/", amending.start, name="amend"),
    path(f"{UNIT}ban-<int:version>/", versions.version, name="commitment_version"),
    path(AMEND, amending.amendment, name="amendment"),
    path(f"{AMEND}nhiem-vu/them/", amended_tasks.task_add, name="amendment_task_add"),
    path(AMENDED_TASK, amended_tasks.task, name="amendment_task"),
    path(f"{AMENDED_TASK}rut/", amended_tasks.withdraw, name="amendment_withdraw"),
    path(f"{AMENDED_TASK}hoan-lai/", amended_tasks.restore, name="amendment_restore"),
    path(f"{AMEND}bo/", amending.drop, name="amendment_drop"),
    path(f"{AMEND}de-nghi/", amending.propose, name="amendment_propose"),
    path(f"{AMEND}ghep/", amended_tasks.rebase, name="amendment_rebase"),
    path(f"{AMEND}quyet-dinh/", deciding.decide, name="amendment_decide"),
]

# One person hands a unit's work over to another.
HANDOVER = "<slug:code>/don-vi/<slug:unit_code>/ban-giao/"
handover_urls = [
    path("<slug:code>/ban-giao/", handovers.handovers, name="handovers"),
    path("<slug:code>/ban-giao/xuat-excel/", handovers.workbook, name="handovers_workbook"),
    path(HANDOVER, handovers.unit_handovers, name="unit_handovers"),
    path(f"{HANDOVER}<int:appointment>/lap/", handovers.hand_over, name="hand_over"),
    path(f"{HANDOVER}<int:pk>/", handovers.handover, name="handover"),
    path(f"{HANDOVER}<int:pk>/nhan/", handovers.acknowledge, name="handover_acknowledge"),
]

# What units put to others, what they are asked to explain.
PUT = f"{YEAR}kien-nghi/"
EXPLAIN = f"{PUT}giai-trinh/"
answer_urls = [
    path(PUT, proposals.proposals, name="proposals"),
    path(f"{PUT}xuat-excel/", proposals.workbook, name="proposals_workbook"),
    path(f"{PUT}<int:pk>/", answering.proposal, name="proposal"),
    path(f"{PUT}<int:pk>/tra-loi/", answering.answer, name="proposal_answer"),
    path(f"{PUT}<int:pk>/chuyen/", answering.forward, name="proposal_forward"),
    path(f"{PUT}<int:pk>/dieu-chinh/", answering.amend, name="proposal_amend"),
    path(EXPLAIN, explanations.explanations, name="explanations"),
    path(f"{EXPLAIN}xuat-excel/", explanations.workbook, name="explanations_workbook"),
    path(f"{EXPLAIN}<int:pk>/", explaining.explanation, name="explanation"),
    path(f"{EXPLAIN}<int:pk>/rut/", explaining.withdraw, name="explanation_withdraw"),
    path(f"{TASK}giai-trinh/", explaining.ask_of_task, name="explain_task"),
    path(f"{QUARTER}giai-trinh/", explaining.ask_of_quarter, name="explain_quarter"),
]

# Shared tasks; the register of bases, and the year's tasks by them.
SUPPORTS = f"{YEAR}phoi-hop/"
BASES = "<slug:code>/can-cu/"
shared_urls = [
    path(SUPPORTS, supporting.supports, name="supports"),
    path(f"{SUPPORTS}xuat-excel/", supporting.workbook, name="supports_workbook"),
    path(f"{SUPPORTS}<int:pk>/", supporting.support, name="support"),
    path(f"{SUPPORTS}<int:pk>/tra-loi/", supporting.answer, name="support_answer"),
    path(BASES, bases.basis_list, name="bases"),
    path(f"{BASES}xuat-excel/", bases.workbook, name="bases_workbook"),
    path(f"{BASES}them/", bases.basis_add, name="basis_add"),
    path(f"{BASES}<int:pk>/", bases.basis, name="basis"),
    path(f"{YEAR}can-cu/", by_basis.by_basis, name="by_basis"),
    path(f"{YEAR}can-cu/xuat-excel/", by_basis.workbook, name="by_basis_workbook"),
]

# Inspections: plan and coverage, one of them, what is to be mended after it.
INSPECTIONS = f"{YEAR}kiem-tra/"
INSPECTION = f"{INSPECTIONS}<int:pk>/"
ACTIONS = f"{INSPECTIONS}khac-phuc/"
inspection_urls = [
    path(INSPECTIONS, inspections.inspections, name="inspections"),
    path(f"{INSPECTIONS}xuat-excel/", inspections.workbook, name="inspections_workbook"),
    path(f"{INSPECTIONS}lap/", planning.plan, name="inspection_plan"),
    path(INSPECTION, inspecting.inspection, name="inspection"),
    path(f"{INSPECTION}sua/", inspecting.edit, name="inspection_edit"),
    path(f"{INSPECTION}khong-tien-hanh/", inspecting.cancel, name="inspection_cancel"),
    path(f"{INSPECTION}ket-luan/", inspecting.conclude, name="inspection_conclude"),
    path(f"{INSPECTION}noi-dung/", findings.finding_add, name="finding_add"),
    path(f"{INSPECTION}noi-dung/<int:finding>/", findings.finding, name="finding"),
    path(f"{INSPECTION}nhiem-vu/<int:n>/", findings.verify, name="inspection_verify"),
    path(ACTIONS, actions.actions, name="actions"),
    path(f"{ACTIONS}xuat-excel/", actions.workbook, name="actions_workbook"),
    path(f"{ACTIONS}<int:pk>/", actions.action, name="action"),
    path(f"{ACTIONS}<int:pk>/bao/", actions.report, name="action_report"),
    path(f"{ACTIONS}<int:pk>/xac-nhan/", actions.judge, name="action_judge"),
]

# Lists taken away as workbooks, beside those of the list's own module.
export_urls = [
    path("<slug:code>/nhap-excel/xuat-excel/", exports.imports_workbook, name="imports_workbook"),
    path("<slug:code>/nam/xuat-excel/", exports.years_workbook, name="years_workbook"),
    path(f"{YEAR}ky/xuat-excel/", exports.signing_workbook, name="signing_workbook"),
    path(f"{YEAR}lich-su/xuat-excel/", history.workbook, name="history_workbook"),
    path(f"{YEAR}nhac-viec/xuat-excel/", exports.mails_workbook, name="mails_workbook"),
]

urlpatterns = [
    *import_urls,
    *amendment_urls,
    *handover_urls,
    *year_urls,
    *stage_urls,
    *commitment_urls,
    *clarity_urls,
    *paper_urls,
    *quarter_urls,
    *offline_urls,
    *evidence_urls,
    *reminder_urls,
    *answer_urls,
    *shared_urls,
    *inspection_urls,
    *export_urls,
]
