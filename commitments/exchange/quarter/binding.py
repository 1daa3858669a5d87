"""What ties a workbook to one report: sealed, so that a binding made up or altered is noticed.

Source: trust.md T8; the seal is an HMAC with the installation's key. What "version" means:
docs/decisions/0021.
"""

import hashlib
import json
from dataclasses import asdict, dataclass

from django.core import signing

from camket.text import search_key
from commitments.exchange.quarter.asking import Plain, Questions, Values
from commitments.models import ProgressReport
from commitments.workflow.drafting import promised

SALT = "camket.quarter.workbook"
FORM = "CAMKET-QUY-1"
OURS = "-"  # in the key column: a row of the form's own words


class Altered(Exception):
    """The seal does not fit what it seals."""


@dataclass(frozen=True)
class Binding:
    """``promise``: digest of the tasks asked about, as ``promised``; ``marks``: of each value as it went out.

    ``round``: the number of the newest one then; ``version``: of the draft, for whoever looks.
    ``units``: whom a name of the file's list means, whatever is renamed or founded later.
    """

    committee: str
    unit: str
    year: int
    quarter: int
    version: int
    round: int
    promise: str
    marks: dict[str, str]
    units: dict[str, int]

    @property
    def place(self) -> str:
        """Whose sheet the form is: the key of its first row, as its other keys name no quarter."""
        return f"{self.committee}/{self.unit}/{self.year}/{self.quarter}"

    def sealed(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)


def binding_of(asked: Questions) -> Binding:
    report = asked.report
    return Binding(
        committee=report.commitment.year.committee.code,
        unit=report.commitment.unit.code,
        year=report.commitment.year.year,
        quarter=report.period.quarter,
        version=report.version,
        round=last_round(report),
        promise=promised(report, asked.tasks),
        marks=marks(asked.values),
        units={name: pk for pk, name in asked.units.items()},
    )


def opened(sealed: str) -> Binding:
    """The binding again. Raises Altered."""
    try:
        return Binding(**signing.loads(sealed.strip(), salt=SALT))
    except (signing.BadSignature, TypeError) as error:
        raise Altered from error


def keyed(key: str, *words: str) -> str:
    """A row's key with a short digest of its own words, to see whether they still stand beside it.

    Plain: it guards against slips; who alters it alters nothing but what is warned of.
    """
    said = "\n".join(map(search_key, words))
    return f"{key} {hashlib.sha256(said.encode()).hexdigest()[:8]}"


def is_ours(key: str) -> bool:
    """Whether a key is of a row to be read, with no cell to fill."""
    return key == OURS or is_place(key)


def is_place(key: str) -> bool:
    return "/" in key


def last_round(report: ProgressReport) -> int:
    """The number of the newest round, also when it was withdrawn or sent back; 0 before the first."""
    return report.rounds.values_list("number", flat=True).first() or 0


def marks(values: Values) -> dict[str, str]:
    return {key: mark(value) for key, value in values.items()}


def mark(value: Plain) -> str:
    """Short: enough to see whether a value has changed; nothing and an empty text are one."""
    said = json.dumps(None if value == "" else value)
    return hashlib.sha256(said.encode()).hexdigest()[:12]
