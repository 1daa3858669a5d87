"""Scans of signed papers: who brings them and when, what stays, who gets them, which are missing."""

import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from camket.audit import Deed, Refused
from camket.files import storing
from camket.files.uploads import PDF, Upload
from camket.models import AuditEntry
from commitments.models import Commitment, CommitmentVersion, SignedScan
from commitments.workflow import scanning, signing
from tests import cast as stage
from tests.camket.file_corpus import BAD, GOOD, pdf, scanned
from tests.commitments.pages import BASE, WARD, client_of, get, more_units, post
from tests.pages import Brought

AT = stage.at(1, 15)
LIST, UPLOAD = f"{BASE}/ban-ky/", f"{WARD}/ban-ky/"


@pytest.fixture(autouse=True)
def folder(on_day: Any, settings: Any, tmp_path: Path) -> Path:
    on_day(2021, 1, 15)
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def paper(text: bytes = b"", name: str = "Bản ký Phường 1.pdf") -> Upload:
    return Upload(name, PDF, pdf() + text)


def bring(cast: Any, commitment: Commitment, upload: Upload | None = None, **more: Any) -> Any:
    who = {"by": cast.clerk, "at": AT} | more
    return scanning.upload_scan(commitment=commitment, upload=upload or paper(), **who)


def amended(commitment: Commitment) -> CommitmentVersion:
    """As after a first amendment."""
    return CommitmentVersion.objects.create(
        commitment=commitment, number=1, in_force_from=AT.date(), content=commitment.content,
        content_hash="ab" * 32,
    )  # fmt: skip


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


STATES = ["draft", "submitted", "sent_back", "approved", "signed"]


class TestVerb:
    @pytest.mark.parametrize("state", STATES)
    def test_who_may_in_which_state(self, cast: Any, folder: Path, state: str) -> None:
        commitment = getattr(stage, state)(cast)
        for name, person in cast.people().items():
            if state == "signed" and name in ("clerk", "office_head"):
                upload = paper(b" " * len(name), name=f"{name}.pdf")
                assert bring(cast, commitment, upload, by=person).original_name == f"{name}.pdf"
            else:
                with pytest.raises(Refused):
                    bring(cast, commitment, by=person)
        assert len(files(folder)) == (2 if state == "signed" else 0)

    def test_also_after_the_year_is_closed(self, cast: Any) -> None:
        signed = stage.signed(cast)
        Commitment.objects.filter(pk=signed.pk).update(state="CLOSED")
        assert bring(cast, signed)

    def test_the_row_says_what_is_on_the_disk(self, cast: Any, folder: Path) -> None:
        scan = bring(cast, stage.signed(cast))
        data = (folder / scan.file).read_bytes()
        assert (scan.size, scan.kind, scan.version.number) == (len(data), PDF, 0)
        assert scan.sha256 == paper().sha256
        entry = AuditEntry.objects.get(deed=Deed.SCAN_UPLOADED)
        assert (entry.by, entry.detail["sha256"]) == (cast.clerk, scan.sha256)

    def test_of_the_newest_wording_or_of_a_named_one(self, cast: Any) -> None:
        signed = stage.signed(cast)
        amended(signed)
        assert bring(cast, signed).version.number == 1
        assert bring(cast, signed, number=0).version.number == 0
        with pytest.raises(Refused, match="không có lần điều chỉnh"):
            bring(cast, signed, number=7)

    def test_a_newer_one_is_shown_and_the_older_stays(self, cast: Any, folder: Path) -> None:
        signed = stage.signed(cast)
        first, second = bring(cast, signed), bring(cast, signed, paper(b" "))
        assert signed.versions.get().scans.first() == second
        assert (folder / first.file).is_file()
        html = get(cast.head, f"{WARD}/").content.decode()
        assert "còn lưu 1 bản tải lên trước" in html

    def test_the_same_file_twice_is_one(self, cast: Any, folder: Path) -> None:
        signed, same = stage.signed(cast), paper()
        bring(cast, signed, same)
        with pytest.raises(Refused, match="đã được tải lên"):
            bring(cast, signed, same)
        assert len(files(folder)) == 1

    def test_no_file_without_its_row(self, cast: Any, folder: Path, monkeypatch: Any) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise RuntimeError("the entry cannot be written")

        signed = stage.signed(cast)
        monkeypatch.setattr(scanning, "record", fail)
        with pytest.raises(RuntimeError):
            bring(cast, signed)
        assert files(folder) == []
        assert not SignedScan.objects.exists()
        monkeypatch.undo()

    def test_a_disk_nearly_full_is_a_sentence(self, cast: Any, monkeypatch: Any) -> None:
        def full(*_: Any) -> None:
            raise storing.NoRoom(storing.NO_ROOM)

        signed = stage.signed(cast)
        monkeypatch.setattr(storing, "store", full)
        with pytest.raises(Refused, match="hết chỗ"):
            bring(cast, signed)


