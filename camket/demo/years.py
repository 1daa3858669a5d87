"""The two years the demo tells: theme, calendar, documents they rest on, figures of the city."""

from datetime import date

from camket.demo.shapes import BasisSpec, IndicatorSpec, PeriodSpec, YearSpec
from camket.demo.writing import number

OVER_2020 = date(2020, 12, 31)
CITY = "Ban Chấp hành Đảng bộ thành phố"

KL_18 = BasisSpec(
    "Kết luận",
    "18-TBKT/TU",
    date(2019, 12, 9),
    CITY,
    "về nhiệm vụ phát triển kinh tế - xã hội, quốc phòng - an ninh năm 2020",
    ended_on=OVER_2020,
)
KL_03 = BasisSpec(
    "Kết luận",
    "03-KL/TU",
    date(2016, 7, 22),
    "Thành ủy",
    "về định hướng phát triển nông nghiệp đô thị trên địa bàn thành phố Đông Hà "
    "giai đoạn 2016 - 2020",
    ended_on=OVER_2020,
)
KL_05 = BasisSpec(
    "Kết luận",
    "05-KL/TU",
    date(2016, 11, 30),
    "Thành ủy",
    "về phát triển giáo dục - đào tạo thành phố Đông Hà giai đoạn 2017 - 2021, "
    "định hướng đến năm 2025",
)
KH_64_65 = BasisSpec(
    "Kế hoạch",
    "64, 65-KH/TU",
    date(2017, 10, 25),
    "Thành ủy",
    "về thực hiện Nghị quyết Hội nghị Trung ương 6 khóa XII",
)
ND_108 = BasisSpec(
    "Nghị định",
    "108/2014/NĐ-CP",
    date(2014, 11, 20),
    "Chính phủ",
    "về chính sách tinh giản biên chế",
)
QD_10 = BasisSpec(
    "Quy định",
    "10-QĐ/TU",
    date(2019, 10, 5),
    "Thành ủy",
    "về trách nhiệm nêu gương của cán bộ, đảng viên, trước hết là Ủy viên Ban Thường vụ "
    "Thành ủy, Ủy viên Ban Chấp hành Đảng bộ thành phố, cán bộ thuộc diện Ban Thường vụ "
    "Thành ủy quản lý",
)
CT_05 = BasisSpec(
    "Chỉ thị",
    "05-CT/TW",
    None,
    "Bộ Chính trị",
    "về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
)
NQ_TW4 = BasisSpec(
    "Nghị quyết",
    "",
    None,
    "Hội nghị Trung ương 4 khóa XII",
    "về tăng cường xây dựng, chỉnh đốn Đảng, gắn với Chỉ thị 05-CT/TW của Bộ Chính trị",
)
CT_TU_2020 = BasisSpec("Chương trình công tác", "", None, "Thành ủy", "năm 2020", OVER_2020)
THEME_2020 = BasisSpec(
    "Chủ đề năm 2020",
    "",
    None,
    "Thành ủy",
    "“Quy hoạch, giải phóng mặt bằng và xây dựng văn minh đô thị”",
)
NQ_HDND_2020 = BasisSpec(
    "Nghị quyết",
    "",
    None,
    "HĐND thành phố",
    "về nhiệm vụ phát triển kinh tế - xã hội năm 2020",
    OVER_2020,
)

KL_01 = BasisSpec(
    "Kết luận",
    "01-KL/TU",
    date(2020, 12, 11),
    f"{CITY} khóa XIII",
    "về nhiệm vụ phát triển kinh tế - xã hội năm 2021",
)
NQ_128 = BasisSpec(
    "Nghị quyết",
    "128/NQ-HĐND",
    date(2020, 12, 16),
    "HĐND thành phố khóa XI",
    "về nhiệm vụ phát triển kinh tế - xã hội năm 2021",
)
CT_TU_2021 = BasisSpec("Chương trình công tác", "", None, "Thành ủy", "năm 2021")
CTHD_XIII = BasisSpec(
    "Chương trình hành động",
    "",
    None,
    "Thành ủy",
    "thực hiện Nghị quyết Đại hội Đảng bộ thành phố lần thứ XIII",
)

# What the Office enters into its register when it opens the year. A year's theme is no document.
DOCUMENTS = {
    2020: (
        KL_18, KL_03, KL_05, KH_64_65, ND_108, QD_10, CT_05, NQ_TW4, CT_TU_2020, NQ_HDND_2020,
    ),
    2021: (KL_01, NQ_128, CT_TU_2021, CTHD_XIII),
}  # fmt: skip

