"""Who may open which address: one line for each, by the address's name. Source: domain.md §6.

A line names the roles that are served by GET and by POST. Of everybody else, those in ``hidden``
and all strangers get 404 (the thing is not theirs to know of), the others 403. ``None`` means
that nobody uses this method: 405, a GET goes on to the page above (303). An address without a line
fails `test_access.py`.
"""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

ALL = "ADMIN OFFICE STANDING INSPECTOR HEAD REPORTER"
MEMBERS = "OFFICE STANDING INSPECTOR HEAD REPORTER"  # everybody but the administrator
READERS = "OFFICE STANDING INSPECTOR"  # of every unit's rows
OWN = "OFFICE STANDING INSPECTOR HEAD REPORTER"  # of one unit's rows: it and the readers
WRITERS = "OFFICE HEAD REPORTER"
# OTHER is a head or reporter of another unit of the same committee.
NOT_OWN = "ADMIN OTHER"


@dataclass(frozen=True)
class Line:
    """``unit``: the address names a unit, so that HEAD and REPORTER mean those of that unit."""

    get: str | None
    post: str | None = None
    hidden: str = ""
    unit: bool = False
    where: dict[str, str] | None = None  # argument of the address -> name of a Place's fact

    def arguments(self, place: "Place") -> dict[str, Any]:
        facts = vars(place)
        return facts | {name: facts[fact] for name, fact in (self.where or {}).items()}


class Place(SimpleNamespace):
    """One unit of one committee and what its addresses name: codes, numbers, keys."""


@dataclass(frozen=True)
class Account:
    """An address around the login: served to people, and without a login when ``open``."""

    get: tuple[int, ...]
    post: tuple[int, ...]
    open: bool = False


def unit(get: str | None, post: str | None = None, hidden: str = NOT_OWN, **where: str) -> Line:
    return Line(get, post, hidden, unit=True, where=where)


def year(get: str | None, post: str | None = None, hidden: str = "ADMIN", **where: str) -> Line:
    return Line(get, post, hidden, where=where)


def office(get: str | None, post: str | None = None, hidden: str = "", **where: str) -> Line:
    return Line(get, post, hidden, where=where)


def workbook(get: str | None, post: str | None = None) -> Line:
    return Line(get, post, "STANDING INSPECTOR HEAD REPORTER", where={"key": "import_key"})


