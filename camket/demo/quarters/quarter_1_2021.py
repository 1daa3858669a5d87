"""What units have told of quarter I of 2021 by 19/3/2021; the others have not begun."""

from camket.demo.shapes import Paths
from camket.demo.writing import IDLE, q

UBND = "PEOPLES_COMMITTEE"

TOLD: Paths = {
    "phuong-1": (
        (q("Họp 36 hộ kinh doanh quanh chợ Đông Hà; 8 hộ đã bàn giao ki ốt.", "8"),),
        (
            q(
                "Phê duyệt phương án hai tuyến; 21/104 hộ ký cam kết sớm.",
                "0",
                hard="Hệ thống thoát nước hai tuyến chưa được nâng cấp.",
                ask=(UBND, "Bố trí vốn nâng cấp thoát nước hai tuyến trong kế hoạch quý II."),
            ),
        ),
        (q("Hiệp thương xong lần thứ hai, giới thiệu 46 người ứng cử HĐND phường."),),
        (q("19/19 đơn đã giải quyết đúng hạn; lũy kế 12 tháng đạt 96,2%.", "96,2"),),
    ),
    "phuong-2": (
        (
            q(
                "Công khai phương án; 5/27 hộ bàn giao đất ven sông.",
                "5",
                hard="Chưa có mốc chỉ giới ngoài thực địa.",
                ask=("phong-quan-ly-do-thi", "Cắm mốc chỉ giới đoạn ven sông trước khi kiểm đếm."),
            ),
        ),
        (q("Lập danh sách 8.274 cử tri; 5 khu phố hội nghị cử tri xong."),),
        (q("Còn 1,32%: 3 hộ thoát nghèo từ đầu năm.", "1,32"),),
        (q("Quét xong hồ sơ 3/12 chi bộ, chưa đối soát.", "3"),),
    ),
    "phuong-4": (
        (q("Lập tổ hướng dẫn ở 7 khu phố; 214 hồ sơ nộp trực tuyến, đạt 12,6%.", "12,6"),),
        (
            q(
                "Tuyến Lý Thường Kiệt tháo dỡ xong 37 mái che, bục bệ; 61/112 hộ ký cam kết.",
                "1",
                hard="Vỉa hè Quốc lộ 9 chưa được bố trí vốn hoàn trả.",
                ask=(
                    "COUNCIL",
                    "Đưa vốn hoàn trả vỉa hè Quốc lộ 9 vào kế hoạch đầu tư công trung hạn trình kỳ "
                    "họp giữa năm.",
                ),
            ),
        ),
        (q("Hiệp thương lần thứ hai; niêm yết danh sách 5.614 cử tri tại 5 khu vực bỏ phiếu."),),
        (q("14 cấp ủy viên nhận giúp 61 hộ nghèo; 2 hộ thoát nghèo, còn 2,25%.", "2,25"),),
    ),
    "phuong-5": (
        (
            q(
                "42/110 hộ nhận tiền và bàn giao; 68 hộ còn lại đã kiểm đếm xong.",
                "42",
                hard="9 hộ chưa đồng ý vị trí tái định cư.",
                ask=(UBND, "Công bố quỹ đất tái định cư khu đô thị bắc sông Hiếu."),
            ),
        ),
        (
            q(
                "UBND phường đã ban hành phương án chỉnh trang; tổ chức 3 cuộc họp với các hộ kinh "
                "doanh tuyến Hùng Vương, 41/86 hộ đã ký cam kết.",
                "0",
                hard="Chưa có mẫu bảng hiệu thống nhất.",
                ask=(UBND, "Ban hành mẫu bảng hiệu cho các tuyến phố văn minh trước ngày 10/4."),
            ),
        ),
        (q("11 hộ thoát nghèo nhờ vốn vay ưu đãi và chuyển đổi nghề; còn 1,46%.", "1,46"),),
    ),
    "dong-giang": (
        (q("5/5 khu phố có người hướng dẫn; 10,4% hồ sơ nộp trực tuyến.", "10,4"),),
        (q("Họp dân 2 khu phố; 6/41 hộ đồng ý phương án.", "6"),),
        (q("Lập danh sách 4.912 cử tri, niêm yết tại 5 khu vực."),),
    ),
    "dong-thanh": (
        (q("Thành lập 4 tổ bầu cử, 44 thành viên."),),
        (q("Thu 1.310 triệu đồng, đạt 23,4% dự toán.", "1.310"),),
        (q("Số hóa xong hồ sơ 2/8 chi bộ.", "2"),),
        (IDLE,),
    ),
    "dong-le": (
        (q("7/29 hộ giai đoạn 4 nhận tiền; còn lại đang kiểm đếm.", "7"),),
        (
            q(
                "Hiệp thương lần thứ hai; 10.812 cử tri.",
            ),
        ),
        (q("Thu 1.990 triệu đồng, vượt tiến độ quý.", "1.990"),),
    ),
    "phong-kinh-te": (
        (
            q(
                "Ban hành kế hoạch; chọn 14 hộ làm rau thủy canh ở Đông Lương.",
                "0",
                hard="Nhà màng phải nhập thiết bị, chậm so với kế hoạch.",
                ask=("STANDING", "Cho lùi thời hạn nghiệm thu mô hình rau thủy canh một quý."),
            ),
        ),
        (q("Đối thoại 29 cơ sở; trả lời 17/21 kiến nghị.", "29"),),
        (q("Kiểm kê 16 ca nô, 340 áo phao; bổ sung 2.000 bao cát.", "0"),),
        (q("Khảo sát 412 hộ; 34 hộ đã có mã thanh toán.", "34"),),
    ),
    "phong-tai-chinh-ke-hoach": (
        (q("Đạt 25,8% dự toán; đấu giá 18 lô đất ở Phường 2.", "25,8"),),
        (q("Vốn đầu tư toàn xã hội tăng 8,7% so cùng kỳ.", "8,7"),),
        (q("Phân bổ 100% kế hoạch vốn; giải ngân 14%.", "14"),),
    ),
    "phong-quan-ly-do-thi": (
        (q("2/4 nhiệm vụ đồ án được phê duyệt.", "0"),),
        (q("1/7 công trình đạt khối lượng quý.", "1"),),
    ),
    "phong-giao-duc-dao-tao": (
        (q("2 trường tự đánh giá, thiếu 4 phòng bộ môn.", "29"),),
        (q("Lập 9 đội tuyển, 112 học sinh.", "0"),),
        (
            q(
                "14/14 trường tiểu học chọn xong sách lớp 2; 9 trường trung học cơ sở chọn sách lớp 6."
            ),
        ),
    ),
    "phong-y-te": (
        (q("Lập danh sách 4.120 người thuộc nhóm ưu tiên.", "0"),),
        (q("Bao phủ 92,5%; thêm 310 người lao động tự do.", "92,5"),),
        (q("Kiểm tra 83 cơ sở dịp Tết; xử phạt 4 cơ sở.", "83"),),
    ),
    "phong-noi-vu": (
        (
            q(
                "Thành lập Ủy ban bầu cử; ấn định 56 khu vực bỏ phiếu.",
            ),
        ),
        (q("Rà soát 9 người đợt 1.", "0"),),
        (q("Kiểm tra 4 đơn vị, 1 đơn vị đột xuất.", "4"),),
    ),
    "van-phong-hdnd-ubnd": (
        (q("Đúng hạn 95,9% trong 168 nhiệm vụ.", "95,9"),),
        (q("Đúng hạn 98,5%; 14 thư xin lỗi.", "98,5"),),
        (q("65 thủ tục trực tuyến; hồ sơ trực tuyến chiếm 31%.", "65"),),
        (q("Ban hành quy trình; số hóa 2.140 hồ sơ.", "2.140"),),
    ),
    "phong-tu-phap": ((q("17 buổi phổ biến pháp luật về bầu cử.", "17"),),),
    "thanh-tra": ((q("Rà soát 11 vụ chuyển sang; đúng hạn 91%.", "91"),),),
    "ban-chi-huy-quan-su": (
        (q("Giao đủ 115 tân binh ngày 03/3.", "115", done_by_word=True),),
        (q("Huấn luyện 98,3% quân số.", "98,3"),),
        (q("Văn kiện diễn tập Phường 1 đã trình duyệt.", "0"),),
    ),
    "cong-an": (
        (
            q(
                "Thu nhận 23.450 hồ sơ căn cước tại 9 phường, làm cả thứ Bảy.",
                "23.450",
                ask=(
                    "STANDING",
                    "Chỉ đạo các phường huy động đoàn viên hỗ trợ thu nhận hồ sơ căn cước buổi tối.",
                ),
            ),
        ),
        (q("Điều tra rõ 86,4% số vụ.", "86,4"),),
        (q("Lập danh sách 5 điểm; 1 điểm ở Phường 2 đã bị triệt phá.", "1"),),
    ),
    "toa-an": ((q("Giải quyết 21,5% vụ, việc.", "21,5"),),),
    "ban-tuyen-giao": (
        (q("3/4 hội nghị kết nối trực tuyến, lũy kế 74%.", "74"),),
        (q("136 tin, bài; bác bỏ 5 tin giả về bầu cử.", "136"),),
        (q("Phát hành tài liệu thứ nhất, 1.200 bản.", "1"),),
    ),
    "ban-dan-van": (
        (q("9 phường đăng ký 57 mô hình; 6 mô hình được kiểm tra, đạt yêu cầu.", "6"),),
        (q("Đối thoại tại Phường 2 về kè bờ nam sông Hiếu; 118 người dự, 23 kiến nghị.", "1"),),
        (q("Ban hành kế hoạch; kiểm tra 1 trường trung học cơ sở.", "1"),),
    ),
    "van-phong-thanh-uy": (
        (q("93,1% văn bản gửi điện tử, ký số.", "93,1"),),
        (q("Tập huấn 38 cán bộ đầu mối trong 2 buổi; 22 đơn vị đã dùng.", "22"),),
        (q("Lập sổ theo dõi; 12/16 kiến nghị trả lời đúng hạn.", "75"),),
    ),
    "mat-tran": (
        (q("Bàn giao 5 nhà trước Tết ở Đông Giang, Phường 3.", "5"),),
        (q("Giám sát 1 cuộc về danh sách cử tri.", "1"),),
        (q("2/3 hội nghị hiệp thương xong đúng luật.", "2"),),
    ),
    "hoi-phu-nu": (
        (q("4 hộ thoát nghèo; giải ngân 620 triệu đồng.", "4"),),
        (q("Ra mắt 2 tuyến ở Phường 5.", "2"),),
        (q("Kết nạp 94 hội viên, 31 chị ở khu nhà trọ.", "94"),),
    ),
    "thanh-doan": (
        (q("Tháng Thanh niên xong 9 công trình.", "9"),),
        (q("17 đoàn viên được kết nạp.", "17"),),
        (q("Tư vấn 121 thanh niên xuất ngũ; 46 người có việc tại 5 doanh nghiệp.", "121"),),
    ),
}
