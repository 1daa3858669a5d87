"""The register of bases: one document, the filter of the list, and picking some of them."""

from collections.abc import Iterable
from typing import Any

from django import forms

from commitments.forms.fields import TextField
from commitments.models import LegalBasis
from commitments.workflow.bases import MAX, BasisData
from units.forms.fields import LONGEST_KEY, DayField, RowsField

KINDS = (
    "Nghị quyết", "Kết luận", "Chỉ thị", "Quy định", "Quyết định", "Chương trình hành động",
    "Kế hoạch", "Thông báo", "Hướng dẫn", "Nghị định",
)  # fmt: skip


class BasisForm(forms.Form):
    """A document as it is cited: kind, number, day, issuer, what it is about."""

    kind = TextField(
        label="Loại văn bản",
        most=MAX["kind"],
        widget=forms.TextInput(attrs={"list": "loai-van-ban", "autocomplete": "off"}),
        error_messages={"required": "Ghi loại văn bản."},
        help_text="Nghị quyết, Kết luận, Chỉ thị…",
    )
    number = TextField(
        label="Số, ký hiệu", most=MAX["number"], required=False, help_text="Ví dụ: 05-NQ/TU"
    )
    issued_on = DayField(label="Ngày ban hành", required=False)
    issuer = TextField(
        label="Cơ quan ban hành",
        most=MAX["issuer"],
        error_messages={"required": "Ghi cơ quan ban hành."},
        help_text="Ví dụ: Ban Thường vụ Thành ủy",
    )
    summary = TextField(
        label="Trích yếu",
        most=MAX["summary"],
        rows=2,
        error_messages={"required": "Ghi trích yếu nội dung văn bản."},
        help_text="Như ghi dưới tên loại văn bản. Ví dụ: về công tác cán bộ",
    )
    ended_on = DayField(
        label="Hết hiệu lực từ ngày",
        required=False,
        help_text="Để trống khi văn bản còn hiệu lực. Văn bản hết hiệu lực không còn trong danh sách "
        "để chọn của năm sau.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def basis_data(self) -> BasisData:
        values = {k: v for k, v in self.cleaned_data.items() if k != "version"}
        return BasisData(**values)


class BasesField(RowsField):
    """Documents of the register as check boxes, each as it is cited."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.cited)

    def offer(self, bases: Iterable[LegalBasis]) -> None:
        """Only these may be picked; with none there is no box on the page, and none is heard."""
        pks = [basis.pk for basis in bases]
        self.queryset = LegalBasis.objects.filter(pk__in=pks)
        self.disabled = not pks


def of_basis(basis: LegalBasis) -> dict[str, Any]:
    """What the form shows of a stored document."""
    return {name: getattr(basis, name) for name in (*BasisData.__dataclass_fields__, "version")}


def picked(value: Any) -> set[int]:
    """The ids ticked in a field's value, whether typed, stored, or rows."""
    found = (getattr(one, "pk", one) for one in value or ())
    return {int(one) for one in found if str(one).isdecimal() and len(str(one)) <= LONGEST_KEY}
