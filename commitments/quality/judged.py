"""A unit's word on a task's status beside the Office's. Pure."""

from commitments.progress import Status


def judged_otherwise(said: str, judged: str) -> str:
    """'đơn vị báo “đã hoàn thành”, Văn phòng đánh giá “đang thực hiện”'; empty where they agree.

    Of a unit's Status and the reviewer's, which is empty while nobody has judged.
    """
    if judged in ("", said):
        return ""
    return f"đơn vị báo “{quoted(said)}”, Văn phòng đánh giá “{quoted(judged)}”"


def other_status(status: str, said: str, judged: str) -> str:
    """What is new in a ``status``, in words; empty where it is last quarter's, as the unit ``said`` or
    the Office ``judged`` it, both empty before there is a report.
    """
    if status in (said, judged):
        return ""
    if status == Status.DONE:
        return "trạng thái mới là “đã hoàn thành”"
    return f"trạng thái “{quoted(status)}” khác quý trước (“{quoted(said)}”)" if said else ""


def quoted(status: str) -> str:
    """As a sentence quotes it: 'đang thực hiện'."""
    return str(Status(status).label).lower()
