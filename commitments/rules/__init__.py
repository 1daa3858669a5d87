"""Who may, when: one small predicate for each deed, asked by page, button and verb alike.

Every rule takes the person, the thing and the local day. Source: domain.md §5, §6.
"""

from commitments.rules.amending import (
    amend_until,
    is_amendable,
    may_decide_amendment,
    may_drop_amendment,
    may_propose_amendment,
    may_rebase_amendment,
    may_start_amendment,
    may_write_amendment,
)
from commitments.rules.choosing import (
    may_answer_suggestion,
    may_assign_many,
    may_choose,
    may_withdraw_suggestion,
)
from commitments.rules.evidence import may_attach_evidence, may_remove_evidence
from commitments.rules.explanations import (
    may_answer_explanation,
    may_ask_explanation,
    may_draft_explanation,
    may_withdraw_explanation,
)
from commitments.rules.handing_over import may_acknowledge, may_hand_over
from commitments.rules.importing import may_import
from commitments.rules.inspecting import (
    may_add_finding,
    may_cancel_inspection,
    may_edit_inspection,
    may_inspect,
    may_plan_inspection,
    may_plan_inspections,
    may_read_results,
    may_refuse_action,
    may_report_action,
    may_verify_action,
)
from commitments.rules.proposals import (
    ANSWERED_BY,
    may_amend_from,
    may_answer_proposal,
    may_forward_proposal,
)
from commitments.rules.registering import (
    may_approve,
    may_assign,
    may_prepare,
    may_send_back,
    may_submit_registration,
    may_write_registration,
)
from commitments.rules.reorganising import objections_to_ending
from commitments.rules.reporting import (
    extended_until,
    has_begun,
    is_locked,
    lock_day,
    may_answer_request,
    may_ask_extension,
    may_extend,
    may_file,
    may_reopen,
    may_review,
    may_submit,
    may_withdraw,
    may_withdraw_request,
    was_judged,
)
from commitments.rules.signing import (
    may_hold_conference,
    may_sign_as_head,
    may_sign_as_standing,
    may_upload_scan,
)
from commitments.rules.supporting import may_answer_support
from commitments.rules.years import (
    WRITABLE_YEARS,
    may_edit_bases,
    may_edit_year,
    may_open_year,
)

__all__ = [
    "ANSWERED_BY",
    "WRITABLE_YEARS",
    "amend_until",
    "extended_until",
    "has_begun",
    "is_amendable",
    "is_locked",
    "lock_day",
    "may_acknowledge",
    "may_add_finding",
    "may_amend_from",
    "may_answer_explanation",
    "may_answer_proposal",
    "may_answer_request",
    "may_answer_suggestion",
    "may_answer_support",
    "may_approve",
    "may_ask_explanation",
    "may_ask_extension",
    "may_assign",
    "may_assign_many",
    "may_attach_evidence",
    "may_cancel_inspection",
    "may_choose",
    "may_decide_amendment",
    "may_draft_explanation",
    "may_drop_amendment",
    "may_edit_bases",
    "may_edit_inspection",
    "may_edit_year",
    "may_extend",
    "may_file",
    "may_forward_proposal",
    "may_hand_over",
    "may_hold_conference",
    "may_import",
    "may_inspect",
    "may_open_year",
    "may_plan_inspection",
    "may_plan_inspections",
    "may_prepare",
    "may_propose_amendment",
    "may_read_results",
    "may_rebase_amendment",
    "may_refuse_action",
    "may_remove_evidence",
    "may_reopen",
    "may_report_action",
    "may_review",
    "may_send_back",
    "may_sign_as_head",
    "may_sign_as_standing",
    "may_start_amendment",
    "may_submit",
    "may_submit_registration",
    "may_upload_scan",
    "may_verify_action",
    "may_withdraw",
    "may_withdraw_explanation",
    "may_withdraw_request",
    "may_withdraw_suggestion",
    "may_write_amendment",
    "may_write_registration",
    "objections_to_ending",
    "was_judged",
]