LINES: dict[str, Line] = {
    # who is who
    "units:identity": office("ADMIN", "ADMIN"),
    "units:groups": office("ADMIN OFFICE STANDING INSPECTOR"),
    "units:group_add": office("ADMIN OFFICE", "ADMIN OFFICE"),
    "units:group_edit": office("ADMIN OFFICE", "ADMIN OFFICE", pk="group"),
    "units:people": office("ADMIN OFFICE"),
    "units:people_export": office("ADMIN OFFICE"),
    "units:person_add": office("ADMIN OFFICE", "ADMIN OFFICE"),
    "units:person": office("ADMIN OFFICE", "ADMIN OFFICE", pk="head"),
    "units:person_appoint": office("ADMIN OFFICE", "ADMIN OFFICE", pk="head"),
    "units:person_lock": office(None, "ADMIN OFFICE", pk="head"),
    "units:person_invite": office(None, "ADMIN OFFICE", pk="head"),
    "units:person_end": office("ADMIN OFFICE", "ADMIN OFFICE", pk="head", appointment="head_post"),
    "units:registry": office(ALL),
    "units:registry_export": office(ALL),
    "units:unit_add": office("ADMIN OFFICE", "ADMIN OFFICE"),
    "units:unit": unit(ALL, hidden="OTHER"),
    "units:unit_edit": unit("ADMIN OFFICE", "ADMIN OFFICE", hidden="OTHER"),
    "units:appoint": unit("ADMIN OFFICE HEAD", "ADMIN OFFICE HEAD", hidden="OTHER"),
    "units:end": unit("ADMIN OFFICE HEAD", "ADMIN OFFICE HEAD", hidden="OTHER", pk="reporter_post"),
    "units:invite": unit(None, "ADMIN OFFICE HEAD", hidden="OTHER", pk="reporter_post"),
    "units:allow_to_submit": unit(None, "ADMIN OFFICE HEAD", hidden="OTHER", pk="reporter_post"),
    # the year
    "commitments:years": office(MEMBERS),
    "commitments:year_open": office("OFFICE", "OFFICE"),
    "commitments:year_setup": year(MEMBERS, "OFFICE"),
    "commitments:open_registration": year(None, "OFFICE"),
    "commitments:add_unit": year(None, "OFFICE"),
    "commitments:year_close": year("OFFICE", "OFFICE"),
    "commitments:signing": year("OFFICE STANDING", "OFFICE STANDING"),
    "commitments:reminders": year("OFFICE"),
    "commitments:reminders_send": year("OFFICE", "OFFICE"),
    "commitments:mail_send_again": year(None, "OFFICE", pk="mail"),
    # the commitment
    "commitments:commitment_list": year(MEMBERS),
    "commitments:commitment_workbook": year(READERS),
    "commitments:commitment": unit(OWN),
    "commitments:task_add": unit(WRITERS, WRITERS),
    "commitments:task": unit(WRITERS, WRITERS),
    "commitments:task_remove": unit(WRITERS, WRITERS),
    "commitments:task_up": unit(None, WRITERS),
    "commitments:task_down": unit(None, WRITERS),
    "commitments:submit": unit("OFFICE HEAD", "OFFICE HEAD"),
    "commitments:send_back": unit("OFFICE STANDING", "OFFICE STANDING"),
    "commitments:pass_on": unit("OFFICE", "OFFICE"),
    "commitments:assign": unit("OFFICE", "OFFICE"),
    "commitments:exception": unit("OFFICE", "OFFICE"),
    "commitments:approve": unit("STANDING", "STANDING"),
    "commitments:sign": unit("STANDING HEAD", "STANDING HEAD"),
    # the 6 rõ check while one writes, and what goes on from last year
    "commitments:task_check": unit(None, WRITERS),
    "commitments:carry_over": unit(None, WRITERS),
    # shared tasks, bases, and lists taken away
    "commitments:supports": year(MEMBERS),
    "commitments:supports_workbook": year(MEMBERS),
    "commitments:support": unit(OWN, pk="support"),  # the supporting unit's; the lead's in a test
    "commitments:support_answer": unit(WRITERS, WRITERS, pk="support"),
    "commitments:bases": office(MEMBERS),
    "commitments:bases_workbook": office(MEMBERS),
    "commitments:basis_add": office("OFFICE", "OFFICE"),
    "commitments:basis": office(MEMBERS, "OFFICE", hidden="ADMIN", pk="basis"),
    "commitments:by_basis": year(MEMBERS),
    "commitments:by_basis_workbook": year(MEMBERS),
    "commitments:years_workbook": office(MEMBERS),
    "commitments:signing_workbook": year("OFFICE STANDING"),
    "commitments:history_workbook": year(MEMBERS),
    "commitments:mails_workbook": year("OFFICE"),
    "units:groups_export": office("ADMIN OFFICE STANDING INSPECTOR"),
    # signing, scans, the paper as PDF, verification
    "commitments:scans": year(READERS),
    "commitments:scans_workbook": year(READERS),
    "commitments:scan_upload": unit("OFFICE", "OFFICE"),
    "commitments:scan": unit(OWN, pk="scan"),
    "commitments:quarter_evidence": unit(None, WRITERS),
    "commitments:evidence_list": unit(OWN),
    "commitments:evidence_workbook": unit(OWN),
    "commitments:evidence_file": unit(OWN, pk="evidence"),
    "commitments:evidence_preview": unit(OWN, pk="evidence"),
    "commitments:evidence_remove": unit(WRITERS, WRITERS, pk="evidence"),
    "commitments:verify": office(ALL),
    "reports:print_paper": unit(None, OWN),
    "reports:paper_job": unit(OWN, key="paper"),
    "reports:paper_pdf": unit(OWN, key="paper"),
    # a unit's quarter as PDF, and what its accepted quarters come to
    "reports:print_quarter": unit(None, OWN, nth="round"),
    "reports:quarter_job": unit(OWN, key="round_paper", nth="round"),
    "reports:quarter_pdf": unit(OWN, key="round_paper", nth="round"),
    "reports:unit_results": unit(OWN),
    "reports:unit_results_export": unit(OWN),
    "reports:print_results": unit(None, OWN),
    "reports:results_job": unit(OWN, key="results_paper"),
    "reports:results_pdf": unit(OWN, key="results_paper"),
    # two stages: choosing, proposing, assigning to many
    "commitments:choose": unit("OFFICE", "OFFICE"),
    "commitments:suggest": unit("OFFICE", "OFFICE"),
    "commitments:suggestion": unit(OWN, "OFFICE HEAD", pk="suggestion"),
    "commitments:suggestion_withdraw": unit(None, "OFFICE", pk="suggestion"),
    "commitments:stages": unit(OWN),
    "commitments:assign_many": year("OFFICE", "OFFICE"),
    "commitments:batch": year(READERS),
    "commitments:batch_workbook": year(READERS),
    # the quarter
    "commitments:reports": year(MEMBERS),
    "commitments:reports_workbook": year(MEMBERS),
    "commitments:quarter": unit(OWN, WRITERS),
    "commitments:quarter_autosave": unit(WRITERS, WRITERS),
    "commitments:quarter_template": unit(WRITERS, quarter="next_quarter"),
    "commitments:quarter_upload": unit(WRITERS, WRITERS),
    "commitments:quarter_fill": unit(None, WRITERS),
    "commitments:quarter_withdraw": unit("OFFICE HEAD", "OFFICE HEAD"),
    "commitments:quarter_round": unit(OWN, number="round"),
    "commitments:review": unit("OFFICE", "OFFICE"),
    "commitments:review_begin": unit(None, "OFFICE"),
    "commitments:quarter_reopen": unit("OFFICE", "OFFICE"),
    "commitments:review_keep": unit(None, "OFFICE"),
    "commitments:quarter_rounds": unit(OWN),
    "commitments:quarter_extend": unit("OFFICE", "OFFICE"),
    "commitments:extension_ask": unit(WRITERS, WRITERS),
    "commitments:extension_withdraw": unit(None, WRITERS, pk="asked_time"),
    "commitments:extension_answer": unit("OFFICE", "OFFICE", pk="asked_time"),
    "commitments:extend_many": year("OFFICE", "OFFICE"),
    "commitments:history": year(MEMBERS),
    # inspections, and what is to be mended after them
    "commitments:inspections": year(MEMBERS),
    "commitments:inspections_workbook": year(READERS),
    "commitments:inspection_plan": year("OFFICE INSPECTOR", "OFFICE INSPECTOR"),
    "commitments:inspection": unit(OWN, pk="inspection"),
    "commitments:inspection_edit": unit("OFFICE INSPECTOR", "OFFICE INSPECTOR", pk="inspection"),
    "commitments:inspection_cancel": unit("OFFICE INSPECTOR", "OFFICE INSPECTOR", pk="inspection"),
    "commitments:inspection_conclude": unit("INSPECTOR", "INSPECTOR", pk="inspection"),
    "commitments:finding_add": unit("INSPECTOR", "INSPECTOR", pk="inspection"),
    "commitments:finding": unit("INSPECTOR", "INSPECTOR", pk="inspection", finding="finding"),
    "commitments:inspection_verify": unit("INSPECTOR", "INSPECTOR", pk="inspection"),
    "commitments:actions": year(MEMBERS),
    "commitments:actions_workbook": year(MEMBERS),
    "commitments:action": unit(OWN, pk="action"),
    "commitments:action_report": unit(WRITERS, WRITERS, pk="action"),
    "commitments:action_judge": unit("INSPECTOR", "INSPECTOR", pk="action"),
    # people change, units change
    "units:reorganisations": office("ADMIN OFFICE STANDING INSPECTOR"),
    "units:reorganisations_export": office("ADMIN OFFICE STANDING INSPECTOR"),
    "units:merge": office("ADMIN OFFICE", "ADMIN OFFICE"),
    "units:rename": office("ADMIN OFFICE", "ADMIN OFFICE"),
    "units:split": office("ADMIN OFFICE", "ADMIN OFFICE"),
    "commitments:handovers": office("ADMIN OFFICE STANDING INSPECTOR"),
    "commitments:handovers_workbook": office("ADMIN OFFICE STANDING INSPECTOR"),
    "commitments:unit_handovers": unit(ALL, hidden="OTHER"),
    "commitments:hand_over": unit(
        "ADMIN OFFICE HEAD", "ADMIN OFFICE HEAD", hidden="OTHER", appointment="reporter_post"
    ),
    "commitments:handover": unit(ALL, hidden="OTHER", pk="handover"),
    "commitments:handover_acknowledge": unit(None, "HEAD", hidden="OTHER", pk="handover"),
    # proposals and requests to explain; the addressed unit's in a test
    "commitments:proposals": year(MEMBERS),
    "commitments:proposals_workbook": year(MEMBERS),
    "commitments:proposal": unit(OWN, pk="proposal"),
    "commitments:proposal_answer": unit(None, "OFFICE STANDING", pk="proposal"),
    "commitments:proposal_forward": unit("OFFICE", "OFFICE", pk="proposal"),
    "commitments:proposal_amend": unit(None, WRITERS, pk="proposal"),
    "commitments:explanations": year(MEMBERS),
    "commitments:explanations_workbook": year(MEMBERS),
    "commitments:explanation": unit(OWN, WRITERS, pk="explanation"),
    "commitments:explanation_withdraw": unit(
        "OFFICE STANDING", "OFFICE STANDING", pk="explanation"
    ),
    "commitments:explain_task": unit("OFFICE STANDING", "OFFICE STANDING"),
    "commitments:explain_quarter": unit("OFFICE STANDING", "OFFICE STANDING"),
    # amendments of what was signed
    "commitments:amendments": year(MEMBERS),
    "commitments:amendments_workbook": year(MEMBERS),
    "commitments:amend": unit(WRITERS, WRITERS),
    "commitments:commitment_version": unit(OWN, version="version"),
    "commitments:amendment": unit(OWN, WRITERS, pk="amendment"),
    "commitments:amendment_task_add": unit(WRITERS, WRITERS, pk="amendment"),
    "commitments:amendment_task": unit(WRITERS, WRITERS, pk="amendment", task="task"),
    "commitments:amendment_withdraw": unit(WRITERS, WRITERS, pk="amendment", task="task"),
    "commitments:amendment_restore": unit(None, WRITERS, pk="amendment", task="task"),
    "commitments:amendment_drop": unit(WRITERS, WRITERS, pk="amendment"),
    "commitments:amendment_propose": unit("HEAD", "HEAD", pk="amendment"),
    "commitments:amendment_rebase": unit(WRITERS, WRITERS, pk="amendment"),
    "commitments:amendment_decide": unit(None, "STANDING", pk="amendment"),
    # Excel in: a workbook is known only to those who may import
    "commitments:import": office("ADMIN OFFICE", "ADMIN OFFICE"),
    "commitments:imports_workbook": office("ADMIN OFFICE"),
    "commitments:import_template": office("ADMIN OFFICE"),
    "commitments:import_run": workbook("ADMIN OFFICE"),
    "commitments:import_progress": workbook("ADMIN OFFICE"),
    "commitments:import_outcomes": workbook("ADMIN OFFICE"),
    "commitments:import_confirm": workbook(None, "ADMIN OFFICE"),
    "commitments:import_convert": workbook(None, "ADMIN OFFICE"),
    "commitments:import_drop": workbook(None, "ADMIN OFFICE"),
    # desks, overview, the annual report
    "reports:committee": office(ALL),
    "reports:desk": year(MEMBERS),
    "reports:overview": year(READERS),
    "reports:overview_export": year(READERS),
    "reports:annual": year(MEMBERS),
    "reports:start": year(None, "OFFICE"),
    "reports:frame": year("OFFICE", "OFFICE", hidden="ADMIN HEAD REPORTER"),
    "reports:figures": year("OFFICE", "OFFICE", hidden="ADMIN HEAD REPORTER"),
    "reports:figures_export": year("OFFICE", hidden="ADMIN HEAD REPORTER"),
    "reports:remove_figure": year(None, "OFFICE", hidden="ADMIN HEAD REPORTER"),
    "reports:section": year("OFFICE", "OFFICE", hidden="ADMIN HEAD REPORTER"),
    "reports:print": year(None, READERS, hidden="ADMIN HEAD REPORTER"),
    "reports:job": year(READERS, hidden="ADMIN HEAD REPORTER", key="job"),
    "reports:draft_pdf": year(READERS, hidden="ADMIN HEAD REPORTER", key="job"),
    "reports:issue": year("OFFICE", "OFFICE", hidden="ADMIN HEAD REPORTER"),
    "reports:withdraw": year("OFFICE", "OFFICE", hidden="ADMIN HEAD REPORTER"),
    "reports:withdrawn": year(
        READERS, hidden="ADMIN HEAD REPORTER", number="issued_year", pk="withdrawn"
    ),
    "reports:withdrawn_pdf": year(
        READERS, hidden="ADMIN HEAD REPORTER", number="issued_year", pk="withdrawn"
    ),
    "reports:issued_pdf": year(MEMBERS, number="issued_year"),
}

