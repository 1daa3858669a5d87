"""What a check says, and the bounds that both kinds of writing share."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices

from camket.text import format_number

MAX_TEXT = 20_000  # characters of one free text
MAX_PLACES = 4
MAX_NUMBER = Decimal(10) ** 13  # what a column of 18 digits, 4 of them decimal, holds with room


class Criterion(TextChoices):
    """The 6 rõ, in the order in which the task's form asks for them."""

    WORK = "WORK", "Rõ việc"
    PERSON = "PERSON", "Rõ người"
    RESPONSIBILITY = "RESPONSIBILITY", "Rõ trách nhiệm"
    AUTHORITY = "AUTHORITY", "Rõ thẩm quyền"
    RESULT = "RESULT", "Rõ kết quả"
    TIME = "TIME", "Rõ thời gian"


class Level(TextChoices):
    """Whether a finding keeps a registration back, or only asks to look again."""

    BLOCKING = "BLOCKING", "Phải bổ sung"
    WARNING = "WARNING", "Nên xem lại"


CRITERION_OF = {
    "title": Criterion.WORK,
    "kind": Criterion.WORK,
    "owner_name": Criterion.PERSON,
    "owner_post": Criterion.PERSON,
    "responsibility": Criterion.RESPONSIBILITY,
    "supporting_units": Criterion.RESPONSIBILITY,
    "basis": Criterion.AUTHORITY,
    "bases": Criterion.AUTHORITY,
    "product": Criterion.RESULT,
    "unit_of_measure": Criterion.RESULT,
    "baseline": Criterion.RESULT,
    "target": Criterion.RESULT,
    "given_target": Criterion.RESULT,
    "maintain": Criterion.RESULT,
    "due_on": Criterion.TIME,
    "milestones": Criterion.TIME,
}


@dataclass(frozen=True)
class Finding:
    """One thing to mend: the field's name, a sentence for the person who writes, a good answer.

    ``example`` is empty where the sentence itself says what to write.
    """

    field: str
    sentence: str
    level: Level = Level.BLOCKING
    example: str = ""

    @property
    def criterion(self) -> Criterion | None:
        """Which of the 6 rõ it belongs to; None of a quarter's answer."""
        return CRITERION_OF.get(self.field)

    @property
    def is_blocking(self) -> bool:
        return self.level == Level.BLOCKING


def warning(field: str, sentence: str, example: str = "") -> Finding:
    """A finding that keeps nothing back."""
    return Finding(field, sentence, Level.WARNING, example)


def too_long(text: str, most: int = MAX_TEXT) -> str:
    """The sentence for a text beyond ``most`` characters, otherwise an empty string."""
    if len(text) <= most:
        return ""
    return (
        f"Nội dung dài {format_number(len(text))} ký tự, quá mức {format_number(most)}. "
        "Đề nghị rút gọn."
    )


def number_objection(value: Decimal | None) -> str:
    """Why a typed number cannot be stored as it is; empty when it can (or there is none)."""
    if value is None:
        return ""
    if abs(value) >= MAX_NUMBER:
        return "Số quá lớn. Đề nghị kiểm tra lại đơn vị tính."
    if value != round(value, MAX_PLACES):
        return f"Đề nghị ghi không quá {MAX_PLACES} chữ số sau dấu phẩy."
    return ""
