"""Files beside tasks, brought by the real verbs; each call makes a file of its own."""

from datetime import datetime
from itertools import count
from typing import Any

from camket.files.uploads import PDF, Upload
from commitments.models import Evidence, EvidenceUse, ProgressReport
from commitments.workflow import evidencing
from tests.camket.file_corpus import pdf
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter

_numbers = count(1)


def upload(name: str = "", text: bytes = b"") -> Upload:
    """A PDF that no other call gives, or the one of this text."""
    mark = text or f"% {next(_numbers)}\n".encode()
    return Upload(name or "Biên bản.pdf", PDF, pdf() + mark)


def task_of(report: ProgressReport, number: int = 1) -> int:
    return report.commitment.tasks.get(number=number).pk


def brought(
    cast: Cast,
    report: ProgressReport,
    number: int = 1,
    *,
    file: Upload | None = None,
    at: datetime = quarter.DRAFTED,
    **more: Any,
) -> EvidenceUse:
    return evidencing.attach(
        report=report,
        task=task_of(report, number),
        upload=file or upload(),
        declared=True,
        by=more.get("by", cast.reporter),
        at=at,
    ).use


def removed(
    cast: Cast, evidence: Evidence, reason: str = "Có nội dung mật.", **more: Any
) -> Evidence:
    who = {"by": cast.clerk, "at": quarter.JUDGED} | more
    return evidencing.remove(evidence=evidence, reason=reason, **who)
