"""What the five numbered wards told of 2020, quarter by quarter, in the order of their promises."""

from camket.demo.shapes import Paths
from camket.demo.writing import q

UBND = "PEOPLES_COMMITTEE"

TOLD: Paths = {
    "phuong-1": (
        (
            q("Họp 2 cuộc với 24 hộ tại khu phố 1 và khu phố 3; 5 hộ đã bàn giao.", "5"),
            q(
                "Kiểm đếm xong 24/24 hộ; thêm 8 hộ ven chợ Đông Hà nhận tiền và bàn giao.",
                "13",
            ),
            q(
                "Thêm 7 hộ bàn giao; còn 4 hộ có nhà chung vách đang thống nhất phương án cắt dỡ.",
                "20",
                hard="4 hộ có nhà chung vách, phải tháo dỡ cùng lúc.",
            ),
            q("Bàn giao 24/24 hộ cho chủ đầu tư ngày 20/11, trước hạn 10 ngày.", "24"),
        ),
        (
            q("Phê duyệt phương án 2 tuyến; kẻ vạch 1,2 km vỉa hè đường Lê Duẩn.", "0"),
            q("96/132 hộ kinh doanh ký cam kết; tháo dỡ 17 mái che lấn chiếm.", "0"),
            q("Đường Lê Duẩn được công nhận; 132/132 hộ hai tuyến đã ký cam kết.", "1"),
            q("Đường Trần Hưng Đạo được công nhận sau 3 lần kiểm tra không tái lấn chiếm.", "2"),
        ),
        (
            q(
                "18/18 chi bộ đại hội xong ngày 20/3, trong điều kiện phòng, chống dịch; "
                "bầu 52 cấp ủy viên.",
            ),
            q("Đại hội đại biểu Đảng bộ phường tổ chức xong; trúng cử 15 Ủy viên BCH."),
            q("Ban hành Chương trình hành động với 6 nhóm nhiệm vụ, phân công từng Ủy viên."),
            q("18/18 chi bộ đã có kế hoạch thực hiện Chương trình hành động của Đảng bộ."),
        ),
        (
            q("Tiếp 14 lượt công dân; giải quyết đúng hạn 18/20 đơn (90%).", "90"),
            q("Đối thoại với 6 hộ chợ Đông Hà; lũy kế 35/38 đơn đúng hạn (92%).", "92"),
            q("Giải quyết xong 5 đơn tồn của năm 2019; lũy kế 94% đơn đúng hạn.", "94"),
            q("Cả năm 68/71 đơn đúng hạn, đạt 95,8%; không có tụ tập đông người.", "95,8"),
        ),
    ),
    "phuong-2": (
        (
            q("Công khai phương án tại 2 khu phố; 5/31 hộ ven đường Bạch Đằng bàn giao.", "5"),
            q("Kiểm đếm đủ 31 hộ; lũy kế 16 hộ bàn giao để thi công cống hộp.", "16"),
            q("Thêm 10 hộ bàn giao sau khi được bố trí đường tạm ra vào nhà.", "26"),
            q("Bàn giao đủ 31 hộ ngày 28/10; đơn vị thi công khắc phục đoạn ngập do lũ.", "31"),
        ),
        (
            q("Còn 1,70%: 2 hộ thoát nghèo sau rà soát đầu năm; phân công 12 cấp ủy viên.", "1,70"),
            q("Giải ngân 420 triệu đồng cho 11 hộ; tỷ lệ hộ nghèo còn 1,62%.", "1,62"),
            q("Sửa 3 nhà cho hộ nghèo khu phố 2; tỷ lệ còn 1,50%.", "1,50"),
            q(
                "Rà soát cuối năm còn 1,38%, vượt chỉ tiêu; 9 hộ bị ngập tháng 10 đã được hỗ trợ "
                "để không tái nghèo.",
                "1,38",
            ),
        ),
        (
            q("10/12 chi bộ đại hội xong; 2 chi bộ trường học lùi sang tháng 5.", done=0),
            q("12/12 chi bộ xong; Đại hội Đảng bộ phường hoàn thành trong tháng 6.", done=2),
            q("Ban hành Chương trình hành động, giao 14 chỉ tiêu cho các khu phố."),
            q("Sơ kết 3 tháng thực hiện Chương trình hành động tại 12 chi bộ."),
        ),
        (
            q("Khảo sát 20 vị trí; 4 khu phố thống nhất mức vận động.", "0"),
            q("Lắp 9 camera tại nút giao Trần Hưng Đạo và bờ sông Hiếu.", "9"),
            q("Thêm 7 camera ở khu phố 3; kinh phí do 22 hộ kinh doanh ủng hộ.", "16"),
            q("Nghiệm thu 20 camera, kết nối về Công an phường.", "20"),
        ),
    ),
    "phuong-3": (
        (
            q("Họp dân khu phố Tây Trì; 6/37 hộ bàn giao đất vườn.", "6"),
            q("Kiểm đếm xong 37 hộ; 19 hộ đã nhận tiền và bàn giao.", "19"),
            q("Di dời 21 ngôi mộ; lũy kế 31 hộ bàn giao.", "31"),
            q("37/37 hộ bàn giao ngày 24/11.", "37"),
        ),
        (
            q("Lập danh sách 86 hộ nghèo; giao 9 đoàn thể giúp đỡ; tỷ lệ 2,36%.", "2,36"),
            q("14 hộ vay 560 triệu đồng nuôi gà và trồng rau; tỷ lệ còn 2,22%.", "2,22"),
            q("Cấp 31 thẻ bảo hiểm y tế, hỗ trợ 2 nhà ở; tỷ lệ còn 2,06%.", "2,06"),
            q("Còn 1,94% sau rà soát cuối năm, dù 27 hộ bị thiệt hại do lũ.", "1,94"),
        ),
        (
            q("Chọn chi bộ khu phố 5 làm điểm; 1/11 chi bộ đã diễn đàn.", "1"),
            q(
                "Lũy kế 4/11 chi bộ, chậm 3 tuần do giãn cách xã hội trong tháng 4 rồi bù kịp.",
                "4",
            ),
            q("8/11 chi bộ; kiểm tra 3 chi bộ về việc sửa chữa sau diễn đàn.", "8"),
            q("11/11 chi bộ; nêu 43 việc cần sửa, 40 việc đã khắc phục.", "11"),
        ),
        (
            q("Thống nhất 24 vị trí với Công an phường.", "0"),
            q("Lắp 10 camera tuyến đường 9D và chợ Phường 3.", "10"),
            q("Lắp thêm 12 camera, vượt kế hoạch đợt 2.", "22"),
            q("30 camera hoạt động, vượt 6 camera nhờ doanh nghiệp ủng hộ thêm.", "30"),
        ),
    ),
    "phuong-4": (
        (
            q("Công khai phương án tại khu phố Tây Trì; 3/19 hộ bàn giao.", "3"),
            q("Kiểm đếm xong; lũy kế 9 hộ mặt tiền Quốc lộ 9 bàn giao.", "9"),
            q("Thêm 7 hộ bàn giao, hoàn trả vỉa hè cho 4 hộ kinh doanh.", "16"),
            q("Bàn giao đủ 19 hộ ngày 29/10.", "19"),
        ),
        (
            q("Phương án 2 tuyến được UBND phường phê duyệt.", "0"),
            q("41/74 hộ ký cam kết; tuyến Điện Biên Phủ kẻ vạch xong.", "0"),
            q(
                "Đường Điện Biên Phủ được công nhận; Quốc lộ 9 chưa triển khai được do đang đào "
                "đường.",
                "1",
                hard="Nhà thầu mở rộng Quốc lộ 9 chưa trả mặt bằng vỉa hè.",
                ask=(UBND, "Đôn đốc nhà thầu hoàn trả vỉa hè đoạn qua phường trước ngày 31/10."),
                support=True,
            ),
            q(
                "1/2 tuyến; Quốc lộ 9 mới ký cam kết với 58/74 hộ, chờ hoàn trả vỉa hè.",
                "1",
                hard="Mưa lũ tháng 10 làm chậm thi công hoàn trả vỉa hè Quốc lộ 9.",
                support=True,
            ),
        ),
        (
            q("9/9 chi bộ đại hội xong trước ngày 15/3."),
            q("Đại hội Đảng bộ phường xong; 100% đại biểu được triệu tập có mặt."),
            q("Ban hành Chương trình hành động và Quy chế làm việc nhiệm kỳ mới."),
            q("Cụ thể hóa Chương trình hành động thành 22 việc, có người phụ trách."),
        ),
        (
            q("Rà soát 71 hộ nghèo; 2 hộ đủ điều kiện thoát nghèo, còn 2,79%.", "2,79"),
            q("Giải ngân 380 triệu đồng cho 9 hộ trồng hoa cúc; còn 2,61%.", "2,61"),
            q("Xây 2 nhà Đại đoàn kết ở khu phố 1; còn 2,44%.", "2,44"),
            q("Còn 2,29%; 6 hộ viết đơn tự nguyện thoát nghèo.", "2,29"),
        ),
    ),
    "phuong-5": (
        (
            q("42 hộ dự họp; 8 hộ đường Trần Bình Trọng bàn giao ngay đợt đầu.", "8"),
            q("Kiểm đếm 42/42; lũy kế 22 hộ, trong đó 3 hộ phải di dời nhà ở.", "22"),
            q("Bố trí đất tái định cư cho 3 hộ; lũy kế 36 hộ bàn giao.", "36"),
            q("Bàn giao đủ 42 hộ ngày 27/10, khởi công đoạn cuối.", "42"),
        ),
        (
            q("Phê duyệt phương án hai tuyến Nguyễn Huệ, Hàm Nghi.", "0"),
            q("Tuyến Nguyễn Huệ đạt tiêu chí; 62/97 hộ ký cam kết.", "1"),
            q("97/97 hộ ký; tháo dỡ 26 bục bệ trên đường Hàm Nghi.", "1"),
            q("Tuyến Hàm Nghi được công nhận ngày 18/11, đủ 2/2 tuyến.", "2"),
        ),
        (
            q("14/14 chi bộ đại hội xong; tuổi bình quân cấp ủy giảm 3 tuổi."),
            q("Đại hội Đảng bộ phường xong; bầu Bí thư với số phiếu tập trung cao."),
            q("Chương trình hành động được ban hành ngày 21/9."),
            q("Tổ chức học tập Nghị quyết cho 386/398 đảng viên."),
        ),
        (
            q("Còn 2,30%; lập sổ theo dõi 63 hộ nghèo, hộ cận nghèo.", "2,30"),
            q("Hỗ trợ 54 hộ theo Nghị quyết 42/NQ-CP; tỷ lệ còn 2,14%.", "2,14"),
            q("8 lao động hộ nghèo có việc tại cơ sở may; tỷ lệ còn 1,98%.", "1,98"),
            q("Còn 1,86%, thấp hơn cam kết 0,04 điểm và chỉ tiêu thành phố giao.", "1,86"),
        ),
    ),
}
