"""Mails of the deeds: to whom, once, the same in text and HTML, harmless."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from camket import mail
from camket.models import OutgoingMail
from commitments import emails
from commitments.models import Commitment, Extension, ProgressReport, Submission
from commitments.models.commitment import CommitmentRound
from tests import cast as story
from tests.cast import Cast
from units.models import Appointment, Person
from units.roles import Role

WHEN = story.at(3, 19)


def submission(cast: Cast, report: ProgressReport) -> Submission:
    return report.rounds.first() or Submission.objects.create(
        report=report,
        number=1,
        key=uuid4(),
        submitted_at=WHEN,
        submitted_by=cast.head,
        content={"tasks": []},
        content_hash="ab12cd34" * 8,
    )


def registration(cast: Cast, commitment: Commitment) -> CommitmentRound:
    made = commitment.rounds.filter(number=9).first()
    return made or CommitmentRound.objects.create(
        commitment=commitment,
        number=9,
        key=uuid4(),
        submitted_at=WHEN,
        submitted_by=cast.head,
        content={"tasks": [1, 2, 3]},
        content_hash="ab12cd34" * 8,
    )


def extension(cast: Cast, report: ProgressReport) -> Extension:
    return report.extensions.first() or Extension.objects.create(
        report=report,
        asked_by="Hoàng Văn Đứng Thử",
        reason="Bão lũ",
        granted_by=cast.clerk,
        granted_at=WHEN,
        locks_on=date(2021, 4, 20),
    )


POINTS = {"2": "Ghi rõ <số hộ> & địa bàn.", "10": "Thiếu mốc quý III."}
COMMENT = "Đề nghị rà soát.\nGửi lại trước 20/3."
Tell = Callable[[Cast, ProgressReport], None]
DEEDS: dict[str, tuple[str, Tell]] = {
    "registration_received": (
        "Đã nhận bản đăng ký cam kết năm 2021 – Phường 1",
        lambda c, r: emails.registration_received(
            r.commitment, registration(c, r.commitment), at=WHEN
        ),
    ),
    "registration_sent_back": (
        "Cần bổ sung bản đăng ký cam kết năm 2021 – Phường 1",
        lambda c, r: emails.registration_sent_back(r.commitment, COMMENT, POINTS, at=WHEN),
    ),
    "task_assigned": (
        "Được giao thêm nhiệm vụ năm 2021 – Phường 1",
        lambda c, r: emails.task_assigned(r.commitment, r.commitment.tasks.get(number=1), at=WHEN),
    ),
    "commitment_approved": (
        "Bản cam kết năm 2021 đã được duyệt, chờ ký – Phường 1",
        lambda c, r: emails.commitment_approved(r.commitment, at=WHEN),
    ),
    "commitment_signed": (
        "Đã ký bản cam kết năm 2021 – Phường 1",
        lambda c, r: emails.commitment_signed(r.commitment, at=WHEN),
    ),
    "quarter_received": (
        "Đã nhận báo cáo Quý I/2021 – Phường 1",
        lambda c, r: emails.quarter_received(r, submission(c, r), at=WHEN),
    ),
    "quarter_accepted": (
        "Đã chấp nhận báo cáo Quý I/2021 – Phường 1",
        lambda c, r: emails.quarter_accepted(r, submission(c, r), COMMENT, POINTS, at=WHEN),
    ),
    "quarter_sent_back": (
        "Cần bổ sung báo cáo Quý I/2021 – Phường 1",
        lambda c, r: emails.quarter_sent_back(r, COMMENT, POINTS, at=WHEN),
    ),
    "extension_granted": (
        "Được gia hạn báo cáo Quý I/2021 đến 20/4/2021 – Phường 1",
        lambda c, r: emails.extension_granted(r, extension(c, r), at=WHEN),
    ),
    "extension_corrected": (
        "Sửa ngày gia hạn báo cáo Quý I/2021: đến 20/4/2021 – Phường 1",
        lambda c, r: emails.extension_corrected(r, extension(c, r), date(2021, 5, 20), at=WHEN),
    ),
}
EVERY = pytest.mark.parametrize("kind", DEEDS)


@pytest.fixture
def report(cast: Cast) -> ProgressReport:
    """Quý I of the ward; the mails that led there are forgotten."""
    cast.committee.contact = "đ/c Lê Thị Mai Thử, 0233 000 000"
    cast.committee.save()
    commitment = story.signed(cast)
    OutgoingMail.objects.all().delete()
    found = ProgressReport.objects.with_names().get(commitment=commitment, period__quarter=1)
    found.commitment = commitment
    return found


def tell(kind: str, cast: Cast, report: ProgressReport) -> OutgoingMail:
    DEEDS[kind][1](cast, report)
    return OutgoingMail.objects.get(kind=kind, recipient=cast.head)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def seen(html: str) -> str:
    """The text a reader of the HTML sees, after the hidden first line and the heading."""
    body = html.split("Kính gửi", 1)[1]
    body = re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', r" \2 \1 ", body)
    return unescape(re.sub(r"<[^>]+>", " ", body))


class TestEveryDeed:
    @EVERY
    def test_is_told_to_head_and_reporter(
        self, kind: str, cast: Cast, report: ProgressReport
    ) -> None:
        told = tell(kind, cast, report)
        assert told.subject == DEEDS[kind][0]
        assert told.committee == cast.committee
        assert {row.recipient for row in OutgoingMail.objects.all()} == {cast.head, cast.reporter}

    @EVERY
    def test_says_the_same_in_text_and_html(
        self, kind: str, cast: Cast, report: ProgressReport
    ) -> None:
        told = tell(kind, cast, report)
        text = told.text.split("Kính gửi", 1)[1]
        foot = f"– {cast.committee.name}"  # in the HTML it stands at the top
        assert sorted(words(text.replace(foot, ""))) == sorted(words(seen(told.html)))

    @EVERY
    def test_has_one_button_and_whom_to_call(
        self, kind: str, cast: Cast, report: ProgressReport
    ) -> None:
        told = tell(kind, cast, report)
        (href,) = re.findall(r'href="([^"]*)"', told.html)
        page = "bao-cao/phuong-1/quy-1" if "Quý I/" in told.subject else "cam-ket/phuong-1"
        assert href == f"http://127.0.0.1:8000/dang-uy-mau/2021/{page}/"
        assert href in told.text
        for part in (told.text, told.html):
            assert "Cần hỗ trợ: đ/c Lê Thị Mai Thử, 0233 000 000." in part
            assert "Đảng ủy Phường 1" in part

    @EVERY
    def test_told_twice_it_is_mailed_once(
        self, kind: str, cast: Cast, report: ProgressReport
    ) -> None:
        tell(kind, cast, report)
        tell(kind, cast, report)
        assert OutgoingMail.objects.count() == 2

    @EVERY
    def test_text_of_people_is_escaped_in_html_alone(
        self, kind: str, cast: Cast, report: ProgressReport
    ) -> None:
        unit = report.commitment.unit
        unit.full_name = "Phường <script>alert(1)</script> & 'Một'"
        unit.short_name = "P1</td><img src=x>\r\nBcc: ai@khac.example"
        told = tell(kind, cast, report)
        assert "<script>" not in told.html
        assert "<img" not in told.html
        assert "&lt;script&gt;" in told.html
        assert "<script>alert(1)</script> & 'Một'" in told.text
        assert len(told.subject.splitlines()) == 1

    @EVERY
    def test_nothing_is_left_of_the_template(
        self, kind: str, cast: Cast, report: ProgressReport
    ) -> None:
        told = tell(kind, cast, report)
        for part in (told.subject, told.text, told.html):
            assert "{{" not in part
            assert "{%" not in part
            assert "None" not in part
        assert "\n\n\n" not in told.text


class TestWho:
    def told(self, report: ProgressReport) -> set[Person | None]:
        emails.quarter_sent_back(report, COMMENT, POINTS, at=WHEN)
        return {row.recipient for row in OutgoingMail.objects.all()}

    def test_the_people_in_force_on_that_day(self, cast: Cast, report: ProgressReport) -> None:
        Appointment.objects.filter(person=cast.reporter).update(ends_on=date(2021, 3, 18))
        heir = story.appointed("heir", Role.REPORTER, cast.ward, starts_on=date(2021, 3, 19))
        assert self.told(report) == {cast.head, heir}

    def test_one_mail_to_who_is_both(self, cast: Cast, report: ProgressReport) -> None:
        story.appoint(cast.head, Role.REPORTER, cast.ward)
        self.told(report)
        assert OutgoingMail.objects.filter(recipient=cast.head).count() == 1

    def test_nobody_who_may_not_log_in(self, cast: Cast, report: ProgressReport) -> None:
        Person.objects.filter(pk=cast.head.pk).update(is_active=False)
        assert self.told(report) == {cast.reporter}


class TestWhat:
    def test_comments_stand_by_their_task_in_order(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        told = tell("quarter_sent_back", cast, report)
        assert "Ý kiến của Văn phòng:\nĐề nghị rà soát.\nGửi lại trước 20/3." in told.text
        assert told.text.index("Nhiệm vụ 2: Ghi rõ <số hộ>") < told.text.index("Nhiệm vụ 10:")
        assert "Đề nghị rà soát.<br>Gửi lại trước 20/3." in told.html
        assert "Ghi rõ &lt;số hộ&gt; &amp; địa bàn." in told.html

    def test_a_comment_is_called_after_who_sent_it_back(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        emails.registration_sent_back(
            report.commitment, "Cần rõ hơn.", {}, at=WHEN, side=Role.STANDING
        )
        told = OutgoingMail.objects.filter(kind="registration_sent_back").latest("pk")
        assert "Ý kiến của Thường trực:\nCần rõ hơn." in told.text
        assert "Ý kiến của Thường trực:<br>Cần rõ hơn." in told.html

    def test_a_receipt_has_its_code(self, cast: Cast, report: ProgressReport) -> None:
        told = tell("quarter_received", cast, report)
        assert "Mã biên nhận: AB12-CD34" in told.text
        assert "Thời điểm: 09:00 ngày 19/3/2021" in told.text
        assert "So với hạn nộp: đúng hạn" in told.text

    def test_a_late_receipt_says_so(self, cast: Cast, report: ProgressReport) -> None:
        late = submission(cast, report)
        late.submitted_at = story.at(3, 26, 0, 0)
        emails.quarter_received(report, late, at=WHEN)
        assert "sau hạn nộp" in OutgoingMail.objects.get(recipient=cast.head).text

    def test_a_signed_commitment_tells_the_four_due_days(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        told = tell("commitment_signed", cast, report)
        assert told.text.count("Hạn nộp Quý") == 4
        assert "Hạn nộp Quý I/2021: 25/3/2021" in told.text

    def test_an_assigned_task_that_is_edited_is_told_again(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        task = report.commitment.tasks.get(number=1)
        emails.task_assigned(report.commitment, task, at=WHEN)
        task.version += 1
        emails.task_assigned(report.commitment, task, at=WHEN)
        subjects = OutgoingMail.objects.filter(recipient=cast.head).values_list(
            "subject", flat=True
        )
        assert set(subjects) == {
            "Được giao thêm nhiệm vụ năm 2021 – Phường 1",
            "Sửa nhiệm vụ được giao năm 2021 – Phường 1",
        }

    def test_links_never_come_from_a_request(
        self, cast: Cast, report: ProgressReport, settings: Any
    ) -> None:
        settings.SITE_URL = "https://camket.mau.example"
        assert "https://camket.mau.example/dang-uy-mau/2021/" in tell(
            "quarter_accepted", cast, report
        ).text  # fmt: skip


class TestByTheVerbs:
    def test_the_story_of_a_registration(self, cast: Cast) -> None:
        commitment = story.sent_back(cast)
        kinds = OutgoingMail.objects.filter(recipient=cast.head).values_list("kind", flat=True)
        assert sorted(kinds) == ["registration_received", "registration_sent_back"]
        told = OutgoingMail.objects.get(recipient=cast.head, kind="registration_sent_back")
        assert "Nhiệm vụ 1: Ghi rõ địa bàn." in told.text
        assert commitment.rounds.count() == 1

    def test_a_text_in_nfd_is_mailed_composed(self, cast: Cast) -> None:
        import unicodedata

        said = mail.compose("reminder", {"items": [], "person": cast.head, "first": {
            "label": unicodedata.normalize("NFD", "Phường Đông Lễ")}})  # fmt: skip
        assert said.subject.endswith("Phường Đông Lễ")
