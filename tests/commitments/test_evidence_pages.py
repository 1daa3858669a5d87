"""Evidence on its pages: beside a task with htmx and without, in the list, in review; served to whom."""

import io
import random
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from camket.files import local, storing
from camket.files.uploads import PDF, Upload
from commitments import jobs
from commitments.models import Evidence, EvidenceUse, Milestone, ProgressReport, TaskProgress
from commitments.views.inspecting import href_of_inspection
from commitments.workflow import evidencing, reviewing
from tests import cast as stage
from tests.camket.file_corpus import BAD, GOOD, pdf, picture
from tests.camket.file_corpus.office import BAD_OFFICE, word
from tests.commitments import inspecting_cast
from tests.commitments import quarter_cast as quarter
from tests.commitments.evidence_cast import brought, removed, task_of, upload
from tests.commitments.pages import WARD, client_of, get
from tests.pages import Brought
from units.models import Appointment

HERE = f"{quarter.PREFIX}phuong-1/quy-1/"
LIST = f"{WARD}/minh-chung/"


@pytest.fixture(autouse=True)
def folder(on_day: Any, settings: Any, tmp_path: Path) -> Path:
    on_day(2021, 3, 18)
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def row(cast: Any) -> ProgressReport:
    return quarter.report(quarter.reports(cast))


@pytest.fixture
def reporter(cast: Any) -> Client:
    return client_of(cast.reporter)


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def send(client: Client, row: Any, *brought: Brought, number: int = 1, **more: Any) -> Any:
    """The block's own button, as htmx presses it."""
    task = task_of(row, number)
    data = {
        "tai-len": str(task), f"mc-{task}-brought": list(brought), f"mc-{task}-declared": "1",
    } | more  # fmt: skip
    data = {name: value for name, value in data.items() if value not in (None, [])}
    return client.post(f"{HERE}minh-chung/{number}/", data, HTTP_HX_REQUEST="true")


