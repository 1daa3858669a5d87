"""What the departments of culture and society told of 2020: all thirteen tasks done."""

from camket.demo.shapes import Paths
from camket.demo.writing import q

TOLD: Paths = {
    "phong-van-hoa-thong-tin": (
        (
            q("Phê duyệt kịch bản 6 hoạt động; hoãn hội thao vì dịch.", "0"),
            q("Triển lãm 120 ảnh và hội thao 18 đội, lùi sang tháng 6.", "2"),
            q("Đêm văn nghệ và giải chạy chào mừng Đại hội Đảng bộ thành phố.", "4"),
            q("Hội diễn và chiếu phim chào mừng Đại hội Đảng bộ tỉnh; đủ 6/6.", "6"),
        ),
        (
            q("Xong bộ nội dung mẫu 24 bài; Phường 1 phát thử.", "1"),
            q("5/9 phường mở chuyên mục; phát 260 lượt tin về dịch Covid-19.", "5"),
            q("9/9 phường; lắp đủ 18 cụm pa nô.", "9"),
            q("Chấm điểm 9 chuyên mục; 7 loại tốt, 2 loại khá.", "9"),
        ),
        (
            q("Tập huấn tiêu chí cho 62 trưởng khu phố.", "54"),
            q("Kiểm tra 30 khu phố; thêm 1 khu phố đủ tiêu chí.", "55"),
            q("Gửi thông báo tiêu chí còn thiếu đến 7 khu phố; đạt 57.", "57"),
            q("Công nhận 58/62 khu phố văn hóa ngày 04/12.", "58"),
        ),
    ),
    "phong-giao-duc-dao-tao": (
        (
            q("14/14 trường tiểu học chọn xong sách lớp 1; học sinh nghỉ học phòng dịch."),
            q(
                "Dạy trực tuyến 11 tuần; học sinh trở lại trường từ đầu tháng 5, đang hoàn thành "
                "học kỳ II.",
                done=1,
                hard="Chương trình lùi đến tháng 7 do nghỉ học phòng dịch Covid-19.",
            ),
            q("Tổng kết năm học trong tháng 7; 62 giáo viên lớp 1 hoàn thành bồi dưỡng."),
            q("Kế hoạch chương trình, sách giáo khoa mới đến năm 2025 được ban hành."),
        ),
        (
            q("2 trường tự đánh giá xong, còn thiếu 3 phòng bộ môn.", "27"),
            q("Xây xong 3 phòng bộ môn; nộp hồ sơ đánh giá ngoài.", "27"),
            q("Đoàn đánh giá ngoài làm việc; công nhận 1 trường.", "28"),
            q("Công nhận trường thứ hai ngày 15/12; đủ 29 trường chuẩn.", "29"),
        ),
        (
            q("Lập 9 đội tuyển, 108 học sinh.", "0"),
            q("Ôn trực tuyến 3 buổi mỗi tuần; 12 giải cấp tỉnh đầu tiên.", "12"),
            q("Lũy kế 54 giải, trong đó 6 giải nhất.", "54"),
            q("Cả năm 67 giải, vượt 7 giải; nhiều môn đạt giải cao.", "67"),
        ),
    ),
    "phong-y-te": (
        (
            q(
                "Kích hoạt phương án chống dịch sớm tại 9 phường, tập huấn xong 6 đội cơ động.",
                "6",
                hard="Thiếu đồ bảo hộ cho đội cơ động.",
                ask=("PEOPLES_COMMITTEE", "Cấp bổ sung 300 bộ đồ bảo hộ."),
                support=True,
            ),
            q("9/9 đội cơ động; tổ chức giãn cách xã hội theo Chỉ thị của Chính phủ.", "9"),
            q("Lấy 640 mẫu xét nghiệm người về từ vùng dịch; diễn tập tại Phường 5.", "9"),
            q("Kiểm tra 9 đội, bổ sung thuốc khử khuẩn sau lũ; không để dịch lây lan.", "9"),
        ),
        (
            q("Bao phủ 90,1%; lập danh sách 8.900 người chưa tham gia.", "90,1"),
            q("Bao phủ 90,5%; vận động trực tiếp tạm dừng 4 tuần.", "90,5"),
            q("Bao phủ 91,4%; thêm 780 hộ kinh doanh.", "91,4"),
            q("Bao phủ 92,2%; 9/9 trạm y tế giữ tiêu chí quốc gia.", "92,2"),
        ),
        (
            q("Kiểm tra 74 cơ sở dịp Tết, nhắc nhở 11 cơ sở.", "74"),
            q("Lũy kế 158 cơ sở, gồm 31 bếp ăn trường học.", "158"),
            q("Lũy kế 256 cơ sở; phạt 5 cơ sở ở chợ Đông Hà.", "256"),
            q("Lũy kế 324 cơ sở; hậu kiểm 16 cơ sở đều đã khắc phục.", "324"),
        ),
    ),
    "phong-lao-dong-thuong-binh-xa-hoi": (
        (
            q("Giao chỉ tiêu cho 9/9 phường; tỷ lệ còn 2,33%.", "2,33"),
            q("Giải ngân 3,4 tỷ đồng vốn ưu đãi; còn 2,23%.", "2,23"),
            q("Sửa và xây 37 nhà; tỷ lệ còn 2,09%.", "2,09"),
            q("Còn 1,98% sau rà soát, kể cả hộ bị lũ.", "1,98"),
        ),
        (
            q("Đối soát 4.210 đối tượng; 97,1% nhận đúng hạn.", "97,1"),
            q("Chi trả tại nhà cho 512 người; đúng hạn 98,4%.", "98,4"),
            q("Xử lý hồ sơ phát sinh trong 4 ngày; đúng hạn 99,2%.", "99,2"),
            q("Kiểm tra 9 phường; 100% đối tượng nhận trước ngày 10.", "100"),
        ),
        (
            q("Việc làm mới cho 372 lao động.", "372"),
            q(
                "Lũy kế 815 lao động; hủy phiên giao dịch tháng 4.",
                "815",
                hard="Doanh nghiệp dịch vụ cắt giảm lao động vì dịch Covid-19.",
            ),
            q("Lũy kế 1.422 lao động sau 2 phiên giao dịch.", "1.422"),
            q("Cả năm 1.935 lao động, 214 người nhờ vốn vay việc làm.", "1.935"),
        ),
        (
            q("Ban hành quy trình; lập tổ tại Phường 1, Phường 5.", "2"),
            q(
                "7/9 tổ; chi hỗ trợ 5.870 người theo Nghị quyết số 42/NQ-CP và Quyết định số "
                "15/2020/QĐ-TTg.",
                "7",
            ),
            q("9/9 tổ hoạt động; tập huấn 45 thành viên.", "9"),
            q("Các tổ phát 2.340 suất quà trong đợt lũ; danh sách công khai ở 62 khu phố.", "9"),
        ),
    ),
}
