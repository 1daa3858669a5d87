"""Who may do what, as one table. Pure: no database, no request. Source: domain.md §6."""

from enum import StrEnum


class Role(StrEnum):
    """A dated appointment gives one of these (domain.md §2)."""

    ADMIN = "ADMIN"
    OFFICE = "OFFICE"
    STANDING = "STANDING"
    INSPECTOR = "INSPECTOR"
    HEAD = "HEAD"
    REPORTER = "REPORTER"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]

    @property
    def of_unit(self) -> bool:
        """True when the role is held in one unit, False when in the whole committee."""
        return self in (Role.HEAD, Role.REPORTER)


ROLE_LABELS = {
    Role.ADMIN: "Quản trị hệ thống",
    Role.OFFICE: "Văn phòng cấp ủy",
    Role.STANDING: "Thường trực cấp ủy",
    Role.INSPECTOR: "Ủy ban Kiểm tra",
    Role.HEAD: "Người đứng đầu",
    Role.REPORTER: "Cán bộ đầu mối",
}
ROLE_CHOICES = [(role.value, role.label) for role in Role]


class Permission(StrEnum):
    """A deed or a sight that a role may grant."""

    MANAGE_COMMITTEE = "MANAGE_COMMITTEE"  # its identity as printed
    MANAGE_UNITS = "MANAGE_UNITS"  # units and groups
    MANAGE_PEOPLE = "MANAGE_PEOPLE"  # everybody, every role
    MANAGE_UNIT_PEOPLE = "MANAGE_UNIT_PEOPLE"  # heads and reporters of units
    MANAGE_OWN_REPORTERS = "MANAGE_OWN_REPORTERS"
    MANAGE_YEAR = "MANAGE_YEAR"  # open a year, deadlines, extensions
    SEE_YEAR = "SEE_YEAR"
    SEE_ALL_UNITS = "SEE_ALL_UNITS"  # names
    SEE_ALL_ROWS = "SEE_ALL_ROWS"  # commitments and reports of every unit
    SEE_OWN_ROWS = "SEE_OWN_ROWS"
    WRITE_REGISTRATION = "WRITE_REGISTRATION"
    SUBMIT_REGISTRATION = "SUBMIT_REGISTRATION"
    PREPARE_REGISTRATION = "PREPARE_REGISTRATION"  # send back, pass on, assign, except
    APPROVE_COMMITMENT = "APPROVE_COMMITMENT"  # or send back what was passed on
    SIGN_AS_STANDING = "SIGN_AS_STANDING"
    SIGN_AS_HEAD = "SIGN_AS_HEAD"
    RECORD_PAPER_SIGNING = "RECORD_PAPER_SIGNING"
    DRAFT_AMENDMENT = "DRAFT_AMENDMENT"
    PROPOSE_AMENDMENT = "PROPOSE_AMENDMENT"
    DECIDE_AMENDMENT = "DECIDE_AMENDMENT"
    ANSWER_SUPPORT = "ANSWER_SUPPORT"  # for a unit that another unit's task names as supporting
    FILE_QUARTER = "FILE_QUARTER"
    SUBMIT_QUARTER = "SUBMIT_QUARTER"
    REVIEW_QUARTER = "REVIEW_QUARTER"
    ASK_EXTENSION = "ASK_EXTENSION"
    ANSWER_PROPOSAL = "ANSWER_PROPOSAL"  # any of the committee
    ANSWER_OWN_PROPOSAL = "ANSWER_OWN_PROPOSAL"  # put to the own unit
    FORWARD_PROPOSAL = "FORWARD_PROPOSAL"  # another addressee, another deadline
    ASK_EXPLANATION = "ASK_EXPLANATION"
    DRAFT_EXPLANATION = "DRAFT_EXPLANATION"
    ANSWER_EXPLANATION = "ANSWER_EXPLANATION"
    PLAN_INSPECTION = "PLAN_INSPECTION"
    INSPECT = "INSPECT"  # findings, verified values, closing action points
    ANSWER_ACTION = "ANSWER_ACTION"
    REMOVE_EVIDENCE = "REMOVE_EVIDENCE"  # the file of any unit, with a reason
    SEE_REMINDERS = "SEE_REMINDERS"
    WRITE_ANNUAL_REPORT = "WRITE_ANNUAL_REPORT"
    ISSUE_ANNUAL_REPORT = "ISSUE_ANNUAL_REPORT"
    READ_ANNUAL_DRAFT = "READ_ANNUAL_DRAFT"
    READ_ANNUAL_ISSUED = "READ_ANNUAL_ISSUED"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(
        {
            Permission.MANAGE_COMMITTEE,
            Permission.MANAGE_UNITS,
            Permission.MANAGE_PEOPLE,
            Permission.MANAGE_UNIT_PEOPLE,
            Permission.SEE_ALL_UNITS,
        }
    ),
    Role.OFFICE: frozenset(
        {
            Permission.MANAGE_UNITS,
            Permission.MANAGE_UNIT_PEOPLE,
            Permission.MANAGE_YEAR,
            Permission.SEE_YEAR,
            Permission.SEE_ALL_UNITS,
            Permission.SEE_ALL_ROWS,
            Permission.WRITE_REGISTRATION,
            Permission.SUBMIT_REGISTRATION,
            Permission.PREPARE_REGISTRATION,
            Permission.RECORD_PAPER_SIGNING,
            Permission.DRAFT_AMENDMENT,
            Permission.ANSWER_SUPPORT,
            Permission.FILE_QUARTER,
            Permission.SUBMIT_QUARTER,
            Permission.REVIEW_QUARTER,
            Permission.SEE_REMINDERS,
            Permission.WRITE_ANNUAL_REPORT,
            Permission.ISSUE_ANNUAL_REPORT,
            Permission.READ_ANNUAL_DRAFT,
            Permission.READ_ANNUAL_ISSUED,
            Permission.ASK_EXTENSION,
            Permission.ANSWER_PROPOSAL,
            Permission.FORWARD_PROPOSAL,
            Permission.ASK_EXPLANATION,
            Permission.DRAFT_EXPLANATION,
            Permission.ANSWER_EXPLANATION,
            Permission.PLAN_INSPECTION,
            Permission.ANSWER_ACTION,
            Permission.REMOVE_EVIDENCE,
        }
    ),
    Role.STANDING: frozenset(
        {
            Permission.SEE_YEAR,
            Permission.SEE_ALL_UNITS,
            Permission.SEE_ALL_ROWS,
            Permission.APPROVE_COMMITMENT,
            Permission.SIGN_AS_STANDING,
            Permission.DECIDE_AMENDMENT,
            Permission.READ_ANNUAL_DRAFT,
            Permission.READ_ANNUAL_ISSUED,
            Permission.ANSWER_PROPOSAL,
            Permission.ASK_EXPLANATION,
        }
    ),
    Role.INSPECTOR: frozenset(
        {
            Permission.SEE_YEAR,
            Permission.SEE_ALL_UNITS,
            Permission.SEE_ALL_ROWS,
            Permission.READ_ANNUAL_DRAFT,
            Permission.READ_ANNUAL_ISSUED,
            Permission.PLAN_INSPECTION,
            Permission.INSPECT,
        }
    ),
    Role.HEAD: frozenset(
        {
            Permission.SEE_YEAR,
            Permission.SEE_OWN_ROWS,
            Permission.MANAGE_OWN_REPORTERS,
            Permission.WRITE_REGISTRATION,
            Permission.SUBMIT_REGISTRATION,
            Permission.SIGN_AS_HEAD,
            Permission.DRAFT_AMENDMENT,
            Permission.PROPOSE_AMENDMENT,
            Permission.ANSWER_SUPPORT,
            Permission.FILE_QUARTER,
            Permission.SUBMIT_QUARTER,
            Permission.READ_ANNUAL_ISSUED,
            Permission.ASK_EXTENSION,
            Permission.ANSWER_OWN_PROPOSAL,
            Permission.DRAFT_EXPLANATION,
            Permission.ANSWER_EXPLANATION,
            Permission.ANSWER_ACTION,
        }
    ),
    Role.REPORTER: frozenset(
        {
            Permission.SEE_YEAR,
            Permission.SEE_OWN_ROWS,
            Permission.WRITE_REGISTRATION,
            Permission.DRAFT_AMENDMENT,
            Permission.ANSWER_SUPPORT,
            Permission.FILE_QUARTER,
            Permission.READ_ANNUAL_ISSUED,
            Permission.ASK_EXTENSION,
            Permission.DRAFT_EXPLANATION,
            Permission.ANSWER_ACTION,
        }
    ),
}

