"""What Tư pháp and Thanh tra told of 2020: 13 of 13 tasks done."""

from camket.demo.shapes import Paths
from camket.demo.writing import q

TOLD: Paths = {
    "phong-tu-phap": (
        (
            q("Ký kế hoạch với 9/9 phường; 16 buổi trước khi tạm dừng vì dịch.", "16"),
            q("Lũy kế 38 buổi; phát 4.000 tờ gấp về phòng dịch.", "38"),
            q("Lũy kế 67 buổi; cuộc thi trực tuyến có 2.150 lượt dự thi.", "67"),
            q("Lũy kế 94 buổi, gồm 12 buổi trong tuần lễ Ngày Pháp luật.", "94"),
        ),
        (
            q("Danh mục 21 văn bản; 95% thẩm định đúng hạn.", "95"),
            q("Kiểm tra 4 phường, kiến nghị sửa 3 văn bản; 97%.", "97"),
            q("Kiểm tra 5 phường còn lại; 99%.", "99"),
            q("21/21 văn bản có thẩm định đúng hạn; công bố 8 văn bản hết hiệu lực.", "100"),
        ),
        (
            q("Kiện toàn 62 tổ, 434 hòa giải viên; hòa giải thành 80%.", "80"),
            q("Tập huấn 120 người; hòa giải thành 82,4%.", "82,4"),
            q("Tập huấn thêm 150 người; hòa giải thành 84%.", "84"),
            q("Cả năm 97/113 vụ hòa giải thành, đạt 85,8%.", "85,8"),
        ),
        (
            q("Nhập 3.150 dữ liệu của 2 phường.", "3.150"),
            q(
                "Lũy kế 9.400 dữ liệu, chậm 600 so với kế hoạch vì sổ cũ mờ.",
                "9.400",
                hard="Sổ trước năm 1999 bị mờ, phải đối chiếu bản lưu ở tỉnh.",
                ask=(
                    "PEOPLES_COMMITTEE",
                    "Có văn bản đề nghị Sở Tư pháp cho mượn sổ lưu của 4 phường để đối chiếu.",
                ),
            ),
            q("Lũy kế 18.600; đã mượn được sổ lưu.", "18.600"),
            q("24.310 dữ liệu được phê duyệt.", "24.310"),
        ),
        (
            q("Đối thoại tại Phường 1 về chứng thực bản sao.", "1"),
            q("Lũy kế 3 cuộc; giảm thời gian chứng thực còn nửa ngày.", "3"),
            q("Lũy kế 6 cuộc, có 14 doanh nghiệp dự.", "6"),
            q("Đủ 8 cuộc; trả lời 57/57 kiến nghị.", "8"),
        ),
        (
            q("Chỉ ra 5 tiêu chí thiếu của Phường 4 và Đông Giang.", "7"),
            q("Hai phường bổ sung 3/5 tiêu chí.", "7"),
            q("Chấm thử: Phường 4 đạt; Đông Giang thiếu 1 tiêu chí.", "8"),
            q("Hội đồng công nhận 9/9 phường ngày 27/11.", "9"),
        ),
    ),
    "thanh-tra": (
        (
            q("Rà soát 17 vụ tồn; đúng hạn 84%.", "84"),
            q("Xác minh xong 17 vụ tồn; đúng hạn 86,5%.", "86,5"),
            q("Đối thoại 11 vụ trước quyết định; đúng hạn 88,6%.", "88,6"),
            q("58/64 vụ đúng hạn, đạt 90,6%.", "90,6"),
        ),
        (
            q("Kế hoạch được duyệt; công bố quyết định cuộc thứ nhất.", "0"),
            q("Kết luận tại 3 trường học, kiến nghị thu hồi 86 triệu đồng.", "1"),
            q("Kết luận tại Phường 3; lũy kế 2 cuộc.", "2"),
            q("Kết luận tại 1 đơn vị sự nghiệp; đủ 3 cuộc.", "3"),
        ),
        (
            q("Thu thập hồ sơ 12 công trình; kiểm tra xong 1.", "1"),
            q("Lũy kế 5 công trình; phát hiện 2 hạng mục sai khối lượng.", "5"),
            q("Lũy kế 10 công trình, gồm 3 tuyến đường khu phố.", "10"),
            q("2 kết luận với 12/12 công trình; giảm trừ 142 triệu đồng.", "12"),
        ),
        (
            q("4 đơn vị nhận đề cương báo cáo.", "0"),
            q("Thanh tra xong 1 phòng, 1 phường.", "2"),
            q("Thanh tra thêm Phường 2; nhắc nhở về sổ tiếp công dân.", "3"),
            q("Đủ 4 đơn vị; phúc tra 2 đơn vị đã khắc phục.", "4"),
        ),
        (
            q("9 đơn vị còn phải nộp; thu được 74,2%.", "74,2"),
            q("Làm việc với 5 đơn vị; thu được 80,5%.", "80,5"),
            q("Kiến nghị xử lý 1 đơn vị cố tình kéo dài; 85,7%.", "85,7"),
            q("Thu 412/455 triệu đồng, đạt 90,5%.", "90,5"),
        ),
        (
            q("2 cuộc đối thoại về bồi thường đường Hùng Vương.", "2"),
            q("Lũy kế 5 cuộc; 3 vụ rút đơn.", "5"),
            q("Lũy kế 8 cuộc về đất đai, xây dựng.", "8"),
            q("Đủ 10 cuộc; 26/31 kiến nghị giải quyết tại chỗ.", "10"),
        ),
        (
            q("Rà soát 318 người thuộc diện kê khai.", "97"),
            q("Hướng dẫn 42 đầu mối; 98% kê khai đúng mẫu.", "98"),
            q("Kiểm tra 10 đơn vị, 2 đơn vị phải công khai lại.", "99"),
            q("318/318 bản kê khai được công khai.", "100"),
        ),
    ),
}