class TestConference:
    def hold(self, cast: Any, rows: list[Commitment], by: Any, **more: Any) -> int:
        return signing.sign_at_conference(
            year=rows[0].year, commitments=[row.pk for row in rows], signed_on=AT.date(), by=by,
            at=AT, **more,
        )  # fmt: skip

    def test_some_papers_come_with_their_scan(self, cast: Any, folder: Path) -> None:
        rows = [stage.approved(cast), stage.approved(cast, cast.bureau)]
        assert self.hold(cast, rows, cast.clerk, scans={rows[0].pk: paper()}) == 2
        assert SignedScan.objects.get().version.commitment == rows[0]
        assert len(files(folder)) == 1

    def test_all_or_none_the_files_too(self, cast: Any, folder: Path, monkeypatch: Any) -> None:
        rows = [stage.approved(cast), stage.approved(cast, cast.bureau)]
        scans = {row.pk: paper(b" " * n) for n, row in enumerate(rows)}
        real, seen = storing.store, []

        def second_fails(*arguments: Any) -> str:
            seen.append(1)
            if len(seen) == 2:
                raise storing.NoRoom(storing.NO_ROOM)
            return real(*arguments)

        monkeypatch.setattr(storing, "store", second_fails)
        with pytest.raises(Refused, match="hết chỗ"):
            self.hold(cast, rows, cast.clerk, scans=scans)
        assert files(folder) == []
        assert {stage.fresh(row).state for row in rows} == {"APPROVED"}
        monkeypatch.undo()
        assert self.hold(cast, rows, cast.clerk, scans=scans) == 2

    def test_a_standing_member_signs_and_brings_no_scans(self, cast: Any) -> None:
        rows = [stage.approved(cast)]
        with pytest.raises(Refused):
            self.hold(cast, rows, cast.standing, scans={rows[0].pk: paper()})
        assert self.hold(cast, rows, cast.standing) == 1

    def test_on_the_page(self, cast: Any) -> None:
        row = stage.approved(cast)
        fields = {"commitments": [row.pk], "signed_on": "15/1/2021"}
        field = f"ban-ky-{row.pk}"
        asked = post(cast.clerk, f"{BASE}/ky/", fields).content.decode()
        assert f'name="{field}"' in asked
        assert "Tuyệt mật" in asked
        assert 'enctype="multipart/form-data"' in asked
        assert field not in post(cast.standing, f"{BASE}/ky/", fields).content.decode()
        last = fields | {"xac-nhan": "1", "password": stage.PASSWORD}
        bad = post(cast.clerk, f"{BASE}/ky/", last | {field: Brought(*BAD["a script on opening"])})
        assert "mã chạy" in bad.content.decode()
        assert stage.fresh(row).state == "APPROVED"
        good = post(cast.clerk, f"{BASE}/ky/", last | {field: Brought("a.pdf", pdf(scanned))})
        assert "Đã nhận 1 bản ký quét" in good.content.decode()
        assert SignedScan.objects.get().version.commitment == row

    def test_of_very_many_the_scans_come_afterwards(self, cast: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr("commitments.forms.signing.MOST_SCANS", 0)
        row = stage.approved(cast)
        fields = {"commitments": [row.pk], "signed_on": "15/1/2021"}
        html = post(cast.clerk, f"{BASE}/ky/", fields).content.decode()
        assert "tải lên sau" in html
        assert "ban-ky-" not in html

    def test_together_they_fit_one_request(self, cast: Any, monkeypatch: Any) -> None:
        row = stage.approved(cast)
        fields = {
            "commitments": [row.pk], "signed_on": "15/1/2021", "xac-nhan": "1",
            "password": stage.PASSWORD, f"ban-ky-{row.pk}": Brought("a.pdf", pdf()),
        }  # fmt: skip
        monkeypatch.setattr("commitments.forms.signing.MOST_BYTES", 10)
        assert "30 MB" in post(cast.clerk, f"{BASE}/ky/", fields).content.decode()
        monkeypatch.undo()


class TestPages:
    def test_the_office_brings_one_and_everybody_who_reads_gets_it(self, cast: Any) -> None:
        stage.signed(cast)
        page = get(cast.clerk, UPLOAD).content.decode()
        assert "Tuyệt mật" in page
        data = pdf(scanned)
        sent = {"file": Brought("C:\\scan\\Bản ký Phường 1.pdf", data)}
        assert "Đã nhận bản ký" in post(cast.clerk, UPLOAD, sent).content.decode()
        href = f"{UPLOAD}{SignedScan.objects.get().pk}/"
        readers = ("clerk", "office_head", "standing", "inspector", "head", "reporter")
        for name, person in cast.people().items():
            answer = get(person, href)
            assert answer.status_code == (200 if name in readers else 404), name
            if name in readers:
                assert answer.getvalue() == data
                assert "filename*=utf-8''B%E1%BA%A3n" in answer["Content-Disposition"]
                assert answer["Content-Disposition"].startswith("attachment")
                assert answer["X-Content-Type-Options"] == "nosniff"
                assert answer["Content-Security-Policy"].endswith("sandbox")
        assert href in get(cast.head, f"{WARD}/").content.decode()

    def test_no_media_address_leads_to_it(self, cast: Any) -> None:
        scan = bring(cast, stage.signed(cast))
        for address in (f"/media/{scan.file}", f"/static/{scan.file}", f"/{scan.file}"):
            assert get(cast.clerk, address).status_code == 404

    @pytest.mark.parametrize("name", ["nothing", "a page as PDF", "locked", "PNG as JPG"])
    def test_a_bad_file_is_refused_beside_the_field(self, cast: Any, name: str) -> None:
        stage.signed(cast)
        page = post(cast.clerk, UPLOAD, {"file": Brought(*BAD[name])})
        assert page.status_code == 200
        assert "invalid-feedback" in page.content.decode()
        assert not SignedScan.objects.exists()
        sent = {"file": Brought(*GOOD["a PNG"])}
        assert "Đã nhận" in post(cast.clerk, UPLOAD, sent).content.decode()

    def test_without_a_file_and_before_signing(self, cast: Any) -> None:
        approved = stage.approved(cast)
        early = client_of(cast.clerk).get(UPLOAD, follow=True).content.decode()
        assert "chưa ký nên chưa có bản ký" in early
        both_sign(cast, approved)
        assert "Chọn tệp bản ký" in post(cast.clerk, UPLOAD, {}).content.decode()

    def test_with_amendments_one_says_which_paper_it_is(self, cast: Any) -> None:
        signed = stage.signed(cast)
        amended(signed)
        assert "Điều chỉnh lần 1" in get(cast.clerk, UPLOAD).content.decode()
        post(cast.clerk, UPLOAD, {"file": Brought("a.pdf", pdf()), "number": "0"})
        post(cast.clerk, UPLOAD, {"file": Brought("a.pdf", pdf()), "number": ""})
        assert [scan.version.number for scan in SignedScan.objects.order_by("pk")] == [0, 1]

    def test_from_the_list_and_back(self, cast: Any) -> None:
        stage.signed(cast)
        page = post(cast.clerk, f"{UPLOAD}?tu-danh-sach=1", {"file": Brought("a.pdf", pdf())})
        assert page.request["PATH_INFO"] == LIST


def both_sign(cast: Any, commitment: Commitment) -> None:
    signing.sign_as_head(commitment=commitment, by=cast.head, at=AT)
    signing.sign_as_standing(commitment=commitment, by=cast.standing, at=AT)


class TestList:
    def test_which_are_missing(self, cast: Any) -> None:
        signed = stage.signed(cast)
        stage.signed(cast, cast.bureau)
        bring(cast, signed)
        assert names(cast, "") == ["Phòng Kinh tế"]
        assert names(cast, "?ban-ky=da-co") == ["Phường 1"]
        assert names(cast, "?ban-ky=tat-ca") == ["Phường 1", "Phòng Kinh tế"]
        assert names(cast, "?ban-ky=tat-ca&sap-xep=-ten") == ["Phường 1", "Phòng Kinh tế"]
        assert names(cast, "?ban-ky=tat-ca&tim=phong") == ["Phòng Kinh tế"]
        assert names(cast, "?ban-ky=tat-ca&nhom=phuong") == ["Phường 1"]
        assert names(cast, "?ban-ky=tat-ca&sap-xep=ngay") == ["Phường 1", "Phòng Kinh tế"]
        amended(signed)  # the new paper has none yet
        assert names(cast, "") == ["Phường 1", "Phòng Kinh tế"]

    def test_taken_away_text_stays_text(self, cast: Any) -> None:
        stage.signed(cast)
        cast.ward.__class__.objects.filter(pk=cast.ward.pk).update(short_name="=1+1")
        answer = get(cast.clerk, f"{LIST}xuat-excel/")
        with ZipFile(io.BytesIO(answer.content)) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
            assert "<f>" not in sheet
            assert "=1+1" in book.read("xl/sharedStrings.xml").decode()

    def test_only_the_office_is_offered_to_bring_one(self, cast: Any) -> None:
        stage.signed(cast)
        assert "Tải lên" in get(cast.clerk, LIST).content.decode()
        assert "Tải lên" not in get(cast.inspector, LIST).content.decode()

    def test_empty_states(self, cast: Any) -> None:
        signed = stage.approved(cast)
        assert "Chưa có bản cam kết nào được ký" in get(cast.clerk, LIST).content.decode()
        both_sign(cast, signed)
        bring(cast, signed)
        assert "đều có bản ký quét" in get(cast.clerk, LIST).content.decode()
        assert "Bỏ lọc" in get(cast.clerk, LIST, tim="khong co").content.decode()

    @pytest.mark.parametrize("units", [1, 3])
    def test_costs_the_same_with_one_and_three(
        self, cast: Any, client: Any, django_assert_num_queries: Any, units: int
    ) -> None:
        more_units(cast, 2)
        signed = stage.signed(cast)
        if units == 3:
            Commitment.objects.exclude(unit=cast.ward).exclude(unit=cast.bureau).update(
                state="SIGNED", signed_on=AT.date(), content=signed.content, content_hash="a" * 64
            )
        client.force_login(cast.clerk)
        client.get(LIST)  # the session writes its times once
        with django_assert_num_queries(13):
            assert len(client.get(LIST).context["rows"]) == units


def names(cast: Any, query: str) -> list[str]:
    rows = client_of(cast.clerk).get(LIST + query).context["rows"]
    return [row.unit.short_name for row in rows]