# What a reporter gains when the head has allowed it (domain.md §6, "if the head allowed it").
WHEN_ALLOWED_TO_SUBMIT = frozenset(
    {
        Permission.SUBMIT_REGISTRATION,
        Permission.SUBMIT_QUARTER,
        Permission.ANSWER_OWN_PROPOSAL,
        Permission.ANSWER_EXPLANATION,
    }
)

# What goes on after a unit has ended: its successor's people read, report and amend what was
# signed. Writing and signing registrations, and managing people, end with the unit.
CARRIED = frozenset(
    {
        Permission.SEE_YEAR,
        Permission.SEE_OWN_ROWS,
        Permission.DRAFT_AMENDMENT,
        Permission.PROPOSE_AMENDMENT,
        Permission.ANSWER_SUPPORT,
        Permission.FILE_QUARTER,
        Permission.SUBMIT_QUARTER,
        Permission.ASK_EXTENSION,
        Permission.ANSWER_OWN_PROPOSAL,
        Permission.DRAFT_EXPLANATION,
        Permission.ANSWER_EXPLANATION,
        Permission.ANSWER_ACTION,
    }
)


def granted(role: Role, *, may_submit: bool = False) -> frozenset[Permission]:
    """The permissions of one appointment; ``may_submit`` counts only for a reporter."""
    extra = WHEN_ALLOWED_TO_SUBMIT if role is Role.REPORTER and may_submit else frozenset()
    return GRANTS[role] | extra