YEARS = {
    2020: YearSpec(
        year=2020,
        theme="Quy hoạch, giải phóng mặt bằng và xây dựng văn minh đô thị",
        theme_is_invented=False,
        min_tasks=3,
        max_tasks=5,
        opened_on=date(2020, 1, 2),
        register_by=date(2020, 1, 8),
        approved_on=date(2020, 1, 14),
        signed_on=date(2020, 1, 15),
        conference="Hội nghị ký cam kết trách nhiệm năm 2020",
        bases=(KL_18, CT_TU_2020, QD_10, CT_05),
        periods=(
            PeriodSpec(1, date(2020, 3, 25)),
            PeriodSpec(2, date(2020, 6, 25)),
            PeriodSpec(3, date(2020, 9, 25)),
            PeriodSpec(4, date(2020, 12, 25)),
        ),
    ),
    2021: YearSpec(
        year=2021,
        # No source names a theme of 2021: this one is made up for the demo.
        theme="Chỉnh trang đô thị, cải cách hành chính và chuyển đổi số",
        theme_is_invented=True,
        min_tasks=3,
        max_tasks=5,
        opened_on=date(2020, 12, 28),
        register_by=date(2021, 1, 5),
        approved_on=date(2021, 1, 7),
        signed_on=date(2021, 1, 8),
        conference="Hội nghị ký cam kết trách nhiệm năm 2021",
        bases=(KL_01, NQ_128, CTHD_XIII, CT_TU_2021, QD_10),
        periods=(
            PeriodSpec(1, date(2021, 3, 25)),
            PeriodSpec(2, date(2021, 6, 25)),
            PeriodSpec(3, date(2021, 9, 27)),
            PeriodSpec(4, date(2021, 12, 27)),
        ),
    ),
}

# Words the Office types into the frame of the report of 2020, as the source has them.
REPORT_WORDS = {
    "events": "Đại hội Đảng các cấp nhiệm kỳ 2020 - 2025",
    "bases": "Kết luận số 18-TBKT/TU ngày 09/12/2019 của Ban Chấp hành Đảng bộ thành phố về nhiệm vụ phát "
    "triển kinh tế - xã hội, quốc phòng - an ninh năm 2020",
    "bases_next_year": "Chương trình hành động thực hiện Nghị quyết Đại hội Đảng bộ thành phố lần "
    "thứ XIII; Chương trình công tác của Thành ủy năm 2021; Kết luận số 01-KL/TU ngày 11/12/2020 "
    "của Ban Chấp hành Đảng bộ thành phố khóa XIII và Nghị quyết số 128/NQ-HĐND ngày 16/12/2020 "
    "của HĐND thành phố khóa XI về nhiệm vụ phát triển kinh tế - xã hội năm 2021",
    "bases_conduct": "Quy định số 01-QĐ/TW ngày 08/4/2017 “Về trách nhiệm nêu gương của cán bộ, "
    "đảng viên trong thực hiện Nghị quyết Trung ương 4 khóa XII gắn với thực hiện Chỉ thị 05-CT/TW "
    "của Bộ Chính trị”; Quy định số 10-QĐ/TU ngày 05/10/2019 “Về trách nhiệm nêu gương của cán bộ, "
    "đảng viên, trước hết là Ủy viên Ban Thường vụ Thành ủy, Ủy viên Ban Chấp hành Đảng bộ thành phố, cán bộ "
    "thuộc diện Ban Thường vụ Thành ủy quản lý”",
}

TODAY = date(2021, 3, 19)  # where the demo's clock stands

STATISTICS = "Chi cục Thống kê thành phố (số liệu minh họa nguồn)"
INDICATORS = (
    IndicatorSpec(
        "tong-von-dau-tu",
        "Tổng vốn đầu tư toàn xã hội tăng so với năm 2019",
        number("12,4"),
        "%",
        STATISTICS,
        date(2020, 12, 28),
    ),
    IndicatorSpec(
        "van-ban-hop-thu-cong-vu",
        "Tỷ lệ văn bản, tài liệu gửi qua hộp thư công vụ",
        number("90"),
        "%",
        "Văn phòng Thành ủy",
        date(2020, 12, 24),
    ),
    IndicatorSpec(
        "tang-truong-kinh-te",
        "Tăng trưởng kinh tế so với năm 2019",
        number("7,48"),
        "%",
        STATISTICS,
        date(2020, 12, 28),
    ),
    IndicatorSpec(
        "thu-ngan-sach-tinh-giao",
        "Thu ngân sách nhà nước so với kế hoạch tỉnh giao",
        number("103,17"),
        "%",
        "Phòng Tài chính - Kế hoạch",
        date(2020, 12, 31),
    ),
    IndicatorSpec(
        "thu-ngan-sach-thanh-pho-giao",
        "Thu ngân sách nhà nước so với kế hoạch của thành phố",
        number("92,05"),
        "%",
        "Phòng Tài chính - Kế hoạch",
        date(2020, 12, 31),
    ),
)
