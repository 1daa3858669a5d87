"""A unit's word on a task's status beside the Office's. Pure."""

from commitments.progress import Status


def judged_otherwise(said: str, judged: str) -> str:
    """'đơn vị báo “đã hoàn thành”, Văn phòng đánh giá “đang thực hiện”'; empty where they agree.

    Of a unit's Status and the reviewer's, which is empty while nobody has judged.
    """
    if judged in ("", said):
        return ""
    return f"đơn vị báo “{quoted(said)}”, Văn phòng đánh giá “{quoted(judged)}”"


def quoted(status: str) -> str:
    """As a sentence quotes it: 'đang thực hiện'."""
    return str(Status(status).label).lower()
