"""What the form asks before a quarter is handed in, on the page and with each autosave."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from commitments.models import ProgressReport
from commitments.views.handing_in import HandingIn
from commitments.workflow import filing, requesting
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from units.models import Person

pytestmark = pytest.mark.django_db

FORM = f"{quarter.PREFIX}phuong-1/quy-1/"
SAVE = f"{FORM}luu/"


def asked(who: Person, form: str = FORM) -> HandingIn | None:
    client = Client()
    client.force_login(who)
    found: HandingIn | None = client.get(form).context["handing_in"]
    return found


def test_nothing_while_something_is_missing(cast: Cast, row: ProgressReport) -> None:
    assert asked(cast.head) is None


def test_nothing_of_whom_the_head_lets_not_hand_in(cast: Cast, row: ProgressReport) -> None:
    quarter.draft(cast, row)
    assert asked(cast.reporter) is None


def test_in_whose_name_how_late_and_what_it_says(
    cast: Cast, row: ProgressReport, on_day: Any
) -> None:
    quarter.draft(cast, row)
    cast.reporter.appointments.update(may_submit=True)
    head, clerk = asked(cast.head), asked(cast.reporter)
    assert head is not None
    assert clerk is not None
    assert head.on_behalf_of == ""
    assert clerk.on_behalf_of.startswith("Bí thư")
    assert head.timeliness == "Đúng hạn (hạn nộp 25/3)"
    assert head.withdrawable == (
        "cho đến khi Văn phòng bắt đầu xem xét, trong thời gian chưa khóa sổ (05/4)"
    )
    assert (head.tasks, head.counts) == (3, [(3, "không có minh chứng")])
    on_day(2021, 3, 27)
    late = asked(cast.head)
    assert late is not None
    assert late.timeliness == "Muộn 2 ngày (hạn nộp 25/3)"


def test_after_the_quarter_names_the_day_of_its_measure_and_what_fell_due_since(
    cast: Cast, row: ProgressReport, on_day: Any
) -> None:
    third = quarter.report(row.commitment, 3)
    quarter.draft(cast, third, at=stage.at(9, 30), actual=Decimal(101))
    for day, measured, past in (((9, 30), "", False), ((10, 1), "tính đến 30/9/2021", True)):
        on_day(2021, *day)
        found = asked(cast.head, f"{quarter.PREFIX}phuong-1/quy-3/")
        assert found is not None
        assert found.measured == measured
        assert ("đã qua thời hạn, chưa hoàn thành" in [what for _, what in found.counts]) is past


def test_a_request_for_more_time_ends_with_it(cast: Cast, row: ProgressReport) -> None:
    quarter.draft(cast, row)
    requesting.ask_extension(
        report=row, reason="Mưa lũ.", wished_until=date(2021, 4, 12), by=cast.head,
        at=stage.at(3, 18),
    )  # fmt: skip
    found = asked(cast.head)
    assert found is not None
    assert found.request == "đang xin gia hạn đến 12/4"


def test_after_a_verdict_the_first_round_says_whether_it_was_on_time(
    cast: Cast, row: ProgressReport, on_day: Any
) -> None:
    quarter.sent_back(cast, row)
    on_day(2021, 4, 7)
    found = asked(cast.head)
    assert found is not None
    assert found.timeliness == "Nộp đúng hạn, tính theo lần nộp đầu tiên (hạn nộp 25/3)"
    assert found.withdrawable == "cho đến khi Văn phòng bắt đầu xem xét"


def test_tells_how_many_proposals_go_to_whom(cast: Cast, row: ProgressReport) -> None:
    first, second, third = quarter.answers(row)
    put = {"proposals": "Bố trí vốn.", "addressee": "STANDING"}
    unit = {"proposals": "Cử cán bộ.", "addressee": "UNIT", "addressed_unit": cast.bureau.pk}
    general = filing.GeneralData(addressee="STANDING", proposals="Ban hành hướng dẫn.")
    filing.save_draft(
        report=row, general=general, version=row.version, by=cast.reporter, at=quarter.DRAFTED,
        answers=[replace(first, **put), replace(second, **unit), third],
    )  # fmt: skip
    found = asked(cast.head)
    assert found is not None
    assert found.proposals == (f"3 kiến nghị: 2 gửi Ban Thường vụ, 1 gửi {cast.bureau.short_name}")
    client = Client()
    client.force_login(cast.head)
    assert f"<dd>{found.proposals}</dd>" in client.get(FORM).content.decode()


def test_comes_anew_with_each_autosave(cast: Cast, row: ProgressReport) -> None:
    first, second, third = quarter.answers(row)
    idle = replace(
        first, nothing_new=True, actual=None, done_milestones=frozenset(), changed="",
        difficulties="Chờ mặt bằng, xong trước 30/7.",
    )  # fmt: skip
    filing.save_draft(
        report=row, general=filing.GeneralData(), answers=[idle, second, third],
        version=row.version, by=cast.reporter, at=quarter.DRAFTED,
    )  # fmt: skip
    client = Client()
    client.force_login(cast.head)
    page = client.get(FORM)
    told = quarter.bit(client.post(SAVE, quarter.posted(page)), "hoi-gui")
    assert "Gửi báo cáo Quý I/2021 đến Văn phòng?" in told
    assert "1 “không phát sinh”" in told
    assert "1 chậm so với lộ trình" in told
    box = f"nv-{second.task}-changed"
    told = quarter.bit(client.post(SAVE, quarter.posted(client.get(FORM), **{box: ""})), "hoi-gui")
    assert told.strip() == ""
