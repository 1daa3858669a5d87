"""The register of bases: who keeps it, what it refuses, what a year and a task take from it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from camket.audit import Conflict, Deed, Refused
from camket.models import AuditEntry
from commitments.models import LegalBasis, Year
from commitments.views.papers import paper_of
from commitments.workflow import years
from commitments.workflow.bases import BasisData, save_basis, to_choose
from commitments.workflow.year_settings import YearData
from tests import cast as stage
from tests.commitments import shared

AT = stage.at(1, 4)
KL_18 = BasisData(
    kind="Kết luận", number="18-KL/TU", issued_on=date(2020, 12, 9), issuer="Thành ủy Mẫu",
    summary="về nhiệm vụ năm 2021",
)  # fmt: skip


def kept(cast: Any, **changes: Any) -> LegalBasis:
    data = replace(KL_18, **changes)
    return save_basis(committee=cast.committee, data=data, by=cast.clerk, at=AT)


def test_the_office_alone_keeps_the_register(cast: Any) -> None:
    deed = {"committee": cast.committee, "data": KL_18, "at": AT}
    for name, person in cast.people().items():
        if name not in ("clerk", "office_head"):
            with pytest.raises(Refused, match="Chỉ Văn phòng"):
                save_basis(**deed, by=person)
    made = save_basis(**deed, by=cast.clerk)
    assert made.cited == (
        "Kết luận số 18-KL/TU ngày 09/12/2020 của Thành ủy Mẫu về nhiệm vụ năm 2021"
    )
    assert "ket luan 18-kl/tu thanh uy mau" in made.search_key
    entry = AuditEntry.objects.get(deed=Deed.BASIS_SAVED)
    assert entry.detail["after"]["issued_on"] == "2020-12-09"


def test_the_same_form_twice_is_one_document(cast: Any) -> None:
    assert kept(cast) == kept(cast)
    assert AuditEntry.objects.filter(deed=Deed.BASIS_SAVED).count() == 1


@pytest.mark.parametrize("number", ["18-KL/TU", "18-kl/tu", "18 -KL/ TU"])
def test_a_number_of_one_issuer_stands_once(cast: Any, number: str) -> None:
    kept(cast)
    with pytest.raises(Refused) as refused:
        kept(cast, number=number, issuer="THÀNH ỦY  MẪU", summary="khác")
    assert "đã có trong danh mục" in refused.value.lines[0]
    assert kept(cast, issuer="Huyện ủy Khác").pk
    assert kept(cast, number="", summary="không số").pk
    assert kept(cast, number="", summary="không số nữa").pk
    far = save_basis(committee=cast.elsewhere, data=KL_18, by=cast.stranger, at=AT)
    assert far.committee == cast.elsewhere


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": " "}, "Loại văn bản: chưa ghi"),
        ({"issuer": ""}, "Cơ quan ban hành: chưa ghi"),
        ({"summary": ""}, "Trích yếu: chưa ghi"),
        ({"summary": "ấ" * 501}, "nhiều nhất 500 ký tự, đang có 501"),
        ({"ended_on": date(2020, 12, 8)}, "không trước ngày ban hành"),
    ],
)
def test_what_cannot_be_kept_is_said(cast: Any, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused) as refused:
        kept(cast, **wrong)
    assert any(said in line for line in refused.value.lines)
    assert not LegalBasis.objects.exists()


def test_an_unusual_symbol_is_kept(cast: Any) -> None:
    """A form warns; nobody's document is refused for its symbol."""
    assert kept(cast, number="28", kind="Quyết định").number == "28"


def test_a_stale_page_sees_what_is_stored(cast: Any) -> None:
    made = kept(cast)
    edit = {"committee": cast.committee, "basis": made, "version": 1, "by": cast.clerk, "at": AT}
    save_basis(**edit, data=replace(KL_18, summary="về nhiệm vụ mới"))
    with pytest.raises(Conflict) as conflict:
        save_basis(**edit, data=replace(KL_18, summary="về việc khác"))
    assert (conflict.value.theirs["summary"], conflict.value.version) == ("về nhiệm vụ mới", 2)
    entry = AuditEntry.objects.filter(deed=Deed.BASIS_SAVED).latest("pk")
    assert entry.detail["before"] == {"summary": "về nhiệm vụ năm 2021"}


def test_another_committees_document_is_unknown(cast: Any) -> None:
    far = save_basis(committee=cast.elsewhere, data=KL_18, by=cast.stranger, at=AT)
    with pytest.raises(Refused, match="không có trong danh mục"):
        save_basis(committee=cast.committee, data=KL_18, basis=far, version=1, by=cast.clerk, at=AT)
    year = stage.year(cast)
    with pytest.raises(Refused, match="không có trong danh mục"):
        years.edit_year(year=year, data=YearData(bases=(far.pk,)), version=1, by=cast.clerk, at=AT)
    with pytest.raises(Refused, match="không có trong danh mục"):
        shared.write(cast, stage.draft(cast), bases=(far.pk,))


def test_what_may_be_chosen_was_in_force_that_year(cast: Any) -> None:
    now = kept(cast)
    ended = kept(cast, number="1-KL/TU", ended_on=date(2020, 12, 31))
    later = kept(cast, number="2-KL/TU", issued_on=date(2022, 1, 5))
    assert to_choose(cast.committee, 2021) == [now]
    assert set(to_choose(cast.committee, 2021, [ended.pk])) == {now, ended}
    assert later in to_choose(cast.committee, 2022)


class TestOfAYear:
    def test_the_year_keeps_its_documents_and_the_record_names_them(self, cast: Any) -> None:
        made = kept(cast)
        year = stage.year(cast)
        data = YearData(theme="Chủ đề mẫu", bases=(made.pk,))
        years.edit_year(year=year, data=data, version=1, by=cast.clerk, at=AT)
        assert list(Year.objects.get().bases.all()) == [made]
        entry = AuditEntry.objects.get(deed=Deed.YEAR_EDITED)
        assert entry.detail["after"] == {"bases": ["Kết luận 18-KL/TU"]}

    def test_the_paper_cites_them_and_stays_as_it_was_signed(self, cast: Any) -> None:
        made = kept(cast)
        stage.year(cast, bases=(made.pk,))
        commitment = stage.draft(cast)
        shared.write(cast, commitment, bases=(made.pk,), basis="")
        paper, cited = paper_of(commitment), made.cited
        assert paper.bases == [cited]
        assert paper.lines[0].notes[0] == f"Căn cứ: {cited}"
        other = stage.signed(cast, cast.bureau)
        save_basis(
            committee=cast.committee, data=replace(KL_18, summary="đổi trích yếu"), basis=made,
            version=1, by=cast.clerk, at=AT,
        )  # fmt: skip
        assert paper_of(other).bases == [cited]
        assert "đổi trích yếu" in paper_of(stage.fresh(commitment)).bases[0]

    def test_papers_from_before_there_was_a_register_are_read(self, cast: Any) -> None:
        signed = stage.signed(cast)
        old = {k: v for k, v in signed.content.items() if k != "bases"}
        old["tasks"] = [{k: v for k, v in t.items() if k != "bases"} for t in old["tasks"]]
        signed.content = old
        assert paper_of(signed).bases == []
        assert paper_of(signed).lines[0].notes[0] == "Căn cứ: Nghị quyết số 01-NQ/ĐU"
