"""A proposal on the quarter's form: whom it is put to, by when, and what became of earlier ones."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from commitments.models import ProgressReport, Proposal, Submission
from commitments.quality import AnswerData, proposal_findings, reply_day_note
from commitments.workflow import filing
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from tests.commitments.test_filing_posts import box, filled

pytestmark = pytest.mark.django_db

FORM = f"{quarter.PREFIX}phuong-1/quy-1/"
ON = date(2021, 3, 19)
SAID = "Cấp bổ sung kinh phí."


@pytest.fixture
def head(cast: Cast, client: Client) -> Client:
    client.force_login(cast.head)
    return client


def of_task(row: ProgressReport, **values: str) -> dict[str, str]:
    return {box(row, 1, name): value for name, value in values.items()}


LACKS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing written": ({}, []),
    "whom": ({"proposals": SAID}, ["addressee"]),
    "complete": ({"proposals": SAID, "addressee": "STANDING"}, []),
    "which unit": ({"proposals": SAID, "addressee": "UNIT"}, ["addressed_unit"]),
    "a unit": ({"proposals": SAID, "addressee": "UNIT", "addressed_unit": 7}, []),
    "today": ({"proposals": SAID, "addressee": "COUNCIL", "wanted_by": ON}, []),
    "a day past": (
        {"proposals": SAID, "addressee": "COUNCIL", "wanted_by": date(2021, 3, 18)},
        ["wanted_by"],
    ),
    "the last day": (
        {"proposals": SAID, "addressee": "COUNCIL", "wanted_by": date(2022, 12, 31)},
        [],
    ),
    "a year mistyped": (
        {"proposals": SAID, "addressee": "COUNCIL", "wanted_by": date(2031, 3, 26)},
        ["wanted_by"],
    ),
    "all of it": ({"proposals": SAID, "wanted_by": date(2020, 3, 18)}, ["addressee", "wanted_by"]),
    "the text": ({"addressee": "STANDING"}, ["proposals"]),
    "the text for a day": ({"proposals": " ", "wanted_by": ON}, ["proposals"]),
}


@pytest.mark.parametrize("case", LACKS)
def test_what_a_proposal_lacks(case: str) -> None:
    values, fields = LACKS[case]
    found = proposal_findings(AnswerData(1, **values), ON)
    assert [one.field for one in found] == fields
    assert all(one.sentence.endswith(".") for one in found)


@pytest.mark.parametrize(
    ("wanted", "asked", "says"),
    [
        (date(2021, 3, 20), None, "gửi hôm nay thì hệ thống ghi hạn trả lời là ngày 24/3/2021."),
        (date(2021, 3, 24), None, ""),
        (date(2021, 3, 20), date(2021, 3, 20), ""),
        (date(2021, 3, 18), None, ""),
        (None, None, ""),
    ],
    ids=["too near", "just far enough", "asked for before", "past: refused", "none"],
)
def test_a_wished_day_too_near_is_told_what_becomes_of_it(
    wanted: date | None, asked: date | None, says: str
) -> None:
    answer = AnswerData(1, proposals=SAID, addressee="COUNCIL", wanted_by=wanted)
    said = reply_day_note(answer, ON, asked)
    assert said.endswith(says)
    assert bool(said) == bool(says)


class TestTheForm:
    def test_offers_units_living_that_day_under_their_groups(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        ended = stage.unit_row(cast.wards, "phuong-9", "Phường 9", kind="WARD", rank=9)
        type(ended).objects.filter(pk=ended.pk).update(valid_to=date(2021, 3, 18))
        form = head.get(FORM).context["form"]
        for part in (form.general, *form.parts):
            assert part.fields["addressed_unit"].choices == [
                ("", "Chọn đơn vị"),
                ("Kinh tế", [(cast.bureau.pk, "Phòng Kinh tế")]),
            ]

    def test_asks_whom_and_links_to_the_place(self, head: Client, row: ProgressReport) -> None:
        page = head.get(FORM)
        typed = of_task(row, proposals=SAID) | {"proposals": SAID}
        text = head.post(FORM, filled(page, row, gui="1", **typed)).content.decode()
        for place, where in (
            (box(row, 1, "addressee"), "Nhiệm vụ 1"),
            ("chung-addressee", "Phần chung"),
        ):
            assert f'<a href="#{place}">{where}: Chưa chọn kiến nghị với ai.' in text
            assert f'id="{place}"' in text
        assert "Còn thiếu: nơi nhận kiến nghị" in text
        assert not Submission.objects.exists()

    def test_hands_in_and_prints_whom(self, cast: Cast, head: Client, row: ProgressReport) -> None:
        unit = str(cast.bureau.pk)
        typed = of_task(
            row, proposals=SAID, addressee="UNIT", addressed_unit=unit, wanted_by="30/4/2021"
        )
        typed |= {"proposals": SAID, "addressee": "PEOPLES_COMMITTEE", "wanted_by": "2021-04-15"}
        answer = head.post(FORM, filled(head.get(FORM), row, gui="1", **typed), follow=True)
        content = Submission.objects.get().content
        assert content["tasks"][0]["addressed_unit"] == "Phòng Kinh tế"
        pages = [answer.content.decode(), head.get(f"{FORM}lan-1/").content.decode()]
        head.force_login(cast.clerk)
        pages.append(head.get(f"{FORM}duyet/").content.decode())
        for text in pages:
            assert "Kiến nghị Quý I với Phòng Kinh tế" in text
            assert "30/4/2021" in text
            assert "Kiến nghị với UBND, cần trả lời trước 15/4" in text

    def test_a_unit_beside_another_addressee_is_dropped_without_a_question(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        typed = {
            "proposals": SAID, "addressee": "STANDING", "addressed_unit": str(cast.bureau.pk)
        } | of_task(
            row, proposals=SAID, addressee="STANDING", addressed_unit=str(cast.bureau.pk)
        )  # fmt: skip
        data = filled(head.get(FORM), row, **typed)
        assert [head.post(FORM, data).status_code for _ in range(2)] == [302, 302]
        assert quarter.fresh(row).addressed_unit is None

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("addressee", "NOBODY"), ("addressed_unit", "x"), ("addressed_unit", "9" * 30),
            ("addressed_unit", "own"), ("addressed_unit", "far"), ("wanted_by", "31/2/2021"),
            ("wanted_by", "mai"), ("wanted_by", "04/2021"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_asked_back_and_the_rest_is_saved(
        self, cast: Cast, head: Client, row: ProgressReport, name: str, value: str
    ) -> None:
        value = {"own": str(cast.ward.pk), "far": str(cast.far_ward.pk)}.get(value, value)
        typed = {"proposals": SAID, "addressee": "UNIT", name: value, "highlights": "Xong."}
        answer = head.post(FORM, filled(head.get(FORM), row, gui="1", **typed))
        assert answer.status_code == 422
        assert answer.context["form"].general.errors.keys() == {name}
        assert quarter.fresh(row).highlights == "Xong."
        assert not Submission.objects.exists()

    def test_a_unit_that_has_ended_since_is_asked_for_anew(
        self, cast: Cast, head: Client, row: ProgressReport, on_day: Any
    ) -> None:
        unit = str(cast.bureau.pk)
        typed = {"proposals": SAID, "addressee": "UNIT", "addressed_unit": unit}
        head.post(FORM, filled(head.get(FORM), row, **typed))
        assert quarter.fresh(row).addressed_unit == cast.bureau
        type(cast.bureau).objects.filter(pk=cast.bureau.pk).update(valid_to=date(2021, 3, 19))
        on_day(2021, 3, 20)
        page = head.get(FORM)
        assert "Chưa chọn đơn vị nhận kiến nghị." in page.content.decode()
        assert head.post(FORM, quarter.posted(page, gui="1")).status_code == 422


class TestTwoPeople:
    def test_what_both_changed_stands_side_by_side_in_words(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        page = head.get(FORM)
        unit = str(cast.bureau.pk)
        theirs = {"proposals": SAID, "addressee": "UNIT", "addressed_unit": unit}
        head.post(FORM, quarter.posted(page, **theirs, wanted_by="30/4/2021"))
        mine = {"proposals": SAID, "addressee": "COUNCIL", "wanted_by": "20/4/2021"}
        answer = head.post(FORM, quarter.posted(page, **mine))
        assert answer.status_code == 409
        rows = [(row.label, row.mine, row.theirs) for row in answer.context["rows"]]
        assert rows == [
            ("Phần chung, Kiến nghị với", "Thường trực HĐND", "Đơn vị khác"),
            ("Phần chung, Cần trả lời trước ngày", "20/4/2021", "30/4/2021"),
        ]

    def test_at_different_fields_are_joined(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        first = of_task(row, proposals=SAID, addressee="STANDING")
        head.post(FORM, filled(head.get(FORM), row, **first))
        page = head.get(FORM)
        unit = str(cast.bureau.pk)
        head.post(FORM, quarter.posted(page, **of_task(row, addressee="UNIT", addressed_unit=unit)))
        head.post(FORM, quarter.posted(page, **of_task(row, wanted_by="30/4/2021")))
        stored = quarter.fresh(row).answers.get(task__number=1)
        assert (stored.addressee, stored.addressed_unit) == ("UNIT", cast.bureau)
        assert stored.wanted_by == date(2021, 4, 30)


class TestEarlierOnes:
    STANDS: dict[str, tuple[dict[str, Any], list[str]]] = {
        "waits": ({"due_on": date(2021, 6, 30)}, ["Chờ trả lời, hạn 30/6"]),
        "late": ({"due_on": date(2021, 6, 10)}, ["Chậm trả lời 9 ngày"]),
        "answered": (
            {
                "due_on": date(2021, 4, 30), "state": "ANSWERED", "outcome": "RESOLVED",
                "answer": "Đã cấp 200 triệu đồng.", "answered_at": stage.at(4, 20),
            },
            ["Đã giải quyết", "Đã cấp 200 triệu đồng."],
        ),
        "adjusted": (
            {
                "due_on": date(2021, 4, 30), "state": "ANSWERED", "outcome": "ADJUSTED",
                "answer": "Lùi hạn đến tháng 9.", "answered_at": stage.at(4, 20),
            },
            ['<span class="st info">', "Đồng ý điều chỉnh", "Lùi hạn đến tháng 9."],
        ),
    }  # fmt: skip

    @pytest.mark.parametrize("case", STANDS)
    def test_stand_beside_the_task_with_their_answer(
        self, cast: Cast, head: Client, row: ProgressReport, on_day: Any, case: str
    ) -> None:
        values, says = self.STANDS[case]
        task = row.commitment.tasks.get(number=1)
        common = {"report": row, "text": SAID, "made_at": stage.at(3, 19), "made_by": cast.head}
        unit = {"addressee": "UNIT", "addressed_unit": cast.bureau}
        Proposal.objects.create(**common, **unit, **values, task=task)
        gone = {"addressee": "STANDING", "state": "WITHDRAWN", "text": "Đã rút lại."}
        Proposal.objects.create(**(common | gone), due_on=date(2021, 4, 30))
        on_day(2021, 6, 19)
        text = head.get(f"{quarter.PREFIX}phuong-1/quy-2/").content.decode()
        for said in [SAID, "Quý I · với Phòng Kinh tế", *says]:
            assert said in text
        assert "Đã rút lại." not in text
        # of the quarter itself only what was answered: the rest still stands in its field
        assert (SAID in head.get(FORM).content.decode()) == (case in ("answered", "adjusted"))


@pytest.mark.parametrize("path", ["", "duyet/"])
def test_a_proposal_is_printed_once_beside_its_task(
    cast: Cast, row: ProgressReport, head: Client, path: str
) -> None:
    """As it stands with its addressee; the round's own words where they have changed since."""
    first, second, third = quarter.answers(row)
    long = f"{SAID} {'Vốn đối ứng của phường không đủ. ' * 9}".strip()
    put = replace(first, proposals=long, addressee="STANDING")
    saved = filing.save_draft(
        report=row, general=filing.GeneralData(), answers=[put, second, third],
        version=row.version, by=cast.reporter, at=quarter.DRAFTED,
    )  # fmt: skip
    filing.submit(
        report=saved, key=uuid4(), version=saved.version, by=cast.head, at=quarter.HANDED_IN
    )
    clerk = Client()
    clerk.force_login(cast.clerk)
    text = clerk.get(f"{FORM}{path}").content.decode()
    assert text.count(long) == 1
    assert text.count(SAID) == 1
    Proposal.objects.update(text="Lời khác.")
    assert clerk.get(f"{FORM}{path}").content.decode().count(long) == 1
