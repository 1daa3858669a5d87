"""What was to be changed after the signing: one agreed, one refused, one waiting, one drafted."""

from dataclasses import replace
from datetime import date

from camket.demo import promises
from camket.demo.shapes import AmendmentSpec, TaskSpec
from camket.demo.writing import quantity, roadmap

_EXERCISE = promises.of(2020, "ban-chi-huy-quan-su").tasks[1]
_LAND = promises.of(2020, "dong-luong").tasks[0]
_DIGITISE = promises.of(2021, "phuong-5").tasks[3]
_MODELS = promises.of(2021, "phong-kinh-te").tasks[0]


def _fewer_households() -> TaskSpec:
    assert _LAND.quantity is not None
    last = quantity("0", "46", "hộ")
    return replace(
        _LAND,
        title=_LAND.title.replace("58 hộ", "46 hộ"),
        product=_LAND.product.replace("58 hộ", "46 hộ"),
        quantity=last,
        steps=(
            *(replace(step, planned_value=min(step.planned_value or last.target, last.target))
              for step in _LAND.steps),
        ),
    )  # fmt: skip


AMENDMENTS = (
    AmendmentSpec(
        2020,
        "ban-chi-huy-quan-su",
        task_no=2,
        becomes=replace(_EXERCISE, due_on=date(2020, 11, 20)),
        reason="Từ ngày 08/10 toàn bộ lực lượng tập trung cứu hộ, cứu nạn trong đợt lũ lớn nên chưa "
        "tổ chức rút kinh nghiệm diễn tập. Đề nghị lùi đến ngày 20/11 để bổ sung phương án từ thực "
        "tế đợt lũ.",
        drafted_on=date(2020, 10, 20),
        proposed_on=date(2020, 10, 21),
        decided_on=date(2020, 10, 23),
        agreed=True,
        comment="Đồng ý lùi thời hạn do thiên tai; giữ nguyên yêu cầu về sản phẩm.",
    ),
    AmendmentSpec(
        2020,
        "dong-luong",
        task_no=1,
        becomes=_fewer_households(),
        reason="12 hộ chưa có đất tái định cư nên không thể bàn giao trong năm. Đề nghị hạ chỉ tiêu "
        "từ 58 xuống 46 hộ.",
        drafted_on=date(2020, 11, 9),
        proposed_on=date(2020, 11, 10),
        decided_on=date(2020, 11, 13),
        agreed=False,
        comment="Không hạ chỉ tiêu. Phòng Tài nguyên và Môi trường giao đất tái định cư trong tháng "
        "01/2021; phần chưa xong thì phường chuyển tiếp sang năm sau.",
    ),
    AmendmentSpec(
        2021,
        "phuong-5",
        task_no=4,
        becomes=replace(
            _DIGITISE,
            due_on=date(2021, 4, 15),
            steps=roadmap(
                "Số hóa xong hồ sơ của 9 chi bộ",
                "Số hóa xong hồ sơ của 14 chi bộ",
                planned="9 14",
                weights="60 40",
            ),
        ),
        reason="5 chi bộ mới kiện toàn sau sáp nhập khu phố, hồ sơ gốc còn lưu ở chi bộ cũ, ngày "
        "12/3 mới nhận đủ. Đã số hóa 9/14 chi bộ; đề nghị lùi thời hạn một tháng để đối soát với "
        "Ban Tổ chức.",
        drafted_on=date(2021, 3, 17),
        proposed_on=date(2021, 3, 18),
    ),
    # Begun from the answer to what the unit itself had proposed; the head has not seen it yet.
    AmendmentSpec(
        2021,
        "phong-kinh-te",
        task_no=1,
        becomes=replace(
            _MODELS,
            steps=roadmap(
                "Ban hành kế hoạch năm thứ nhất, chọn hộ tham gia",
                "Lắp đặt xong nhà màng, xuống giống rau thủy canh",
                "Mô hình rau thủy canh, mô hình hoa công nghệ cao đi vào hoạt động",
                "Mô hình nuôi trồng ven sông đi vào hoạt động",
                planned="0 0 2 3",
            ),
        ),
        reason="Thiết bị nhà màng phải nhập khẩu, về chậm so với kế hoạch; đề nghị lùi thời hạn nghiệm "
        "thu mô hình rau thủy canh từ Quý II sang Quý III.",
        drafted_on=date(2021, 3, 18),
        asked_in=1,
    ),
)
