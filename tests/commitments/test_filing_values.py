"""What people type where a number is asked for: read when it is certain, otherwise asked about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from commitments.exchange.quarter.asking import questions
from commitments.forms.fields import NumberField
from commitments.models import TaskProgress
from commitments.progress import Status, value_hint, value_label
from commitments.quality import AnswerData, Promise, answer_findings
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from tests.commitments.promises import task

ON = date(2021, 3, 19)
READ = {
    "12": "12", "12,4": "12.4", "0": "0", "0,0": "0", "00": "0", "-0": "0", "05": "5",
    "1240": "1240", "1 240": "1240", "1\u00a0240": "1240", "1\u202f240": "1240",
    "1\u2009240": "1240", "1.000.000": "1000000", "1.000.000,5": "1000000.5",
    "1.234,5": "1234.5", "12 345,6": "12345.6", "12\t": "12", " 12 ": "12", "12\u200b": "12",
    "\u200b12": "12", "-5": "-5", "- 5": "-5", "−5": "-5", "+5": "5", "12,3400": "12.34",
    "9999999999999": "9999999999999", "1,240": "1.24", "": None, "   ": None,
}  # fmt: skip
ASKED = {
    "12.4": "124 hay 12,4?", "1.240": "1240 hay 1,240?", "-1.240": "-1240 hay -1,240?",
    "0.5": "muốn nhập 0,5?", "12.4%": "124 hay 12,4?", "1.240 hộ": "1240 hay 1,240?",
    "1,000,000": "muốn nhập 1000000", "1,000.5": "muốn nhập 1000,5",
    "12%": "xin nhập 12 thay", "12 %": "xin nhập 12 thay", "12 phần trăm": "xin nhập 12 thay",
    "12,4%": "xin nhập 12,4 thay", "101hộ": "xin nhập 101 thay", "101 hộ": "xin nhập 101 thay",
    "101 hộ dân": "xin nhập 101 thay", "5đ": "xin nhập 5 thay", "5 m2": "xin nhập 5 thay",
    "5km²": "xin nhập 5 thay", "3 tỷ đồng": "xin nhập 3 thay", "-2 %": "xin nhập -2 thay",
    "１２": "muốn nhập 12?", "１２，４": "muốn nhập 12,4?", "12，4": "muốn nhập 12,4?",
    "－５": "muốn nhập -5?", "hộ 101": "không phải là số", "$5": "không phải là số",
    "(5)": "không phải là số", "1e5": "không phải là số", "1E3": "không phải là số",
    "1,2,3": "không phải là số", "1..2": "không phải là số", "1.23.456": "không phải là số",
    "12,": "không phải là số", "12.": "không phải là số", ".5": "không phải là số",
    ",5": "không phải là số", "--5": "không phải là số", "½": "không phải là số",
    "Ⅳ": "không phải là số", "IV": "không phải là số", "mười hai": "không phải là số",
    "12/15": "không phải là số", "12-15": "không phải là số", "~12": "không phải là số",
    "≈12": "không phải là số", ">12": "không phải là số", "khoảng 12": "không phải là số",
    "12 (tạm tính)": "không phải là số", "12'000": "không phải là số", "NaN": "không phải là số",
    "Infinity": "không phải là số", "0x10": "không phải là số", "٣": "không phải là số",
    "12\n13": "không phải là số", "1 2": "không phải là số", "12;4": "không phải là số",
    "=1+1": "không phải là số", "<b>5</b>": "không phải là số", "null": "không phải là số",
    "9" * 19: "không quá 18 chữ số", "10000000000000": "Số quá lớn",
    "12,34567": "không quá 4 chữ số",
}  # fmt: skip


@pytest.mark.parametrize("typed", READ)
def test_read(typed: str) -> None:
    wanted = READ[typed]
    assert NumberField(required=False).clean(typed) == (None if wanted is None else Decimal(wanted))


@pytest.mark.parametrize("typed", ASKED)
def test_asked(typed: str) -> None:
    with pytest.raises(ValidationError) as asked:
        NumberField(required=False).clean(typed)
    assert ASKED[typed] in asked.value.messages[0]


def test_what_is_suggested_is_read() -> None:
    for typed in ("１２，４", "12，4", "－５", "12,4%", "5 m2"):
        with pytest.raises(ValidationError) as asked:
            NumberField(required=False).clean(typed)
        words = asked.value.messages[0].split("nhập ")[1]
        assert NumberField().clean(words.split(" ")[0].rstrip("?.")) is not None


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["12.4", "１２", "101 hộ", "12%", "chưa có", "9" * 19, "<b>5"])
def test_the_page_keeps_what_was_typed_and_saves_the_rest(
    cast: Cast, client: Client, on_day: Any, typed: str
) -> None:
    on_day(2021, 3, 19)
    row = quarter.report(quarter.reports(cast))
    first, third = (row.commitment.tasks.get(number=n).pk for n in (1, 3))
    client.force_login(cast.reporter)
    url = f"{quarter.PREFIX}phuong-1/quy-1/"
    typed_over = {f"nv-{first}-actual": typed, f"nv-{third}-actual": "30", "highlights": "Xong."}
    answer = client.post(url, quarter.posted(client.get(url), **typed_over))
    part = answer.context["form"].parts[0]
    assert (answer.status_code, part["actual"].value()) == (422, typed)
    assert part.errors["actual"]
    assert TaskProgress.objects.get(report=row, task=third).actual == 30
    assert quarter.fresh(row).highlights == "Xong."


PROMISE = Promise(number=1, is_quantity=True, unit_of_measure="hộ", target=Decimal(100))
SHARE = Promise(1, True, "%", Decimal("1.86"), Decimal("1.2"))
NONE = Promise(1, True, "vụ", Decimal(0), Decimal(0))
DOUBTED = {
    "below zero": ("-3", "", PROMISE, "là số âm"),
    "below zero, explained": ("-3", "Âm 3 hộ vì có hộ tái nghèo.", PROMISE, ""),
    "below zero, of something else": ("-3", "9 hộ, 13 hộ, 3.000 hộ.", PROMISE, "là số âm"),
    "below zero as promised": ("-3", "", Promise(1, True, "%", Decimal(-5), Decimal(2)), ""),
    "far beyond": ("10001", "", PROMISE, "gấp hơn 100 lần"),
    "far beyond, explained": ("10001", "Đo lại toàn bộ: 10.001 hộ.", PROMISE, ""),
    "just within": ("10000", "", PROMISE, ""),
    "a share beyond the whole": ("100.5", "", replace(SHARE, target=Decimal(90)), "lớn hơn 100%"),
    "a plan surpassed": ("108", "", replace(SHARE, target=Decimal(105)), ""),
    "a slipped comma": ("12.4", "", SHARE, "gấp hơn 5 lần"),
    "a slipped comma, explained": ("12.4", "Rà soát theo chuẩn mới: 12,4%.", SHARE, ""),
    "a slipped comma, of another": ("12.4", "Lệch 12,43% và 112,4%.", SHARE, "gấp hơn 5 lần"),
    "a share the wrong way": ("9.3", "", SHARE, ""),
    "a share of no promised height": ("110", "", Promise(1, True, "%"), "lớn hơn 100%"),
    "of a promise of zero": ("7", "", NONE, ""),
    "of a promise of zero, just within": ("1000", "", NONE, ""),
    "of a promise of zero, beyond belief": ("1240000", "", NONE, "lớn hơn 1.000"),
    "of no promised number": ("1001", "", Promise(1, True, "vụ"), "số đã cam kết chưa có"),
    "of zero, explained": ("1001", "1.001 vụ vì dịch lan rộng.", NONE, ""),
    "a share of a promise of zero": ("101", "", replace(NONE, unit_of_measure="%"), "lớn hơn 100%"),
}


@pytest.mark.parametrize("case", DOUBTED)
def test_a_value_hardly_meant_is_asked_about(case: str) -> None:
    typed, difficulties, promise, says = DOUBTED[case]
    answer = AnswerData(
        1, Status.IN_PROGRESS, Decimal(typed), changed="Đã làm.", difficulties=difficulties
    )
    said = [f.sentence for f in answer_findings(answer, promise, ON) if f.field == "actual"]
    assert [says in sentence for sentence in said] == ([True] if says else [])


@pytest.mark.parametrize(
    ("baseline", "target", "maintain", "label", "says"),
    [
        ("0", "100", "", "Kết quả lũy kế từ đầu năm", "không ghi riêng quý này"),
        ("50", "100", "", "Kết quả lũy kế đến nay", "gồm cả 50 hộ của đầu kỳ"),
        ("1.86", "1.2", "", "Kết quả hiện nay", "không ghi số đã giảm được"),
        ("95", "95", "", "Kết quả hiện nay", "không thấp hơn 95 hộ"),
        ("0", "0", "", "Kết quả hiện nay", "không vượt quá 0 hộ"),
        ("3", "2", "AT_MOST", "Kết quả hiện nay", "không vượt quá 2 hộ"),
        (None, None, "", "Kết quả lũy kế từ đầu năm", ""),
    ],
)
def test_each_task_says_what_counts(
    baseline: str | None, target: str | None, maintain: str, label: str, says: str
) -> None:
    facts = replace(task(baseline, target), maintain=maintain)
    assert value_label(facts) == label
    assert says in value_hint(facts, "hộ")


class TestOneNameForTheValue:
    """Of a level that must fall: on the form, in its workbook, on the receipt and between rounds."""

    @pytest.mark.django_db
    def test_everywhere(self, cast: Cast, on_day: Any) -> None:
        on_day(2021, 3, 22)
        row = quarter.report(quarter.reports(cast))
        falling = {"baseline": Decimal(40), "target": Decimal(0)}
        row.commitment.tasks.filter(number=1).update(**falling)
        commitment = row.commitment
        commitment.content["tasks"][0] |= {"baseline": "40", "target": "0"}
        commitment.save()
        client = Client()
        client.force_login(cast.head)
        page = f"{quarter.PREFIX}phuong-1/quy-1/"
        assert "Còn thiếu: kết quả hiện nay" in client.get(page).content.decode()
        labels = [one.label for one in questions(row, ON).asks()]
        assert labels.count("Kết quả hiện nay (hộ)") == 1
        quarter.sent_back(cast, row)
        quarter.submitted(cast, row, at=stage.at(3, 23), actual=Decimal(20))
        shown = client.get(page).content.decode()
        assert shown.count("Kết quả hiện nay") == 1
        assert shown.count("Kết quả lũy kế từ đầu năm") == 1
        between = client.get(f"{page}so-sanh/").content.decode()
        assert between.count("Kết quả hiện nay") == 1
