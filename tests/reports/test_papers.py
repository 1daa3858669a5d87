"""The bản cam kết as PDF: drawn from frozen content, verified by its QR, printed once for all."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import segno
from pypdf import PdfReader

from camket.audit import Refused, digest
from camket.text import nfc
from commitments.models import Commitment, CommitmentVersion, Task
from reports import workflow
from reports.models import RenderJob
from reports.pdf import render_commitment
from reports.pdf.promise import COLUMNS
from reports.pdf.qr import BORDER, qr
from reports.states import JobState
from reports.workflow import papers, printing
from tests import cast as stage
from tests.commitments.pages import WARD, client_of, get, post

AT = stage.at(1, 15)
HASH = "3f2a90bc" + "0" * 56
ADDRESS = "https://camket.example.vn/dang-uy-mau/xac-minh/?ma=3F2A-90BC"


@pytest.fixture(autouse=True)
def folder(on_day: Any, settings: Any, tmp_path: Path) -> Path:
    on_day(2021, 1, 15)
    settings.MEDIA_ROOT = tmp_path
    settings.SITE_URL = "https://camket.example.vn"
    return tmp_path


def task(n: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": n, "number": n, "title": f"Bàn giao mặt bằng đợt {n}", "kind": "KEY",
        "origin": "REGISTERED", "responsibility": "COLLECTIVE", "owner_name": "Hoàng Văn Đứng Thử",
        "owner_post": "Bí thư", "supporting_units": ["Phòng Kinh tế"], "product": "Biên bản",
        "basis": "Nghị quyết số 01-NQ/ĐU", "bases": ["Kết luận số 03-KL/TU"],
        "unit_of_measure": "hộ", "baseline": "0", "target": "110", "given_target": None,
        "maintain": "", "due_on": "2021-09-30",
        "milestones": [{"id": 1, "number": 1, "quarter": 1, "text": "Đo đạc", "planned_value": "20",
                        "weight": 1}],
    } | changes  # fmt: skip


def content(tasks: int = 3, **changes: Any) -> dict[str, Any]:
    """Frozen as at a conference."""
    return {
        "committee": "Đảng ủy Mẫu", "body": "Đảng ủy Mẫu", "year": 2021, "theme": "Chủ đề mẫu",
        "unit": {"code": "p1", "full_name": "Đảng ủy Phường 1", "short_name": "Phường 1",
                 "collective": "Ban Thường vụ", "head_post": "Bí thư"},
        "tasks": [task(n) for n in range(1, tasks + 1)],
        "header": {"superior": "ĐẢNG BỘ TỈNH MẪU", "name": "ĐẢNG ỦY MẪU", "place": "Mẫu",
                   "authority": "T/M BAN THƯỜNG VỤ"},
        "signed_on": "2021-01-12", "at_conference": True,
        "signatures": {"head": {"post": "Bí thư", "name": "Hoàng Văn Đứng Thử"},
                       "standing": {"authority": "T/M BAN THƯỜNG VỤ", "post": "Phó Bí thư",
                                    "name": "Nguyễn Văn Trực Thử"}},
    } | changes  # fmt: skip


def draft() -> dict[str, Any]:
    whole = content()
    for name in ("signed_on", "at_conference", "signatures"):
        del whole[name]
    return whole


def words(pdf: bytes) -> list[str]:
    """The text of each page, spaces made one."""
    return [" ".join(nfc(p.extract_text()).split()) for p in PdfReader(io.BytesIO(pdf)).pages]


class TestPaper:
    def test_head_columns_and_both_signatures(self) -> None:
        html, pdf = render_commitment(content(), HASH, ADDRESS)
        text = " ".join(words(pdf))
        for said in (
            "ĐẢNG BỘ TỈNH MẪU", "ĐẢNG ỦY MẪU", "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Mẫu, ngày 12 tháng 01 năm 2021", "BẢN CAM KẾT TRÁCH NHIỆM",
            "của tập thể lãnh đạo và người đứng đầu Đảng ủy Phường 1",
            "với Ban Thường vụ Đảng ủy Mẫu năm 2021", "T/M TẬP THỂ LÃNH ĐẠO", "BÍ THƯ",
            "Hoàng Văn Đứng Thử", "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Nguyễn Văn Trực Thử",
            "Bàn giao mặt bằng đợt 3", "Đạt 110 hộ", "30/9/2021",
        ):  # fmt: skip
            assert said in text, said
        assert [column for column in COLUMNS if f"<th>{column}</th>" not in html] == []
        assert "Dự thảo" not in text

    def test_every_page_names_its_content_and_repeats_the_columns(self) -> None:
        _, pdf = render_commitment(content(13), HASH, ADDRESS)
        pages = words(pdf)
        assert len(pages) >= 3
        for number, page in enumerate(pages, 1):
            assert "Mã nội dung 3F2A-90BC" in page
            assert "Người chịu trách nhiệm" in page
            assert page.startswith(str(number)) or number == 1 or str(number) in page
        assert "T/M BAN THƯỜNG VỤ" in pages[-1]
        assert [page for page in pages[:-1] if "T/M BAN THƯỜNG VỤ" in page] == []

    @pytest.mark.parametrize("tasks", range(1, 14))
    def test_any_number_of_tasks_is_printed_and_no_signature_stands_alone(self, tasks: int) -> None:
        pages = words(render_commitment(content(tasks), HASH, ADDRESS)[1])
        assert f"Bàn giao mặt bằng đợt {tasks}" in pages[-1]
        assert "T/M TẬP THỂ LÃNH ĐẠO" in pages[-1]

    def test_very_long_texts_part_at_the_page_and_keep_the_columns(self) -> None:
        long = "Vận động nhân dân bàn giao mặt bằng sạch, đúng Nghị quyết số 05-NQ/TU. " * 60
        tasks = [task(1), task(2, title=long), task(3)]
        pages = words(render_commitment(content(tasks=0) | {"tasks": tasks}, HASH, ADDRESS)[1])
        assert all("Người chịu trách nhiệm" in page for page in pages)
        assert " ".join(pages).count("Vận động nhân dân") == 60

    def test_a_draft_looks_like_a_draft_on_every_page(self) -> None:
        html, pdf = render_commitment(draft() | {"tasks": [task(n) for n in range(1, 9)]})
        pages = words(pdf)
        assert len(pages) >= 2
        assert all("Dự thảo, chưa ký" in page and "DỰ THẢO" in page for page in pages)
        assert "<svg" not in html
        assert "Mã nội dung" not in " ".join(pages)

    def test_an_amended_paper_says_when_by_whom_and_what(self) -> None:
        whole = content() | {
            "amendment": {"number": 2, "decided_on": "2021-06-05", "decided_by": "Nguyễn Văn Trực",
                          "reason": "Cấp trên giao thêm."},
            "tasks": [task(1, amended="changed", amended_by=1),
                      task(2, amended="changed", amended_by=2, was={"product": "Báo cáo"}),
                      task(3, amended="withdrawn", amended_by=2, withdrawn_because="Đã giao phòng khác"),
                      task(4, amended="added", amended_by=2)],
        }  # fmt: skip
        text = " ".join(words(render_commitment(whole, HASH, ADDRESS)[1]))
        for said in (
            "(Điều chỉnh lần 2, ngày 05 tháng 6 năm 2021)", "Mã nội dung 3F2A-90BC · Điều chỉnh lần 2",
            "được Nguyễn Văn Trực đồng ý ngày 05 tháng 6 năm 2021", "Cấp trên giao thêm.",
            "nhiệm vụ 2: sửa đổi; nhiệm vụ 3: rút khỏi cam kết; nhiệm vụ 4: bổ sung.",
            "Mẫu, ngày 12 tháng 01 năm 2021", "Sửa theo điều chỉnh lần 1",
            "Sản phẩm trước đó: Báo cáo", "Lý do: Đã giao phòng khác",
        ):  # fmt: skip
            assert said in text, said

    def test_the_year_s_bases_stand_above_the_table(self) -> None:
        bases = ["Nghị quyết số 05-NQ/TU của Thành ủy về nhiệm vụ năm 2021", "Kết luận số 01-KL/TU"]
        text = " ".join(words(render_commitment(content(bases=bases), HASH, ADDRESS)[1]))
        assert "Căn cứ Nghị quyết số 05-NQ/TU của Thành ủy về nhiệm vụ năm 2021;" in text
        assert "Căn cứ Kết luận số 01-KL/TU." in text

    def test_signed_here_the_names_stand_for_signatures(self) -> None:
        here = words(render_commitment(content(at_conference=False), HASH, ADDRESS)[1])[-1]
        by_hand = words(render_commitment(content(), HASH, ADDRESS)[1])[-1]
        assert here.count("(Đã ký)") == 2
        assert "(Đã ký)" not in by_hand

    def test_the_same_content_gives_the_same_bytes(self) -> None:
        assert render_commitment(content(), HASH, ADDRESS) == render_commitment(
            content(), HASH, ADDRESS
        )
        other = render_commitment(content(theme="Chủ đề khác"), HASH, ADDRESS)
        assert other != render_commitment(content(), HASH, ADDRESS)

    def test_fonts_page_and_nothing_hidden(self) -> None:
        with pikepdf.open(io.BytesIO(render_commitment(content(), HASH, ADDRESS)[1])) as document:
            fonts = {
                str(obj["/BaseFont"]) for obj in document.objects
                if isinstance(obj, pikepdf.Dictionary) and "/BaseFont" in obj
            }  # fmt: skip
            assert fonts
            assert all("Liberation-Serif" in font for font in fonts)
            box = document.pages[0].mediabox
            assert float(box[2]) > float(box[3])  # landscape
            assert len(document.attachments) == 0
            assert (
                document.docinfo["/Title"] == "Bản cam kết trách nhiệm năm 2021 – Đảng ủy Phường 1"
            )

    def test_what_somebody_wrote_is_printed_as_it_is(self) -> None:
        payload = "<img src='file:///etc/passwd'> {{ content }} </td></table>"
        whole = content() | {"theme": payload, "tasks": [task(1, title=payload, product=payload)]}
        text = "".join("".join(words(render_commitment(whole, HASH, ADDRESS)[1])).split())
        assert text.count("".join(payload.split())) == 3


class TestQr:
    def test_it_holds_the_address(self) -> None:
        drawn = qr(ADDRESS)
        wanted = [
            list(map(bool, row)) for row in segno.make(ADDRESS, error="m", boost_error=False).matrix
        ]
        side = len(wanted)
        assert drawn.side == side + 2 * BORDER
        dark = {tuple(map(int, one.split("h")[0].split())) for one in drawn.path.split("M")[1:]}
        assert dark == {
            (x + BORDER, y + BORDER) for y in range(side) for x in range(side) if wanted[y][x]
        }
        html, _ = render_commitment(content(), HASH, ADDRESS)
        assert drawn.path in html

    def test_the_address_is_absolute_and_leads_to_the_answer(self, cast: Any) -> None:
        signed = stage.signed(cast)
        address = papers.address(signed.versions.get())
        assert address == f"https://camket.example.vn/dang-uy-mau/xac-minh/?ma={signed.code}"
        path = address.removeprefix("https://camket.example.vn")
        page = client_of(cast.head).get(path).content.decode()
        assert "Đúng là nội dung hiện hành" in page


def ask(cast: Any, commitment: Commitment, **more: Any) -> RenderJob:
    return workflow.ask_for_paper(commitment=commitment, **{"by": cast.head, "at": AT} | more)


def work(job: RenderJob) -> RenderJob:
    workflow.work_on(job.pk, AT)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error
    return job


class TestJob:
    def test_printed_from_the_frozen_content_alone(self, cast: Any, folder: Path) -> None:
        signed = stage.signed(cast)
        Task.objects.filter(commitment=signed).update(title="Chữ bị sửa trong cơ sở dữ liệu")
        job = work(ask(cast, signed))
        text = " ".join(words((folder / job.pdf.name).read_bytes()))
        assert "Nhiệm vụ mẫu số 1" in text
        assert "Chữ bị sửa" not in text
        assert (job.content_hash, job.version) == (signed.content_hash, signed.versions.get())

    def test_a_finished_print_serves_again_and_a_lost_file_is_printed_anew(
        self, cast: Any, folder: Path
    ) -> None:
        signed = stage.signed(cast)
        first = work(ask(cast, signed))
        assert ask(cast, signed, by=cast.clerk) == first
        path = folder / first.pdf.name
        before = path.read_bytes()
        path.unlink()
        second = ask(cast, signed)
        assert second != first
        assert (folder / work(second).pdf.name).read_bytes() == before

    def test_two_who_ask_wait_for_one_print(self, cast: Any, settings: Any) -> None:
        settings.CAMKET_RING_INLINE = False
        settings.REDIS_URL = ""
        signed = stage.signed(cast)
        assert ask(cast, signed) == ask(cast, signed, by=cast.standing)

    def test_a_draft_is_printed_anew_once_its_text_has_changed(
        self, cast: Any, folder: Path
    ) -> None:
        written = stage.draft(cast)
        first = work(ask(cast, written))
        assert first.version is None
        assert "DỰ THẢO" in words((folder / first.pdf.name).read_bytes())[0]
        assert ask(cast, written) == first
        Task.objects.filter(commitment=written, number=1).update(title="Nhiệm vụ viết lại")
        assert ask(cast, written) != first

    def test_each_wording_has_its_print(self, cast: Any) -> None:
        signed = stage.signed(cast)
        changed = signed.content | {"theme": "Sau điều chỉnh"}
        amended = CommitmentVersion.objects.create(
            commitment=signed, number=1, in_force_from=AT.date(), content=changed,
            content_hash=digest(changed),
        )  # fmt: skip
        assert ask(cast, signed).version == amended
        assert ask(cast, signed, number=0).version.number == 0  # type: ignore[union-attr]
        with pytest.raises(Refused, match="không có lần điều chỉnh"):
            ask(cast, signed, number=5)

    @pytest.mark.parametrize("state", ["draft", "submitted", "approved", "signed"])
    def test_whoever_may_read_it_may_print_it(self, cast: Any, state: str) -> None:
        commitment = getattr(stage, state)(cast)
        readers = ("clerk", "office_head", "standing", "inspector", "head", "reporter")
        for name, person in cast.people().items():
            if name in readers:
                assert ask(cast, commitment, by=person)
            else:
                with pytest.raises(Refused):
                    ask(cast, commitment, by=person)

    def test_what_was_signed_without_its_head_takes_the_committees(self, cast: Any) -> None:
        commitment = stage.signed(cast)
        old = {name: value for name, value in commitment.content.items() if name != "header"}
        commitment.versions.update(content=old)
        type(commitment).objects.filter(pk=commitment.pk).update(content=old)
        job = work(ask(cast, commitment))
        assert (job.state, job.error) == (JobState.DONE, "")

    def test_a_failure_is_told(self, cast: Any, monkeypatch: Any) -> None:
        def broken(*_: Any, **__: Any) -> None:
            raise printing.PdfFailed("Máy chủ thiếu phông chữ.")

        monkeypatch.setattr(papers, "render_commitment", broken)
        job = ask(cast, stage.signed(cast))
        workflow.work_on(job.pk, AT)
        job.refresh_from_db()
        assert (job.state, job.error) == (JobState.FAILED, "Máy chủ thiếu phông chữ.")


class TestPages:
    def test_asked_for_watched_and_taken(self, cast: Any, settings: Any) -> None:
        settings.CAMKET_RING_INLINE = False
        signed = stage.signed(cast)
        assert "In bản cam kết" in get(cast.head, f"{WARD}/").content.decode()
        page = post(cast.head, f"{WARD}/in/")
        job = RenderJob.objects.get()
        here = f"{WARD}/in/{job.key}/"
        assert page.request["PATH_INFO"] == here
        assert f'hx-get="{here}"' in page.content.decode()
        assert get(cast.head, f"{here}pdf/").status_code == 404
        work(job)
        line = client_of(cast.head).get(here, headers={"HX-Request": "true"}).content.decode()
        assert f'href="{here}pdf/"' in line
        assert "<html" not in line
        answer = post(cast.head, f"{WARD}/in/")  # the second time it is there at once
        assert answer["Content-Type"] == "application/pdf"
        assert signed.code.lower() in answer["Content-Disposition"]
        assert answer.getvalue().startswith(b"%PDF-")
        assert RenderJob.objects.count() == 1

    def test_a_draft_is_called_one(self, cast: Any) -> None:
        stage.draft(cast)
        assert "In dự thảo" in get(cast.head, f"{WARD}/", **{"ban-in": "1"}).content.decode()

    def test_a_wording_that_is_not_there(self, cast: Any) -> None:
        stage.signed(cast)
        page = post(cast.head, f"{WARD}/in/", {"lan": "9"})
        assert "không có lần điều chỉnh" in page.content.decode()

    def test_doors(self, cast: Any) -> None:
        signed = stage.signed(cast)
        job = work(ask(cast, signed))
        readers = ("clerk", "office_head", "standing", "inspector", "head", "reporter")
        for name, person in cast.people().items():
            for address in (f"{WARD}/in/{job.key}/", f"{WARD}/in/{job.key}/pdf/"):
                wanted = 200 if name in readers else 404
                answer = get(person, address)
                if answer.streaming:
                    answer.getvalue()
                assert answer.status_code == wanted, (name, address)
