"""What the Party office and the political centre promised for 2020."""

from datetime import date

from camket.demo.shapes import ASSIGNED, BREAKTHROUGH, HEAD
from camket.demo.writing import promise, quantity, roadmap, task
from camket.demo.years import CT_TU_2020, KL_18, NQ_TW4

DECEMBER = date(2020, 12, 15)

PROMISES = (
    promise(
        2020,
        "van-phong-thanh-uy",
        task(
            "Thực hiện chữ ký số và gửi trên 90% văn bản, tài liệu qua hộp thư công vụ, Cổng thông "
            "tin điện tử",
            responsibility=HEAD,
            owner="head",
            product="Trên 90% văn bản gửi điện tử có ký số; thống kê tháng",
            basis=KL_18.cited,
            due=DECEMBER,
            quantity=quantity("74", "90", "%"),
            steps=roadmap(
                "Cấp chữ ký số cho lãnh đạo các ban",
                "Liên thông hộp thư công vụ đến 9 phường",
                "Chỉ gửi bản giấy với văn bản mật",
                "Đánh giá an toàn, bảo mật",
                planned="78 83 87 90",
            ),
            supporting="van-phong-hdnd-ubnd",
        ),
        task(
            "Theo dõi kế hoạch đã phê duyệt: 100% kết luận của Ban Thường vụ Thành ủy được đôn đốc, "
            "báo cáo hằng tháng",
            owner="deputy",
            product="Bảng theo dõi kết luận; báo cáo tháng trình Thường trực",
            basis=CT_TU_2020.cited,
            due=DECEMBER,
            quantity=quantity("80", "100", "%"),
            steps=roadmap(
                "Lập bảng theo dõi kết luận",
                "Báo cáo 6 tháng về kết luận chậm",
                "Kiểm tra 5 đơn vị chậm",
                "Tổng hợp năm",
                planned="85 90 95 100",
            ),
        ),
        task(
            "Triển khai hội nghị trực tuyến của Thành ủy đến 9/9 phường",
            kind=BREAKTHROUGH,
            origin=ASSIGNED,
            owner="second",
            product="9 điểm cầu hoạt động ổn định; quy chế sử dụng",
            basis=CT_TU_2020.cited,
            due=date(2020, 9, 30),
            quantity=quantity("0", "9", "điểm cầu"),
            steps=roadmap(
                "Khảo sát, lập dự toán",
                "Lắp đặt 4 điểm cầu",
                "Lắp đặt đủ 9 điểm cầu, chạy thử",
                planned="0 4 9",
            ),
            supporting="ban-tuyen-giao",
        ),
        task(
            "Tham mưu đổi mới phương thức lãnh đạo: rút ngắn 30% số hội nghị, văn bản của Thành ủy",
            owner="deputy",
            product="Báo cáo so sánh số hội nghị, văn bản với năm 2019 giảm 30%",
            basis=NQ_TW4.cited,
            due=DECEMBER,
            quantity=quantity("0", "30", "%"),
            steps=roadmap(
                "Rà soát lịch hội nghị, mẫu văn bản",
                "Ghép hội nghị chuyên đề",
                "Sơ kết 9 tháng",
                "So sánh với năm 2019",
                planned="5 15 22 30",
            ),
        ),
    ),
    promise(
        2020,
        "trung-tam-chinh-tri",
        task(
            "Mở 22 lớp đào tạo, bồi dưỡng lý luận chính trị và nghiệp vụ",
            responsibility=HEAD,
            owner="head",
            product="22 lớp có quyết định mở lớp, danh sách, kết quả học tập",
            basis=CT_TU_2020.cited,
            due=DECEMBER,
            quantity=quantity("0", "22", "lớp"),
            steps=roadmap(
                "Phê duyệt kế hoạch mở lớp",
                "Mở 7 lớp",
                "Mở thêm 8 lớp",
                "Mở các lớp còn lại",
                planned="3 9 16 22",
            ),
            supporting="ban-tuyen-giao",
        ),
        task(
            "Bồi dưỡng cấp ủy viên nhiệm kỳ mới: 300 cấp ủy viên cơ sở",
            kind=BREAKTHROUGH,
            owner="deputy",
            product="300 giấy chứng nhận bồi dưỡng cấp ủy",
            basis=KL_18.cited,
            due=date(2020, 11, 30),
            quantity=quantity("0", "300", "cấp ủy viên"),
            steps=roadmap(
                "Biên soạn chuyên đề",
                "Lớp thứ nhất sau đại hội chi bộ",
                "Lớp thứ hai",
                "Lớp thứ ba",
                planned="0 80 190 300",
            ),
            supporting="ban-to-chuc",
        ),
        task(
            "Đổi mới phương pháp giảng dạy: 100% giảng viên kiêm chức có giáo án điện tử, khảo sát "
            "học viên",
            owner="second",
            product="100% bài giảng có giáo án điện tử; phiếu khảo sát từng lớp",
            basis=NQ_TW4.cited,
            due=DECEMBER,
            quantity=quantity("65", "100", "%"),
            steps=roadmap(
                "Tập huấn soạn giáo án điện tử",
                "Dự giờ, góp ý 10 bài giảng",
                "Khảo sát học viên 8 lớp",
                "Tổng hợp kết quả khảo sát",
                planned="72 82 90 100",
            ),
        ),
    ),
)