_PAGE = Account(get=(200, 302), post=(200, 302))
_OPEN = Account(get=(200,), post=(200, 302), open=True)
_READ = Account(get=(200,), post=(405,), open=True)
# Around the login nothing depends on a role: whoever has logged in has all of it.
ACCOUNTS: dict[str, Account] = {
    "reports:home": Account(get=(200, 302), post=(405,)),
    "healthz": _READ,
    "readyz": _READ,
    "units:first_run": Account(get=(404,), post=(404,), open=True),  # once there is a committee
    "units:invitation": _READ,
    "account_login": Account(get=(200, 302), post=(200, 302), open=True),
    "account_logout": _PAGE,
    "account_inactive": _READ,
    "account_signup": Account(get=(200, 302), post=(200, 302), open=True),
    "account_reauthenticate": _PAGE,
    "account_change_password": _PAGE,
    "account_set_password": _PAGE,
    "account_reset_password": _OPEN,
    "account_reset_password_done": Account(get=(200,), post=(405,), open=True),
    "account_reset_password_from_key": _OPEN,
    "account_reset_password_from_key_done": Account(get=(200,), post=(405,), open=True),
    "mfa_index": Account(get=(200,), post=(405,)),
    "mfa_authenticate": Account(get=(302,), post=(302,), open=True),
    "mfa_reauthenticate": _PAGE,
    "mfa_activate_totp": _PAGE,
    "mfa_deactivate_totp": Account(get=(302, 404), post=(302, 404)),
    "mfa_view_recovery_codes": Account(get=(302, 404), post=(405,)),
    "mfa_generate_recovery_codes": Account(get=(200, 302, 404), post=(200, 302, 404)),
    "mfa_download_recovery_codes": Account(get=(302, 404), post=(404, 405)),
    "usersessions_list": _PAGE,
}
