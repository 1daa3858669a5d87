"""What the Party bodies and the political centre told of 2020."""

from camket.demo.shapes import Paths
from camket.demo.writing import q

TOLD: Paths = {
    "ban-to-chuc": (
        (
            q("Hướng dẫn đại hội chi bộ; đại hội điểm tại Đông Lễ được chọn."),
            q("9/9 phường và 33 chi, đảng bộ trực thuộc đại hội xong."),
            q("Phục vụ thành công Đại hội Đảng bộ thành phố lần thứ XIII."),
            q("Chuẩn y 42 cấp ủy; hồ sơ đại hội lưu trữ đủ."),
        ),
        (
            q("Kết nạp 38 đảng viên.", "38"),
            q(
                "Lũy kế 81 đảng viên; 2 lớp nhận thức về Đảng lùi sang tháng 6.",
                "81",
                hard="Giãn cách xã hội làm chậm các lớp nhận thức về Đảng.",
            ),
            q("Lũy kế 149 đảng viên, 61 đảng viên dịp lễ.", "149"),
            q("Lũy kế 198 đảng viên, vượt 8 đảng viên.", "198"),
        ),
        (
            q("Rà soát 164 chức danh; đủ quy hoạch 75%.", "75"),
            q("Xong quy hoạch 9 phường; 85%.", "85"),
            q("Xong quy hoạch 12 phòng; 92,5%.", "92,5"),
            q("164/164 chức danh có quy hoạch được phê duyệt.", "100"),
        ),
    ),
    "ban-tuyen-giao": (
        (
            q("Khảo sát 9 điểm cầu; 26% hội nghị trực tuyến.", "26"),
            q("Kết nối 9 phường; lũy kế 48% hội nghị trực tuyến.", "48"),
            q("Học tập Nghị quyết qua 10 điểm cầu, 2.900 đảng viên dự; 62%.", "62"),
            q("18/25 hội nghị trực tuyến, đạt 72%.", "72"),
        ),
        (
            q("110 tin, bài; nhóm cộng tác viên 46 người.", "110"),
            q("Lũy kế 285; bác bỏ 12 tin giả về dịch Covid-19.", "285"),
            q("Lũy kế 470 trong đợt chào mừng đại hội.", "470"),
            q("Lũy kế 655; khen thưởng 12 cộng tác viên.", "655"),
        ),
        (
            q("86% chi, đảng bộ có mô hình.", "86"),
            q("Kiểm tra 12 đơn vị; 92%.", "92"),
            q("Chọn 15 mô hình tiêu biểu; 97%.", "97"),
            q("42/42 chi, đảng bộ có mô hình; biểu dương 15 tập thể.", "100"),
        ),
    ),
    "uy-ban-kiem-tra": (
        (
            q("Chương trình ban hành; kết luận 2 cuộc.", "2"),
            q("Lũy kế 6 cuộc, có 4 cuộc về chuẩn bị đại hội.", "6"),
            q("Lũy kế 10 cuộc; kỷ luật 3 đảng viên.", "10"),
            q("Đủ 14/14 cuộc.", "14"),
        ),
        (
            q("Chọn 5 tổ chức đảng về đất đai, tài chính.", "0"),
            q("Kiểm tra 2 tổ chức đảng.", "2", hard="1 cuộc phải lùi do giãn cách."),
            q("Lũy kế 4 tổ chức đảng; chỉ ra 9 khuyết điểm.", "4"),
            q("Đủ 5 tổ chức đảng; 8/9 khuyết điểm đã khắc phục.", "5"),
        ),
        (
            q("Phân loại 16 đơn; đúng hạn 94%.", "94"),
            q("Xong 11 đơn về nhân sự cơ sở; 96%.", "96"),
            q("Xong 5 đơn trước Đại hội Đảng bộ thành phố; 98%.", "98"),
            q("21/21 đơn từ đầu Quý II đến nay có kết luận đúng hạn.", "100"),
        ),
    ),
    "ban-dan-van": (
        (
            q("9 phường đăng ký 51 mô hình.", "6"),
            q("Lũy kế 19 mô hình đạt; nổi bật ở Đông Giang.", "19"),
            q("Lũy kế 34; nhân rộng mô hình hiến đất mở đường.", "34"),
            q("Công nhận 47 mô hình, 16 mô hình về giải phóng mặt bằng.", "47"),
        ),
        (
            q("Chọn 6 địa bàn; lấy 420 phiếu ý kiến.", "0"),
            q("Đối thoại tại Phường 5, Đông Lương.", "2"),
            q("Đối thoại tại Đông Giang, Đông Thanh; 41 kiến nghị.", "4"),
            q("Đủ 6 cuộc; giải quyết 62/64 kiến nghị.", "6"),
        ),
        (
            q("Kế hoạch ban hành; kiểm tra 1 trường.", "1"),
            q("Lũy kế 4 đơn vị; nhắc nhở 1 đơn vị công khai chậm.", "4"),
            q("Lũy kế 8 đơn vị, gồm 4 trường học.", "8"),
            q("Đủ 12 đơn vị; 4 phường đều công khai đủ 11 nội dung.", "12"),
        ),
    ),
    "van-phong-thanh-uy": (
        (
            q("Cấp 18 chữ ký số; 78,4% văn bản gửi điện tử.", "78,4"),
            q("Liên thông 9 phường; 84,1% trong thời gian giãn cách.", "84,1"),
            q("Chỉ gửi giấy với văn bản mật; 88,2%.", "88,2"),
            q("4.182/4.520 văn bản gửi điện tử, đạt 92,5%.", "92,5"),
        ),
        (
            q("Theo dõi 96 kết luận; 85% có báo cáo tháng.", "85"),
            q("Báo cáo 6 tháng nêu 9 kết luận chậm; 90%.", "90"),
            q("Kiểm tra 5 đơn vị; còn 3 kết luận chậm; 96%.", "96"),
            q("214/214 kết luận được đôn đốc, báo cáo.", "100"),
        ),
        (
            q("Khảo sát 9 phường; dự toán được duyệt.", "0"),
            q("Lắp đặt 5 điểm cầu, vượt 1 do nhu cầu họp khi có dịch.", "5"),
            q("9/9 điểm cầu chạy ổn định từ ngày 05/9.", "9"),
            q("Tổ chức 11 hội nghị trực tuyến của Thành ủy.", "9"),
        ),
        (
            q("Ghép 3 hội nghị đầu năm; giảm 6%.", "6"),
            q("Giảm 17% số hội nghị, văn bản.", "17"),
            q("Giảm 24% sau khi bỏ 4 loại báo cáo.", "24"),
            q("Cả năm giảm 31% so với năm 2019.", "31"),
        ),
    ),
    "trung-tam-chinh-tri": (
        (
            q("Kế hoạch 22 lớp được duyệt; mở 3 lớp.", "3"),
            q("Lũy kế 8 lớp; lùi 2 lớp do giãn cách.", "8"),
            q("Lũy kế 16 lớp, 1.240 học viên.", "16"),
            q("Lũy kế 23 lớp, 1.860 học viên.", "23"),
        ),
        (
            q("Biên soạn xong 6 chuyên đề.", "0"),
            q("Lớp thứ nhất 92 cấp ủy viên.", "92"),
            q("Lũy kế 205 cấp ủy viên.", "205"),
            q("Lũy kế 312 cấp ủy viên, vượt 12.", "312"),
        ),
        (
            q("Tập huấn 14 giảng viên; 72% có giáo án điện tử.", "72"),
            q("Dự giờ 10 bài; 83%.", "83"),
            q("Khảo sát 8 lớp, 91% học viên hài lòng; 91%.", "91"),
            q("20/20 giảng viên kiêm chức có giáo án điện tử.", "100"),
        ),
    ),
}