class TestBlock:
    def test_a_file_beside_its_task(self, row: Any, reporter: Client, folder: Path) -> None:
        answer = send(reporter, row, Brought("Biên bản.pdf", pdf()))
        html = answer.content.decode()
        assert answer.status_code == 200
        assert 'id="minh-chung-1"' in html
        assert "Đã thêm: Biên bản.pdf." in html
        assert "1/3 tệp" in html
        assert "<html" not in html
        use = EvidenceUse.objects.get()
        assert use.evidence.sha256[:12] in html
        assert len(on_disk(folder)) == 1
        assert use.answer.task_id == task_of(row)

    def test_several_at_once(self, row: Any, reporter: Client) -> None:
        files = [Brought(f"{n}.pdf", pdf(pages=n)) for n in (1, 2, 3)]
        html = send(reporter, row, *files).content.decode()
        assert "Đã thêm: 1.pdf, 2.pdf, 3.pdf." in html
        assert "Thêm minh chứng" not in html
        assert "3/3 tệp" in html

    def test_not_four(self, row: Any, reporter: Client, folder: Path) -> None:
        files = [Brought(f"{n}.pdf", pdf(pages=n)) for n in (1, 2, 3, 4)]
        answer = send(reporter, row, *files)
        assert answer.status_code == 422
        assert "nhiều nhất 3 tệp" in answer.content.decode()
        assert on_disk(folder) == []

    def test_the_third_of_two_places_stays_out_and_is_named(
        self, cast: Any, row: Any, reporter: Client
    ) -> None:
        brought(cast, row), brought(cast, row)
        answer = send(reporter, row, Brought("a.pdf", pdf()), Brought("b.pdf", pdf(pages=2)))
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "<div data-said>Đã thêm: a.pdf.</div>" in html
        assert "<div>b.pdf: Mỗi nhiệm vụ có nhiều nhất 3 tệp" in html

    def test_a_refused_file_takes_no_other_with_it(
        self, row: Any, reporter: Client, folder: Path
    ) -> None:
        files = [Brought("rỗng.pdf", b""), Brought("a.pdf", pdf()), Brought("b.exe", b"MZ")]
        answer = send(reporter, row, *files)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "<div data-said>Đã thêm: a.pdf.</div>" in html
        assert "<div>rỗng.pdf: Tệp rỗng, không có nội dung." in html
        assert "</div><div>b.exe: Chỉ nhận tệp" in html
        assert EvidenceUse.objects.get().evidence.original_name == "a.pdf"
        assert len(on_disk(folder)) == 1

    def test_what_is_refused_is_said_beside_it(
        self, row: Any, reporter: Client, folder: Path
    ) -> None:
        for files, more, said in (
            ([], {}, "Chọn tệp minh chứng"),
            (
                [Brought("a.pdf", pdf())],
                {f"mc-{task_of(row)}-declared": None},
                "bí mật nhà nước, chọn lại tệp",
            ),
            ([Brought("a.exe", b"MZ")], {}, "Chỉ nhận tệp"),
            ([Brought("a.docx", word("TỐI MẬT"))], {}, "dấu chỉ độ mật"),
            ([Brought("a.pdf", b"")], {}, "a.pdf: Tệp rỗng"),
        ):
            answer = send(reporter, row, *files, **more)
            html = answer.content.decode()
            assert answer.status_code == 422
            assert said in html
            assert 'role="alert"' in html
        assert on_disk(folder) == []
        assert not Evidence.objects.exists()

    def test_a_full_disk(self, row: Any, reporter: Client, monkeypatch: Any) -> None:
        def full(*_: Any) -> None:
            raise storing.NoRoom(storing.NO_ROOM)

        monkeypatch.setattr(local, "_ask_room", full)
        answer = send(reporter, row, Brought("a.pdf", pdf()))
        assert answer.status_code == 507
        assert "sắp hết chỗ" in answer.content.decode()

    def test_used_again_and_taken_off(self, cast: Any, row: Any, reporter: Client) -> None:
        kept = brought(cast, row, file=upload("Quyết định.pdf")).evidence
        task = task_of(row, 2)
        page = reporter.get(HERE).content.decode()
        assert page.count(f'<option value="{kept.pk}">Quyết định.pdf</option>') == 2
        data = {"dung-lai": str(task), f"mc-{task}-again": str(kept.pk)}
        html = reporter.post(f"{HERE}minh-chung/2/", data, HTTP_HX_REQUEST="true").content.decode()
        assert "Đã thêm: Quyết định.pdf." in html
        use = EvidenceUse.objects.get(answer__task=task)
        answer = reporter.post(f"{HERE}minh-chung/2/", {"go": str(use.pk)}, HTTP_HX_REQUEST="true")
        assert "Đã gỡ tệp" in answer.content.decode()
        assert EvidenceUse.objects.count() == 1

    def test_nothing_chosen_to_use_again(self, row: Any, reporter: Client) -> None:
        data = {"dung-lai": str(task_of(row))}
        answer = reporter.post(f"{HERE}minh-chung/1/", data, HTTP_HX_REQUEST="true")
        assert "Chọn tệp cần dùng lại." in answer.content.decode()

    def test_the_same_file_again_is_told(self, cast: Any, row: Any, reporter: Client) -> None:
        brought(cast, row, 2, file=Upload("Cũ.pdf", PDF, pdf(pages=2)))
        html = send(reporter, row, Brought("Mới.pdf", pdf(pages=2))).content.decode()
        assert "Cũ.pdf: đơn vị đã tải lên tệp này trước đó" in html

    def test_no_task_no_button_no_block(self, row: Any, reporter: Client) -> None:
        assert send(reporter, row, number=3).status_code == 422
        assert reporter.post(f"{HERE}minh-chung/9/", {"tai-len": "1"}).status_code == 404
        for data in ({}, {"tai-len": str(task_of(row, 2))}, {"tai-len": "9" * 40}):
            assert reporter.post(f"{HERE}minh-chung/1/", data).status_code == 302
        assert not Evidence.objects.exists()

    def test_handed_in_nothing_changes(self, cast: Any, row: Any, reporter: Client) -> None:
        quarter.submitted(cast, row)
        answer = send(reporter, row, Brought("a.pdf", pdf()))
        assert answer.status_code == 422
        assert "Rút báo cáo về để sửa trước" in answer.content.decode()

    def test_without_htmx_the_page_comes_back(self, row: Any, reporter: Client) -> None:
        task = task_of(row)
        data = {
            "tai-len": str(task), f"mc-{task}-brought": Brought("a.pdf", pdf()),
            f"mc-{task}-declared": "1",
        }  # fmt: skip
        answer = reporter.post(f"{HERE}minh-chung/1/", data)
        assert answer["Location"] == f"{HERE}#minh-chung-1"


