"""What is said of a commitment's tasks together. Pure.

Source: domain.md §1 (3-5 key tasks, breakthroughs), §8.
"""

from collections.abc import Sequence

from commitments.quality import examples
from commitments.quality.findings import Finding, warning
from commitments.quality.tasks import TaskData

LAST_MONTH = 12


def whole_warnings(tasks: Sequence[TaskData]) -> list[Finding]:
    """What a registration as a whole should be looked at again for; keeps nothing back."""
    found = []
    if tasks and not any(task.kind == "BREAKTHROUGH" for task in tasks):
        said = "Chưa có nhiệm vụ đột phá: chọn ít nhất một việc tháo gỡ điểm nghẽn của đơn vị."
        found.append(warning("kind", said, examples.BREAKTHROUGH))
    due = [task.due_on for task in tasks if task.due_on]
    if len(due) > 1 and len(due) == len(tasks) and all(d.month == LAST_MONTH for d in due):
        said = "Tất cả nhiệm vụ đều hẹn đến tháng 12: đề nghị giãn thời hạn để kiểm tra được sớm."
        found.append(warning("due_on", said, examples.DUE))
    return found
