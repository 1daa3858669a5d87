"""What the departments of building and land told of 2020: six of seven tasks done, one late."""

from camket.demo.shapes import Paths
from camket.demo.writing import q

TOLD: Paths = {
    "phong-quan-ly-do-thi": (
        (
            q("Nhiệm vụ quy hoạch được UBND tỉnh phê duyệt trong tháng 3."),
            q("Khảo sát xong 9 phường; báo cáo giữa kỳ ngày 12/6."),
            q("Lấy ý kiến 1.380 phiếu tại 9 phường, 94% đồng ý phương án."),
            q("Hồ sơ đồ án đã trình ngày 18/12."),
        ),
        (
            q("Tổ liên ngành kiểm tra 12 tuyến; 44/50 vụ xử lý đúng hạn (88%).", "88"),
            q("Xong 9 vụ tồn năm 2019; lũy kế 92,3%.", "92,3"),
            q("Kiểm tra đợt 2, tháo dỡ 21 công trình không phép; lũy kế 96,5%.", "96,5"),
            q("186/186 vụ vi phạm trong năm được xử lý; phúc tra không tái phạm.", "100"),
        ),
        (
            q("Giao ban 5 kỳ; 1 công trình đạt khối lượng.", "1"),
            q("2/6 công trình; di dời xong đường điện 22 kV ở Đông Giang.", "2"),
            q(
                "Lũy kế 4/6; mặt bằng mố cầu phía bắc sông Hiếu đã bàn giao.",
                "4",
                hard="Còn 2 công trình vướng đường ống cấp nước.",
            ),
            q("6/6 công trình đạt khối lượng năm, gồm Cầu kết nối bắc sông Hiếu (GMS).", "6"),
        ),
    ),
    "phong-tai-nguyen-moi-truong": (
        (
            q("Phê duyệt kế hoạch cho 9 công trình; bàn giao 1 công trình.", "1"),
            q("Lũy kế 3 công trình; phê duyệt 5 phương án bồi thường.", "3"),
            q("Lũy kế 6 công trình; chi trả 41 tỷ đồng cho 287 hộ.", "6"),
            q("Đủ 9/9 công trình có mặt bằng thi công.", "9"),
        ),
        (
            q("Kiểm kê 27 khu nghĩa trang, nghĩa địa tại 9 phường."),
            q("Đóng cửa 3 nghĩa địa nhỏ lẻ ở Phường 3, Phường 4, Đông Lương."),
            q(
                "Mới xong 60% dự thảo quy hoạch; 4/9 phường đã góp ý.",
                done=2,
                hard="Chưa thống nhất vị trí nghĩa trang mở rộng phía tây.",
                ask=("PEOPLES_COMMITTEE", "Chủ trì họp chọn vị trí nghĩa trang mở rộng."),
                support=True,
            ),
            q(
                "Hoàn thành dự thảo, 9/9 phường góp ý; chưa trình phê duyệt vì phải bổ sung đánh "
                "giá ngập lụt sau đợt lũ tháng 10.",
                done=3,
                hard="Vị trí dự kiến ngập 1,2 m trong đợt lũ tháng 10, phải khảo sát lại.",
                ask=("STANDING", "Chuyển thời hạn trình sang Quý I/2021."),
                support=True,
            ),
        ),
        (
            q("Đúng hạn 93,2%; công khai 64 hồ sơ tồn tại Bộ phận một cửa.", "93,2"),
            q("Xong 64 hồ sơ tồn; đúng hạn 94,6%.", "94,6"),
            q("Liên thông thuế điện tử từ ngày 01/8; đúng hạn 96,1%.", "96,1"),
            q("5.412/5.560 hồ sơ đúng hạn, đạt 97,3%.", "97,3"),
        ),
        (
            q("Lập bản đồ 14 điểm; xóa 2 điểm ở chợ Đông Hà.", "92,6"),
            q("Xóa thêm 4 điểm; tăng 3 chuyến thu gom tối.", "93,5"),
            q("Lũy kế xóa 11/14 điểm; gắn 4 camera.", "94,6"),
            q("Xóa 14/14 điểm; thu gom 1.900 tấn rác sau lũ; tỷ lệ 95,2%.", "95,2"),
        ),
    ),
}