class TestPlainForm:
    """Without JavaScript: a button of the form itself; the draft is saved first."""

    def data(self, client: Client, row: Any, file: Brought | None, **more: Any) -> dict[str, Any]:
        task = task_of(row)
        typed = quarter.posted(client.get(HERE), **{f"nv-{task}-changed": "Đã đo đạc xong."})
        pressed = {"tai-len": str(task), f"mc-{task}-declared": "1"}
        if file:
            pressed[f"mc-{task}-brought"] = file  # type: ignore[assignment]
        return typed | pressed | more

    def test_the_draft_and_the_file(self, row: Any, reporter: Client) -> None:
        data = self.data(reporter, row, Brought("a.pdf", pdf()))
        answer = reporter.post(HERE, data)
        assert answer["Location"] == f"{HERE}#minh-chung-1"
        saved = TaskProgress.objects.get(report=row, task__number=1)
        assert saved.changed == "Đã đo đạc xong."
        assert saved.evidence_uses.count() == 1
        assert "Đã thêm: a.pdf." in reporter.get(HERE).content.decode()

    @pytest.mark.parametrize("file", [None, Brought("a.exe", b"MZ"), Brought("a.pdf", b"")])
    def test_a_bad_file_keeps_the_text(self, row: Any, reporter: Client, file: Any) -> None:
        answer = reporter.post(HERE, self.data(reporter, row, file))
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "Đã đo đạc xong." in html
        assert TaskProgress.objects.get(report=row, task__number=1).changed == "Đã đo đạc xong."
        assert not Evidence.objects.exists()

    def test_a_full_disk_keeps_the_text(self, row: Any, reporter: Client, monkeypatch: Any) -> None:
        def full(*_: Any) -> None:
            raise storing.NoRoom(storing.NO_ROOM)

        monkeypatch.setattr(local, "_ask_room", full)
        answer = reporter.post(HERE, self.data(reporter, row, Brought("a.pdf", pdf())))
        assert answer.status_code == 507
        assert "Đã đo đạc xong." in answer.content.decode()
        assert TaskProgress.objects.get(report=row, task__number=1).changed == "Đã đo đạc xong."

    def test_an_unreadable_number_keeps_the_file(self, row: Any, reporter: Client) -> None:
        task = task_of(row)
        more = {f"nv-{task}-actual": "mười hai"}
        answer = reporter.post(HERE, self.data(reporter, row, Brought("a.pdf", pdf()), **more))
        html = answer.content.decode()
        assert "mười hai" in html
        assert "Đã thêm: a.pdf." in html

    def test_a_file_chosen_but_not_sent_is_brought_before_handing_in(
        self, cast: Any, row: Any, reporter: Client
    ) -> None:
        quarter.draft(cast, row)
        data = self.data(client_of(cast.head), row, Brought("a.pdf", pdf()), gui="1")
        del data["tai-len"]
        answer = client_of(cast.head).post(HERE, data, follow=True)
        assert "Đã thêm: a.pdf. Báo cáo chưa được gửi: đọc lại" in answer.content.decode()
        assert Evidence.objects.count() == 1
        assert not row.rounds.exists()

    def test_a_file_that_is_not_kept_is_told(self, cast: Any, row: Any, reporter: Client) -> None:
        """Two texts for one field: the draft is not saved, and the file cannot stay on the page."""
        data = self.data(reporter, row, Brought("a.pdf", pdf()))
        quarter.draft(cast, row, changed="Của đồng chí.")
        answer = reporter.post(HERE, data)
        assert answer.status_code == 409
        assert "đề nghị chọn lại tệp" in answer.content.decode()
        assert not Evidence.objects.exists()
        assert "đề nghị chọn lại tệp" not in reporter.get(HERE).content.decode()

    def test_a_file_does_not_age_the_page(self, row: Any, reporter: Client) -> None:
        """The text may be saved from the page that was there before the file came."""
        page = reporter.get(HERE)
        send(reporter, row, Brought("a.pdf", pdf()))
        task = task_of(row)
        typed = quarter.posted(page, **{f"nv-{task}-changed": "Mới."})
        answer = reporter.post(f"{HERE}luu/", typed)
        assert answer.status_code == 200, answer.content.decode()
        saved = TaskProgress.objects.get(report=row, task__number=1)
        assert (saved.changed, saved.evidence_uses.count()) == ("Mới.", 1)


