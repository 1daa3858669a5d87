"""The bytes of evidence that was taken away, out of the storage: at once, or as soon as it answers.

Source: trust.md T16.
"""

from camket.files import storing
from commitments.models import Evidence

FOLDER = "evidence"
STILL_THERE = (
    "Nơi lưu tệp chưa trả lời nên nội dung tệp {} có thể chưa bị xóa hẳn. Không ai mở được tệp này "
    "nữa; hệ thống tự xóa lại hằng giờ. Nếu tệp có nội dung mật, báo ngay quản trị hệ thống."
)


def forget(evidence: Evidence) -> bool:
    """The file and its small picture; False, and a line in the log, when that fails."""
    return storing.forget(evidence.file, evidence.preview)


def lingers(evidence: Evidence) -> bool:
    """Whether the bytes may still be there: also when the storage does not say."""
    return any(storing.at_hand(name) for name in (evidence.file, evidence.preview))


def forget_again() -> int:
    """Once more for every removed file that is still there. Returns how many are gone now.

    Raises OSError when the storage cannot be asked.
    """
    there = set(storing.everything_in(FOLDER))
    removed = Evidence.objects.exclude(removed_at=None).only("file", "preview")
    left = [row for row in removed.iterator() if {row.file, row.preview} & there]
    return sum(forget(row) for row in left)
