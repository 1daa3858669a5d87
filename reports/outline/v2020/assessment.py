"""Parts III and IV of template "2020": strengths, shortcomings, and what follows from them."""

from reports.outline.tree import Node, Slot
from reports.paper import Style

PART_III = (
    Node("III", 1, "III.", "ĐÁNH GIÁ CHUNG"),
    Node(
        "III.1",
        2,
        "1.",
        "Ưu điểm",
        (
            Slot(
                "Qua việc tổ chức ký cam kết trách nhiệm của tập thể lãnh đạo và người đứng đầu"
                " của các cơ quan, đơn vị với Ban Thường vụ {cấp ủy} đã khẳng định tính đúng đắn,"
                " sáng tạo của Đảng bộ {cấp} trong việc đổi mới phong cách lãnh đạo đối với thực"
                " hiện nhiệm vụ chính trị; thể hiện được quyết tâm chính trị về kỷ cương trách"
                " nhiệm, nói đi đôi với làm của đội ngũ cán bộ, đảng viên {cấp}.",
                Style.BULLET,
            ),
            Slot(
                "Căn cứ vào tình hình thực tiễn và trên cơ sở các nội dung cam kết trách nhiệm của"
                " các cơ quan, đơn vị; Ban Thường vụ {cấp ủy} đã chọn ra những công việc trọng"
                " tâm, chính yếu của từng cơ quan, đơn vị và giao thêm một số nhiệm vụ mang tính"
                " đột phá nhằm giải quyết các điểm “nghẽn” để thực hiện ký cam kết nội dung trách"
                " nhiệm của tập thể lãnh đạo và người đứng đầu. Đây cũng là một giải pháp quan"
                " trọng của Ban Thường vụ {cấp ủy} để thực hiện trách nhiệm nêu gương của người"
                " đứng đầu, của cán bộ, đảng viên trong thực hiện chức trách, nhiệm vụ được giao"
                " theo tinh thần của {quy định nêu gương}, đồng thời là cơ sở quan trọng để thực"
                " hiện việc kiểm điểm, tự phê bình và phê bình, đánh giá cán bộ lãnh đạo, quản lý"
                " từ {cấp} đến cơ sở.",
                Style.BULLET,
            ),
            Slot(
                "Ngay sau ký cam kết, các cấp ủy, các cơ quan, đơn vị đã chỉ đạo quán triệt và xây"
                " dựng kế hoạch thực hiện nghiêm túc, bài bản; phân công trách nhiệm cho các thành"
                " viên cấp ủy; thành viên lãnh đạo cơ quan, đơn vị, đề ra các đầu việc, chỉ tiêu"
                " phấn đấu theo từng tháng, quý gắn với giao trách nhiệm cho các tổ chức, cơ quan,"
                " cá nhân liên quan thực hiện để tổ chức thực hiện, tạo sự lan tỏa trong toàn bộ"
                " hệ thống chính trị {cấp}.",
                Style.BULLET,
            ),
            Slot(
                "Tình hình thực hiện cam kết có chuyển biến rõ nét, tiến bộ hơn nhiều so với các"
                " năm trước, nhất là tinh thần cam kết đã thực sự thay đổi nhận thức, trách nhiệm"
                " và hành động của người đứng đầu, cán bộ lãnh đạo, quản lý và đến tận cán bộ,"
                " đảng viên, chuyên viên trong toàn hệ thống chính trị từ {cấp} đến cơ sở, tạo sự"
                " chuyển động tích cực về kỷ cương, kỷ luật, về ý thức trách nhiệm của lãnh đạo,"
                " người đứng đầu các cấp, các ngành; về tinh thần tự học, tự rèn luyện, trăn trở,"
                " lo toan trước trách nhiệm, nhiệm vụ được giao. {mức hoàn thành}. Gắn trách nhiệm"
                " của tập thể và trách nhiệm của người đứng đầu, đổi mới phương thức lãnh đạo, chỉ"
                " đạo, điều hành theo hướng có trọng tâm, trọng điểm, sâu sát, quyết liệt với"
                " quyết tâm chính trị cao.",
                Style.BULLET,
            ),
            Slot(
                "Qua các báo cáo, phản ánh của các cơ quan, đơn vị cho thấy, các nội dung cam kết"
                " đã tạo ra phong trào thi đua thực hiện nhiệm vụ trong toàn {cấp}, tạo điểm nhấn,"
                " nét mới, tính trọng tâm, trọng điểm trong chỉ đạo thực hiện nhiệm vụ của cơ"
                " quan, đơn vị; chỉ ra rõ những nội dung trọng tâm, những phần việc khó, việc mới"
                " để tập trung thực hiện. Đồng thời thông qua việc thực hiện trách nhiệm đã tạo"
                " được cách nghĩ, cách làm mới, quyết tâm cao trong thực hiện cam kết trách nhiệm"
                " chính trị, góp phần thúc đẩy phát triển kinh tế - xã hội cũng như thực hiện có"
                " hiệu quả hơn nhiệm vụ xây dựng Đảng của Đảng bộ {cấp}.",
                Style.BULLET,
            ),
        ),
    ),
    Node(
        "III.2",
        2,
        "2.",
        "Hạn chế:",
        (
            Slot(
                "Bên cạnh những mặt ưu điểm là cơ bản, việc thực hiện cam kết còn bộc lộ một số hạn"
                " chế sau:"
            ),
            Slot(
                "Một số tập thể lãnh đạo địa phương, đơn vị và cá nhân người đứng đầu đăng ký nội"
                " dung cam kết còn chung chung, chưa xác định rõ vấn đề trọng tâm, khâu khó của"
                " địa phương, đơn vị cần tập trung lãnh đạo, chỉ đạo hoặc chưa đánh giá chính xác"
                " tình hình của địa phương của mình để đăng ký cam kết; vì vậy, chưa tạo được nét"
                " đột phá trong thực hiện nhiệm vụ chính trị của địa phương, đơn vị.",
                Style.BULLET,
            ),
            Slot(
                "Một số cấp ủy, lãnh đạo các {địa phương}, các phòng chuyên môn chưa nhận thức hết"
                " tầm quan trọng của việc thực hiện cam kết, do vậy triển khai còn sơ sài, thiếu"
                " phân công cụ thể trách nhiệm gắn với xác định lộ trình thực hiện; thiếu sự kiểm"
                " tra, giám sát, đôn đốc thường xuyên nên một số nhiệm vụ thực hiện còn chậm, chưa"
                " đạt và đạt chất lượng chưa cao.",
                Style.BULLET,
            ),
            Slot(
                "Việc tổ chức kiểm tra, giám sát thực hiện các nội dung cam kết chưa được các cấp"
                " ủy tiến hành thường xuyên. Việc kiểm điểm trách nhiệm tập thể và cá nhân cuối"
                " năm {năm} ở một số địa phương, đơn vị chưa gắn với đánh giá thực hiện cam kết.",
                Style.BULLET,
            ),
        ),
    ),
)

