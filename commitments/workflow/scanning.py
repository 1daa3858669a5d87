"""The signed paper as it was scanned, beside the frozen content. Source: trust.md T4, T6."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from camket import clock
from camket.audit import Deed, Refused, ask
from camket.files import storing
from camket.files.uploads import Upload
from commitments import rules
from commitments.models import Commitment, CommitmentVersion, SignedScan
from commitments.workflow.writing import lock, record
from units.models import Person

FOLDER = "scans"
NOT_SIGNED = "Chỉ Văn phòng tải lên bản ký, và chỉ cho bản cam kết đã ký."
SAME_FILE = "Tệp này đã được tải lên cho bản này, không cần tải lại."
NO_VERSION = "Bản cam kết không có lần điều chỉnh này. Đề nghị mở lại trang."

Keep = Callable[[bytes, str, str], str]


@transaction.atomic
def upload_scan(
    *, commitment: Commitment, upload: Upload, by: Person, at: datetime, number: int | None = None
) -> SignedScan:
    """Keep a scan of version ``number`` (0: as signed), by default of the newest; older ones stay.

    The file is whole on the disk before its row is written, and gone when the row is not. Raises
    Refused for an unsigned commitment, the same file once more, and a disk nearly full.
    """
    commitment, today = lock(commitment), clock.local_date(at)
    ask(rules.may_upload_scan(by, commitment, today), NOT_SIGNED)
    versions = commitment.versions.order_by("-number")
    version = versions.first() if number is None else versions.filter(number=number).first()
    if version is None:
        raise Refused(NO_VERSION)
    with storing.together() as keep:
        return keep_scan(version, upload, keep, by=by, at=at)


def keep_scan(
    version: CommitmentVersion, upload: Upload, keep: Keep, *, by: Person, at: datetime
) -> SignedScan:
    """File, row and entry, inside a verb that has locked the commitment and asked the rule."""
    newest = version.scans.first()
    ask(newest is None or newest.sha256 != upload.sha256, SAME_FILE)
    try:
        name = keep(upload.data, FOLDER, upload.ending)
    except storing.NoRoom as full:
        raise Refused(str(full)) from full
    scan = SignedScan.objects.create(
        version=version,
        file=name,
        original_name=upload.name,
        kind=upload.kind,
        size=upload.size,
        sha256=upload.sha256,
        uploaded_at=at,
        uploaded_by=by,
    )
    record(
        Deed.SCAN_UPLOADED,
        version.commitment,
        by=by,
        at=at,
        version=version.number,
        name=upload.name,
        sha256=upload.sha256,
    )
    return scan