class TestServing:
    @pytest.fixture
    def kept(self, cast: Any, row: Any, reporter: Client) -> Evidence:
        send(reporter, row, Brought("Ảnh hiện trường.png", picture("PNG", (900, 600))))
        return Evidence.objects.get()

    def test_the_file_is_a_download(self, cast: Any, kept: Evidence) -> None:
        answer = get(cast.head, f"{LIST}{kept.pk}/")
        body = b"".join(answer.streaming_content)
        assert len(body) == kept.size
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E1%BA%A2nh")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Cache-Control"] == "private, no-store"
        assert not answer.has_header("ETag")
        assert not answer.has_header("Last-Modified")

    def test_the_small_picture_is_shown(self, cast: Any, kept: Evidence) -> None:
        from PIL import Image

        answer = get(cast.clerk, f"{LIST}{kept.pk}/xem/")
        body = b"".join(answer.streaming_content)
        with Image.open(io.BytesIO(body)) as small:
            assert max(small.size) == 640
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Content-Disposition"].startswith("inline")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize(
        "headers",
        [{"HTTP_RANGE": "bytes=0-9"}, {"HTTP_IF_NONE_MATCH": "*"}, {"HTTP_IF_RANGE": "x"}],
    )
    def test_a_part_is_given_to_nobody(self, cast: Any, kept: Evidence, headers: Any) -> None:
        url = f"{LIST}{kept.pk}/"
        whole = client_of(cast.head).get(url, **headers)
        assert whole.status_code == 200
        assert len(b"".join(whole.streaming_content)) == kept.size
        assert client_of(cast.bureau_head).get(url, **headers).status_code == 404

    def test_of_a_thousand_ids_none_is_given(self, cast: Any, kept: Evidence) -> None:
        ids = random.Random(7).sample(range(1, 2**31), 998)
        for person in (cast.bureau_head, cast.stranger):
            client = client_of(person)
            for pk in [kept.pk, *ids[:499]]:
                answer = client.get(f"{LIST}{pk}/")
                assert answer.status_code == 404
                assert not answer.streaming

    def test_an_old_link_of_somebody_who_left(self, cast: Any, kept: Evidence, on_day: Any) -> None:
        client = client_of(cast.head)
        for url in (f"{LIST}{kept.pk}/", f"{LIST}{kept.pk}/xem/"):
            answer = client.get(url)
            assert answer.status_code == 200
            assert answer.getvalue()
        Appointment.objects.filter(person=cast.head).update(ends_on="2021-03-17")
        for url in (f"{LIST}{kept.pk}/", f"{LIST}{kept.pk}/xem/", LIST):
            assert client.get(url).status_code == 404

    def test_nothing_has_an_address_of_its_own(self, cast: Any, kept: Evidence) -> None:
        for start in ("/media/", "/static/", "/", "/var/media/"):
            assert client_of(cast.head).get(f"{start}{kept.file}").status_code == 404

    def test_what_was_taken_away_is_gone(self, cast: Any, kept: Evidence) -> None:
        removed(cast, kept)
        for url in (f"{LIST}{kept.pk}/", f"{LIST}{kept.pk}/xem/"):
            assert get(cast.clerk, url).status_code == 404

    def test_a_file_without_a_picture(self, cast: Any, row: Any) -> None:
        kept = brought(cast, row).evidence
        assert get(cast.head, f"{LIST}{kept.pk}/xem/").status_code == 404