PART_IV = Node(
    "IV",
    1,
    "IV.",
    "MỘT SỐ GIẢI PHÁP TIẾP TỤC THỰC HIỆN TỐT NỘI DUNG CAM KẾT TRÁCH NHIỆM NĂM {năm sau}",
    (
        Slot(
            "Để việc thực hiện cam kết đi vào thực chất, hiệu quả hơn trong năm {năm sau}, Ban"
            " Thường vụ {cấp ủy} xác định một số yêu cầu và giải pháp sau:"
        ),
        Slot(
            "Tiếp tục phát huy nêu cao tinh thần trách nhiệm, chỉ đạo quyết liệt trong công tác"
            " điều hành, bám sát các nội dung ký cam kết để xây dựng và ban hành các văn bản để"
            " lãnh đạo, chỉ đạo cụ thể trên từng lĩnh vực, theo đó, cần bám sát {căn cứ năm sau}"
            " để xác định các nhiệm vụ trọng tâm, đột phá của đơn vị, ký cam kết trách nhiệm tập"
            " trung lãnh đạo, chỉ đạo đẩy mạnh việc tổ chức triển khai thực hiện.",
            Style.NUMBERED,
            1,
        ),
        Slot(
            "Nêu cao trách nhiệm, công tác nêu gương của cá nhân người đứng đầu gắn với nâng cao"
            " tính chủ động, sáng tạo trong công tác lãnh đạo, chỉ đạo, điều hành thực hiện nhiệm"
            " vụ chính trị của địa phương, đơn vị. Đối với những vấn đề khó, đòi hỏi phải có thời"
            " gian hoặc nguồn lực lớn thì chủ động báo cáo Ban Thường vụ {cấp ủy}, Thường trực"
            " HĐND, lãnh đạo UBND xem xét, chỉ đạo các đơn vị liên quan nghiên cứu, tháo gỡ hoặc"
            " điều chỉnh nội dung cam kết phù hợp thực tế.",
            Style.NUMBERED,
            2,
        ),
        Slot(
            "Các cấp ủy rà soát, bổ sung kế hoạch kiểm tra, giám sát về nội dung thực hiện cam kết"
            " trách nhiệm. Hàng quý, các địa phương, đơn vị báo cáo Ban Thường vụ {cấp ủy} (qua Văn"
            " phòng {cấp ủy}) về tiến độ thực hiện các nội dung cam kết.",
            Style.NUMBERED,
            3,
        ),
        Slot(
            "Kết quả thực hiện cam kết phải gắn với kiểm điểm trách nhiệm cuối năm để xem xét,"
            " đánh giá kết quả hoàn thành nhiệm vụ của cấp ủy, tập thể lãnh đạo và người đứng đầu"
            " các địa phương, cơ quan, đơn vị.",
            Style.NUMBERED,
            4,
        ),
    ),
)
