"""What pages show of the files beside a task: on the draft, and of a round that was handed in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from camket.audit import Deed
from camket.files import uploads
from camket.models import AuditEntry
from commitments.models import Commitment, Evidence, EvidenceUse, ProgressReport
from commitments.models.evidence import MOST
from commitments.views.deeds import href_of, href_of_report
from units.models import Person
from units.roles import Permission

ICONS = {
    uploads.PDF: "file-text",
    uploads.JPEG: "image",
    uploads.PNG: "image",
    uploads.DOCX: "file-type",
    uploads.XLSX: "file-spreadsheet",
    uploads.PPTX: "presentation",
}
SHORT = {
    uploads.PDF: "PDF", uploads.JPEG: "Ảnh JPG", uploads.PNG: "Ảnh PNG", uploads.DOCX: "Word",
    uploads.XLSX: "Excel", uploads.PPTX: "PowerPoint",
}  # fmt: skip

OF_DRAFTS = (Deed.EVIDENCE_ADDED, Deed.EVIDENCE_USED, Deed.EVIDENCE_DETACHED)


@dataclass(frozen=True)
class FileView:
    """One file. ``href`` and ``preview`` are addresses, "" when there is nothing behind them.

    ``use`` is the id by which it is taken off a draft; 0 elsewhere.
    """

    name: str
    icon: str
    kind: str
    size: int
    sha256: str
    href: str = ""
    preview: str = ""
    removed_at: datetime | None = None
    removed_because: str = ""
    use: int = 0

    @property
    def code(self) -> str:
        """The beginning of its SHA-256, by which people tell files apart."""
        return self.sha256[:12]


@dataclass(frozen=True)
class Block:
    """The evidence of one task on the form: its files, and what may still be added.

    ``reusable`` are (id, name) of files the unit has brought this year and not laid here.
    """

    task: int
    number: int
    href: str
    files: list[FileView] = field(default_factory=list)
    reusable: list[tuple[int, str]] = field(default_factory=list)
    refused: tuple[str, ...] = ()
    said: str = ""
    most: int = MOST

    @property
    def key(self) -> str:
        """The task's id as the fields' names carry it."""
        return str(self.task)

    @property
    def shown(self) -> str:
        """The ids of what lies here, as the page carries them to what is handed in with it."""
        return " ".join(str(file.use) for file in self.files)

    @property
    def count(self) -> int:
        return sum(not file.removed_at for file in self.files)

    @property
    def room(self) -> int:
        return max(self.most - self.count, 0)


def of_draft(
    report: ProgressReport,
    tasks: Iterable[Any],
    refused: tuple[int, tuple[str, ...]] = (0, ()),
    said: str = "",
) -> dict[int, Block]:
    """A block for each task (rows with pk and number), by id. Two queries.

    ``refused`` is (task's id, sentences) of what was just refused, ``said`` what was done there.
    """
    rows = EvidenceUse.objects.filter(answer__report=report).select_related("evidence", "answer")
    uses: dict[int, list[EvidenceUse]] = {}
    for use in rows:
        uses.setdefault(use.answer.task_id, []).append(use)
    kept = list(report.commitment.evidence.kept().defer("removed_because"))
    return {
        task.pk: Block(
            task=task.pk,
            number=task.number,
            href=href_of_report(report, "quarter_evidence", n=task.number),
            files=[
                listed(one.evidence, report.commitment, one.pk) for one in uses.get(task.pk, [])
            ],
            reusable=_others(kept, uses.get(task.pk, [])),
            refused=refused[1] if refused[0] == task.pk else (),
            said=said if refused[0] == task.pk else "",
        )
        for task in tasks
    }


def of_content(commitment: Commitment, tasks: Iterable[dict[str, Any]]) -> list[list[FileView]]:
    """The files of each task of a frozen round, by the names and hashes it has. One query."""
    frozen = [task.get("evidence", []) for task in tasks]
    wanted = {file["id"] for files in frozen for file in files}
    rows = {row.pk: row for row in commitment.evidence.filter(pk__in=wanted)} if wanted else {}
    return [[_frozen(file, rows.get(file["id"]), commitment) for file in files] for files in frozen]


def recorded(
    entries: QuerySet[AuditEntry], person: Person, commitment: Commitment
) -> QuerySet[AuditEntry]:
    """A record without what was done with the files of a draft, but for those who write it.

    That a file was taken away is told of what had been handed in.
    """
    if person.can(Permission.FILE_QUARTER, commitment.unit):
        return entries
    known = commitment.evidence.visible_to(person).values_list("sha256", flat=True)
    gone = Q(deed=Deed.EVIDENCE_REMOVED) & ~Q(detail__sha256__in=list(known))
    return entries.exclude(gone | Q(deed__in=OF_DRAFTS))


def _others(kept: Iterable[Evidence], here: Iterable[EvidenceUse]) -> list[tuple[int, str]]:
    taken = {use.evidence_id for use in here}
    return [(row.pk, row.original_name) for row in kept if row.pk not in taken]


def listed(evidence: Evidence, commitment: Commitment, use: int = 0) -> FileView:
    """A file as it is now, for the unit's list; where it is used, for a page beside a task."""
    there = evidence.removed_at is None
    return FileView(
        name=evidence.original_name,
        icon=ICONS.get(evidence.kind, "file"),
        kind=SHORT.get(evidence.kind, "Tệp"),
        size=evidence.size,
        sha256=evidence.sha256,
        href=href_of(commitment, "evidence_file", pk=evidence.pk) if there else "",
        preview=href_of(commitment, "evidence_preview", pk=evidence.pk)
        if there and evidence.preview
        else "",
        removed_at=evidence.removed_at,
        removed_because=evidence.removed_because if not there else "",
        use=use,
    )


def _frozen(file: dict[str, Any], row: Evidence | None, commitment: Commitment) -> FileView:
    """Name and hash as they were handed in; whether the file is still there, as it is now."""
    if row is not None:
        return listed(row, commitment)
    kind = file["kind"]
    return FileView(
        file["name"], ICONS.get(kind, "file"), SHORT.get(kind, "Tệp"), file["size"], file["sha256"]
    )