@pytest.mark.parametrize("name", ["a page as PDF", "SVG as PNG", "an archive behind a PNG"])
def test_what_is_refused_is_nowhere(row: Any, reporter: Client, folder: Path, name: str) -> None:
    assert send(reporter, row, Brought(*BAD[name])).status_code == 422
    called, make = BAD_OFFICE["a macro document as docx"]
    assert send(reporter, row, Brought(called, make())).status_code == 422
    assert on_disk(folder) == []


def test_a_name_of_300_characters_each_in_two(row: Any, reporter: Client) -> None:
    called, data = GOOD["a name of 300 characters, each in two"]
    assert send(reporter, row, Brought(called, data)).status_code == 200
    kept = Evidence.objects.get().original_name
    assert kept.startswith("ế" * 80)
    assert kept.endswith(".pdf")
    assert len(kept) <= 154


class TestList:
    def test_where_each_is_used(self, cast: Any, row: Any) -> None:
        kept = brought(cast, row, file=upload("Quyết định 12.pdf")).evidence
        brought(cast, row, 2, file=upload("Biên bản.pdf"))
        html = get(cast.clerk, LIST).content.decode()
        assert "Quý I, nhiệm vụ 1" in html
        assert kept.sha256[:12] in html
        assert "<b>2</b> tệp đang lưu" in html

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_constant_number_of_queries(
        self, cast: Any, row: Any, count: int, django_assert_num_queries: Any
    ) -> None:
        for number in range(count):
            brought(cast, row, number + 1)
        client = client_of(cast.head)
        client.get(LIST)
        with django_assert_num_queries(QUERIES_OF_LIST):
            client.get(LIST)

    @pytest.mark.parametrize("count", [1, 3])
    def test_nor_does_the_form_ask_more_for_more(
        self, cast: Any, row: Any, count: int, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(count):
            brought(cast, row, number + 1)
        quarter.draft(cast, row)
        client = client_of(cast.reporter)
        client.get(HERE)
        with django_assert_max_num_queries(QUERIES_OF_FORM):
            client.get(HERE)

    def test_search_filter_sort(self, cast: Any, row: Any) -> None:
        brought(cast, row, file=upload("Quyết định.pdf"))
        use = brought(cast, row, 2, file=upload("Biên bản.pdf"))
        brought(cast, row, 3, file=upload("Ảnh.pdf"))
        removed(cast, use.evidence)
        for query, names in (
            ({"tim": "quyet dinh"}, ["Quyết định.pdf"]),
            ({"tinh-trang": "da-xoa"}, ["Biên bản.pdf"]),
            ({"tinh-trang": "dang-dung", "sap-xep": "ten"}, ["Ảnh.pdf", "Quyết định.pdf"]),
            ({"loai": "image/png"}, []),
        ):
            page = get(cast.head, LIST, **query)
            found = [line["evidence"].original_name for line in page.context["lines"]]
            assert found == names, query
        assert "Bỏ lọc" in get(cast.head, LIST, loai="image/png").content.decode()
        assert "Có nội dung mật." in get(cast.head, LIST).content.decode()

    def test_empty_it_says_where_files_come_from(self, cast: Any, row: Any) -> None:
        assert "Đến báo cáo quý" in get(cast.head, LIST).content.decode()

    def test_as_a_workbook(self, cast: Any, row: Any) -> None:
        brought(cast, row, file=upload("=1+1.pdf"))
        answer = get(cast.head, f"{LIST}xuat-excel/")
        with ZipFile(io.BytesIO(answer.content)) as parts:
            xml = parts.read("xl/sharedStrings.xml").decode()
        assert "=1+1.pdf" in xml


class TestHandingIn:
    """Files move without a new version of the draft: what is handed in has been seen."""

    def sent(self, page: Any) -> dict[str, Any]:
        """The form as a browser sends it, with what it says of the files beside each task."""
        shown = re.findall(r'name="(mc-\d+-shown)" value="([\d ]*)"', page.content.decode())
        assert len(shown) == 3
        return quarter.posted(page) | dict(shown) | {"gui": "1"}

    @pytest.mark.parametrize("moved", ["added", "taken off", ""])
    def test_what_a_colleague_moved_is_seen_first(self, cast: Any, row: Any, moved: str) -> None:
        use = brought(cast, row)
        quarter.draft(cast, row)
        head = client_of(cast.head)
        data = self.sent(head.get(HERE))
        if moved == "added":
            brought(cast, row, 2)
        elif moved:
            evidencing.detach(report=row, use=use.pk, by=cast.reporter, at=quarter.DRAFTED)
        answer = head.post(HERE, data)
        row.refresh_from_db()
        assert (answer.status_code == 422, row.state == "OPEN") == (bool(moved), bool(moved))
        if moved:
            assert "vừa được người khác thêm hoặc gỡ" in answer.content.decode()
            again = head.post(HERE, self.sent(answer))
            assert again.status_code == 302
            row.refresh_from_db()
            assert row.state == "SUBMITTED"


class TestDraftsOfOthers:
    """What lies beside a draft is seen by who writes it; readers see what was handed in."""

    HISTORY = "/dang-uy-mau/2021/lich-su/"

    def seen(self, person: Any, kept: Evidence) -> list[bool]:
        """In the list, in the workbook, as a file."""
        html = get(person, LIST).content.decode()
        with ZipFile(io.BytesIO(get(person, f"{LIST}xuat-excel/").content)) as parts:
            xml = parts.read("xl/sharedStrings.xml").decode()
        return [kept.original_name in html, kept.original_name in xml, self.given(person, kept)]

    def given(self, person: Any, kept: Evidence, page: str = "") -> bool:
        answer = get(person, f"{LIST}{kept.pk}/{page}")
        if answer.streaming:
            b"".join(answer.streaming_content)
        return bool(answer.status_code == 200)

    @pytest.mark.parametrize("reader", ["inspector", "standing"])
    def test_before_and_after_handing_in(self, cast: Any, row: Any, reader: str) -> None:
        kept = brought(cast, row, file=upload("Biên bản nháp.pdf")).evidence
        who = getattr(cast, reader)
        assert self.seen(who, kept) == [False, False, False]
        assert "tệp đang lưu" not in get(who, LIST).content.decode()
        for writer in (cast.head, cast.reporter, cast.clerk):
            assert self.seen(writer, kept) == [True, True, True]
        quarter.submitted(cast, row)
        assert self.seen(who, kept) == [True, True, True]
        assert "Quý I, nhiệm vụ 1" in get(who, LIST).content.decode()

    def test_the_small_picture(self, cast: Any, row: Any, reporter: Client) -> None:
        send(reporter, row, Brought("Ảnh.png", picture("PNG", (300, 200))))
        kept = Evidence.objects.get()
        assert not self.given(cast.standing, kept, "xem/")
        assert self.given(cast.clerk, kept, "xem/")
        quarter.submitted(cast, row)
        assert self.given(cast.standing, kept, "xem/")

    def test_sent_back_what_comes_new_is_a_draft_again(self, cast: Any, row: Any) -> None:
        old = brought(cast, row, file=upload("Cũ.pdf")).evidence
        quarter.sent_back(cast, row)
        new = brought(cast, row, file=upload("Mới.pdf"), at=stage.at(3, 30)).evidence
        evidencing.use_again(
            report=row, task=task_of(row, 2), evidence=old.pk, by=cast.head, at=stage.at(3, 30)
        )
        assert self.seen(cast.inspector, old) == [True, True, True]
        assert self.seen(cast.inspector, new) == [False, False, False]
        html = get(cast.inspector, LIST).content.decode()
        assert "<b>1</b> tệp đang lưu" in html
        assert "Quý I, nhiệm vụ 1" in html
        assert "Quý I, nhiệm vụ 2" not in html
        assert "Quý I, nhiệm vụ 2" in get(cast.head, LIST).content.decode()

    def test_the_record(self, cast: Any, row: Any) -> None:
        kept = brought(cast, row).evidence
        brought(cast, row, 2)
        removed(cast, kept)
        for page in (self.HISTORY, HERE):
            assert "Thêm minh chứng" not in get(cast.standing, page).content.decode(), page
        entries = get(cast.standing, self.HISTORY, **{"don-vi": "phuong-1"}).context["entries"]
        assert not [one for one in entries if "EVIDENCE" in one.deed]
        entries = get(cast.clerk, self.HISTORY, **{"don-vi": "phuong-1"}).context["entries"]
        assert len([one for one in entries if "EVIDENCE" in one.deed]) == 3

    def test_taken_away_after_handing_in_is_told(self, cast: Any, row: Any) -> None:
        kept = brought(cast, row).evidence
        quarter.submitted(cast, row)
        removed(cast, kept, at=stage.at(3, 22))
        entries = get(cast.standing, self.HISTORY, **{"don-vi": "phuong-1"}).context["entries"]
        assert [one.deed for one in entries if "EVIDENCE" in one.deed] == ["EVIDENCE_REMOVED"]


class TestTakenAway:
    """Two files were handed in beside tasks 1 and 2; the first has been taken away since."""

    @pytest.fixture
    def made(self, cast: Any, row: Any) -> Any:
        kept = brought(cast, row, file=upload("Quyết định.pdf")).evidence
        brought(cast, row, 2)
        steps = frozenset(Milestone.objects.values_list("pk", flat=True))
        made = quarter.submitted(cast, row, status="DONE", done_milestones=steps)
        removed(cast, kept)
        return made

    def test_it_is_no_evidence_to_who_hands_in_again(self, cast: Any, row: Any, made: Any) -> None:
        reviewing.send_back(
            report=row, round_number=made.number, comment="Cần rõ hơn.", task_comments={},
            by=cast.clerk, at=quarter.JUDGED,
        )  # fmt: skip
        counts = get(cast.head, HERE).context["handing_in"].counts
        assert (2, "không có minh chứng") in counts

    def test_nor_to_who_reviews(self, cast: Any, made: Any) -> None:
        rows = get(cast.clerk, f"{HERE}duyet/").context["rows"]
        gone = "Báo “đã hoàn thành” nhưng tệp minh chứng kèm theo đã được xóa, không còn tệp nào."
        none = "Báo “đã hoàn thành” nhưng không kèm tệp minh chứng nào."
        said = [[line for line in row["warnings"] if "minh chứng" in line] for row in rows]
        assert said == [[gone], [], [none]]

    def test_nor_to_who_inspects(self, cast: Any, row: Any, made: Any) -> None:
        inspection = inspecting_cast.planned(cast, row.commitment)
        html = get(cast.inspector, href_of_inspection(inspection)).content.decode()
        assert "Minh chứng: Quyết định.pdf (đã xóa)" in html
        assert "Biên bản.pdf (đã xóa)" not in html


class TestTakingAway:
    def test_after_the_consequences_were_read(self, cast: Any, row: Any) -> None:
        kept = brought(cast, row).evidence
        client = client_of(cast.clerk)
        html = client.get(f"{LIST}{kept.pk}/xoa/").content.decode()
        assert "Quý I, nhiệm vụ 1" in html
        assert "không thể hoàn tác" in html
        assert "lỗi" not in html
        assert client.post(f"{LIST}{kept.pk}/xoa/", {"reason": ""}).status_code == 200
        answer = client.post(f"{LIST}{kept.pk}/xoa/", {"reason": "Chứa nội dung mật."})
        assert answer["Location"] == LIST
        kept.refresh_from_db()
        assert kept.removed_because == "Chứa nội dung mật."

    @pytest.mark.django_db(transaction=True)
    def test_a_storage_that_keeps_it_is_told_and_asked_again(
        self, cast: Any, row: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept, other = brought(cast, row).evidence, brought(cast, row, 2).evidence

        def dead(*_: Any) -> None:
            raise OSError("silent")

        where = f"{LIST}{kept.pk}/xoa/"
        with monkeypatch.context() as silent:
            silent.setattr(local.PrivateFolder, "delete", dead)
            answer = client_of(cast.clerk).post(where, {"reason": "Nội dung mật."}, follow=True)
            html = answer.content.decode()
            assert "có thể chưa bị xóa hẳn" in html
            assert f"Đã xóa tệp {kept.original_name}" not in html
            assert get(cast.clerk, f"{LIST}{kept.pk}/").status_code == 404
            jobs.sweep_evidence()
            assert storing.stored(kept.file)
        jobs.sweep_evidence()
        assert storing.stored(kept.file) is None
        assert storing.stored(other.file)
        answer = client_of(cast.clerk).post(
            f"{LIST}{other.pk}/xoa/", {"reason": "Nhầm tệp."}, follow=True
        )
        said = [str(one) for one in answer.context["messages"]]
        assert said == [f"Đã xóa tệp {other.original_name}."]

    def test_the_unit_needs_no_reason(self, cast: Any, row: Any) -> None:
        kept = brought(cast, row).evidence
        client_of(cast.head).post(f"{LIST}{kept.pk}/xoa/", {"reason": ""})
        kept.refresh_from_db()
        assert kept.removed_by == cast.head

    def test_not_what_was_handed_in(self, cast: Any, row: Any) -> None:
        kept = brought(cast, row).evidence
        quarter.submitted(cast, row)
        assert f"{kept.pk}/xoa/" not in get(cast.head, LIST).content.decode()
        answer = client_of(cast.head).post(f"{LIST}{kept.pk}/xoa/", {"reason": "x"}, follow=True)
        assert "đã nằm trong báo cáo đã gửi" in answer.content.decode()
        kept.refresh_from_db()
        assert kept.removed_at is None


class TestHandedIn:
    def test_readers_see_file_and_picture(self, cast: Any, row: Any, reporter: Client) -> None:
        send(reporter, row, Brought("Ảnh.png", picture("PNG", (300, 200))))
        quarter.submitted(cast, row)
        kept = Evidence.objects.get()
        for person, page in (
            (cast.head, HERE),
            (cast.clerk, f"{HERE}duyet/"),
            (cast.standing, HERE),
        ):
            html = get(person, page).content.decode()
            assert f'src="{LIST}{kept.pk}/xem/"' in html
            assert "Ảnh.png" in html

    def test_a_file_taken_away_since_leaves_name_and_hash(self, cast: Any, row: Any) -> None:
        kept = brought(cast, row, file=upload("Phương án.pdf")).evidence
        quarter.submitted(cast, row)
        removed(cast, kept, at=stage.at(3, 22))
        for page in (HERE, f"{HERE}lan-1/"):
            html = get(cast.head, page).content.decode()
            assert "Tệp đã được xóa ngày 22/3/2021: Có nội dung mật." in html
            assert kept.sha256[:12] in html
            assert f"{LIST}{kept.pk}/" not in html


QUERIES_OF_LIST = 15
QUERIES_OF_FORM = 22
