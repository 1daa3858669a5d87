"""What a unit is told when a deed concerns it: one function a mail, called by the verbs.

Each writes one row for each head and reporter of the unit in force on the deed's day. Keys come
from the deed, so a deed told twice is mailed once. Templates: emails/<kind>.{subject.txt,txt,html}.
Source: pages.md "Mails".
"""

from commitments.emails.addresses import commitment_href, contact_of, people_of, report_href
from commitments.emails.amendment import amendment_decided
from commitments.emails.deed import Deed, Facts
from commitments.emails.explanation import (
    explanation_answered,
    explanation_asked,
    explanation_withdrawn,
)
from commitments.emails.handing_over import handover_href, work_handed_over
from commitments.emails.inspecting import (
    action_done,
    action_judged,
    finding_added,
    inspection_concluded,
)
from commitments.emails.proposal import (
    proposal_answered,
    proposal_forwarded,
    proposal_put,
    proposal_withdrawn,
)
from commitments.emails.quarter import (
    extension_asked,
    extension_corrected,
    extension_granted,
    extension_refused,
    quarter_accepted,
    quarter_received,
    quarter_sent_back,
)
from commitments.emails.registration import (
    change_suggested,
    commitment_approved,
    registration_received,
    registration_sent_back,
    task_assigned,
)
from commitments.emails.signing import commitment_signed
from commitments.emails.supporting import support_answered, support_asked

__all__ = [
    "Deed",
    "Facts",
    "action_done",
    "action_judged",
    "amendment_decided",
    "change_suggested",
    "commitment_approved",
    "commitment_href",
    "commitment_signed",
    "contact_of",
    "explanation_answered",
    "explanation_asked",
    "explanation_withdrawn",
    "extension_asked",
    "extension_corrected",
    "extension_granted",
    "extension_refused",
    "finding_added",
    "handover_href",
    "inspection_concluded",
    "people_of",
    "proposal_answered",
    "proposal_forwarded",
    "proposal_put",
    "proposal_withdrawn",
    "quarter_accepted",
    "quarter_received",
    "quarter_sent_back",
    "registration_received",
    "registration_sent_back",
    "report_href",
    "support_answered",
    "support_asked",
    "task_assigned",
    "work_handed_over",
]
