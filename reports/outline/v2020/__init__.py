"""Template "2020": the form of the Báo cáo on the commitments of 2020, heading by heading.

Headings are verbatim, with their mixed case and colons. The standing sentences are those of the
2020 report, its slips mended (document-format.md §2.4); what units did is not here, it comes from
their accepted reports. Every name of a level or a body is a token.
"""

from reports.outline.tree import Node, Slot, Template
from reports.outline.v2020.assessment import PART_III, PART_IV
from reports.outline.v2020.results import PART_II

_OPENING = Node(
    "opening",
    0,
    "",
    "",
    (
        Slot(
            "Năm {năm} là năm thứ {năm thứ mấy} triển khai chủ trương thực hiện cam kết trách"
            " nhiệm của tập thể lãnh đạo và người đứng đầu các địa phương, đơn vị với Ban Thường"
            " vụ {cấp ủy}. Trên cơ sở kết quả thực hiện các nội dung cam kết của tập thể lãnh đạo,"
            " người đứng đầu các cơ quan, đơn vị, địa phương; Ban Thường vụ {cấp ủy} đánh giá kết"
            " quả thực hiện như sau:"
        ),
    ),
)

_I = Node(
    "I",
    1,
    "I.",
    "Tình hình triển khai thực hiện",
    (
        Slot(
            "Phát huy cách làm, kinh nghiệm của các năm trước, năm {năm}, với quyết tâm thực hiện"
            " chủ đề năm: “{chủ đề}”{sự kiện trong năm}; việc ký cam kết trách nhiệm đã tạo được"
            " sự chuyển biến tích cực trong nhận thức và hành động của tập thể lãnh đạo và người"
            " đứng đầu các cơ quan, đơn vị về trách nhiệm trong công tác lãnh đạo, chỉ đạo thực"
            " hiện nhiệm vụ chính trị được giao, khơi dậy tính chủ động, chịu trách nhiệm của"
            " người đứng đầu các cấp, các ngành trong toàn {cấp}, tạo sự lan tỏa trong toàn bộ hệ"
            " thống chính trị."
        ),
        Slot(
            "Sau hội nghị ký cam kết, các cơ quan, đơn vị đã bám sát chủ trương, định hướng công"
            " tác của Ban Thường vụ {cấp ủy}, Nghị quyết của HĐND và các Đề án, Kế hoạch phát"
            " triển kinh tế - xã hội của UBND {cấp} để tổ chức quán triệt, triển khai xây dựng kế"
            " hoạch thực hiện các nội dung cam kết; phân công trách nhiệm cụ thể để thực hiện cam"
            " kết."
        ),
        Slot(
            "Ban Thường vụ {cấp ủy} đã thường xuyên theo dõi, đôn đốc, kiểm tra, giám sát việc thực"
            " hiện nội dung tự đăng ký cam kết, nội dung ký cam kết; {tỷ lệ báo cáo}; chỉ đạo"
            " các cơ quan tham mưu bổ sung nội dung thực hiện cam kết và tổ chức kiểm tra, giám sát"
            " theo kế hoạch."
        ),
    ),
)

TEMPLATE_2020 = Template(
    version="2020",
    kind="BÁO CÁO",
    abstract="kết quả thực hiện cam kết trách nhiệm của tập thể lãnh đạo và người đứng đầu các địa"
    " phương, đơn vị với Ban Thường vụ {cấp ủy} trong năm {năm}",
    nodes=(_OPENING, _I, *PART_II, *PART_III, PART_IV),
    defaults={
        "căn cứ": "các Kết luận của {cấp ủy}, Nghị quyết của HĐND {cấp} về nhiệm vụ phát triển kinh"
        " tế - xã hội, quốc phòng - an ninh năm {năm}",
        "căn cứ năm sau": "Chương trình công tác của {cấp ủy} năm {năm sau}; các Kết luận của"
        " {cấp ủy} và Nghị quyết của HĐND {cấp} về nhiệm vụ phát triển kinh tế - xã hội năm"
        " {năm sau}",
        "quy định nêu gương": "các quy định của Trung ương và của {cấp ủy} về trách nhiệm nêu gương của cán"
        " bộ, đảng viên",
    },
)
