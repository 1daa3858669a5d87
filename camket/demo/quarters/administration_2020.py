"""What the two departments of administration told of 2020: all nine tasks done."""

from camket.demo.shapes import Paths
from camket.demo.writing import q

TOLD: Paths = {
    "phong-noi-vu": (
        (
            q("Gửi đề cương, 5 biểu mẫu đến 33 cơ quan, đơn vị."),
            q("33/33 đơn vị gửi số liệu; đối chiếu xong biên chế."),
            q("Dự thảo lần 2 đã họp góp ý với Ban Tổ chức Thành ủy."),
            q("Báo cáo sơ kết trình Thành ủy ngày 24/11."),
        ),
        (
            q("Rà soát 24 chức danh; bổ nhiệm 3 phó trưởng phòng.", "3"),
            q("Lũy kế 9 chức danh; lấy phiếu tín nhiệm 6 người.", "9"),
            q("Lũy kế 19 chức danh sau đại hội các phường.", "19"),
            q("Đủ 24/24 chức danh, gồm 5 hiệu trưởng.", "24"),
        ),
        (
            q("Niêm yết danh sách 9 người đợt 1.", "0"),
            q("Thẩm định xong, 9 người có quyết định.", "9"),
            q("Lũy kế 15 người; đợt 2 có 3 người xin rút.", "15"),
            q("Đủ 18 người; chi trả chế độ trước ngày 05/12.", "18"),
        ),
        (
            q("Đoàn kiểm tra được thành lập; kiểm tra 3 phường.", "3"),
            q("Lũy kế 7 đơn vị; tạm dừng 1 cuộc do giãn cách.", "7"),
            q("Lũy kế 16 đơn vị; 5 cuộc đột xuất, nhắc nhở 4 cán bộ.", "16"),
            q("Đủ 20/20 đơn vị; kết luận nêu tên 3 đơn vị.", "20"),
        ),
    ),
    "van-phong-hdnd-ubnd": (
        (
            q("Nhập 184 nhiệm vụ; đúng hạn 89,2%.", "89,2"),
            q("Đúng hạn 91,5%; giao ban tháng nêu 14 nhiệm vụ chậm.", "91,5"),
            q("Đúng hạn 93,8%; làm việc với 5 phòng.", "93,8"),
            q("Đúng hạn 95,6% trong 742 nhiệm vụ cả năm.", "95,6"),
        ),
        (
            q("Đúng hạn 95,3%; sửa quy trình 7 thủ tục.", "95,3"),
            q("Đúng hạn 96,2%; nhận hồ sơ qua bưu điện khi giãn cách.", "96,2"),
            q("Đúng hạn 97,1%; kiểm tra 61 hồ sơ trễ.", "97,1"),
            q("Đúng hạn 98,3%; gửi 112 thư xin lỗi.", "98,3"),
        ),
        (
            q("Chuẩn hóa biểu mẫu 32 thủ tục; mở 3 thủ tục.", "31"),
            q("Lũy kế 41 thủ tục; hồ sơ trực tuyến tăng gấp đôi trong tháng 4.", "41"),
            q("Lũy kế 52 thủ tục; tập huấn 9 phường.", "52"),
            q("Lũy kế 63 thủ tục, vượt 3 thủ tục.", "63"),
        ),
        (
            q("Phân loại 58 đơn tồn; đúng hạn 87,4%.", "87,4"),
            q("Đối thoại 6 vụ; đúng hạn 89%.", "89"),
            q("Hết đơn tồn năm 2019; đúng hạn 90,8%.", "90,8"),
            q("Cả năm 231/250 đơn đúng hạn, đạt 92,4%.", "92,4"),
        ),
        (
            q("Chương trình giám sát, kỳ họp ban hành; đúng hạn 92%.", "92"),
            q("Kỳ họp giữa năm có 26 nội dung; đúng hạn 95%.", "95"),
            q("Giám sát giải phóng mặt bằng tại 4 phường; đúng hạn 97,5%.", "97,5"),
            q("Kỳ họp cuối năm 34 nội dung; 100% văn bản từ đầu Quý IV đúng hạn.", "100"),
        ),
    ),
}
