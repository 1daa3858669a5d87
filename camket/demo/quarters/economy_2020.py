"""What the two departments of the economy told of 2020: all nine tasks done."""

from camket.demo.shapes import Paths
from camket.demo.writing import q

TOLD: Paths = {
    "phong-kinh-te": (
        (
            q("Gửi đề cương sơ kết đến 9 phường ngày 10/3."),
            q("9/9 phường và 7 hợp tác xã đã gửi số liệu 5 năm."),
            q("Dự thảo báo cáo 24 trang, nhận 11 ý kiến góp ý."),
            q("Báo cáo sơ kết đã trình Ban Thường vụ Thành ủy ngày 26/11."),
        ),
        (
            q("Khảo sát 142 ha đất trồng rau, hoa tại 5 phường."),
            q("Xong đề cương và dự thảo lần 1, đề xuất 8 mô hình."),
            q("Hội thảo ngày 17/9 với 46 đại biểu; chỉnh sửa danh mục còn 6 mô hình."),
            q("Đề án được thông qua ngày 11/12, tổng vốn dự kiến 38 tỷ đồng."),
        ),
        (
            q("Lập danh sách 120 cơ sở; gặp trực tiếp 22 cơ sở trước khi có dịch.", "22"),
            q(
                "Lũy kế 58 cơ sở, 36 cơ sở qua điện thoại trong thời gian giãn cách.",
                "58",
                hard="Nhiều cơ sở dịch vụ tạm ngừng hoạt động do dịch Covid-19.",
            ),
            q("Lũy kế 94 cơ sở; 61/70 kiến nghị đã có văn bản trả lời.", "94"),
            q(
                "Lũy kế 126 cơ sở; trả lời đủ 88 kiến nghị; hỗ trợ 19 cơ sở khắc phục thiệt hại "
                "do lũ.",
                "126",
            ),
        ),
        (
            q("Kiểm kê 14 ca nô, 310 áo phao, 5.000 bao cát.", "0"),
            q("Duyệt phương án 4 phường ven sông Hiếu; diễn tập tại Phường 2.", "4"),
            q("9/9 phường có phương án; diễn tập xong tại Đông Giang, Đông Thanh.", "9"),
            q("Vận hành phương án trong 3 đợt lũ tháng 10; sơ tán an toàn 1.120 hộ.", "9"),
        ),
    ),
    "phong-tai-chinh-ke-hoach": (
        (
            q("Thống nhất 6 khoản thu cần phối hợp với Chi cục Thuế."),
            q("Dự thảo lần 2 đã có ý kiến của Kho bạc và 9/9 phường."),
            q("Quy chế được ban hành ngày 15/9; họp phối hợp lần đầu ngày 17/9."),
            q("Họp phối hợp Quý IV; thu thêm 2,1 tỷ đồng từ hộ cho thuê nhà."),
        ),
        (
            q("Đạt 25,1% dự toán tỉnh giao; giao dự toán cho 9/9 phường.", "25,1"),
            q(
                "Lũy kế 43,8%; ưu tiên bố trí ngân sách cho phòng, chống dịch Covid-19.",
                "43,8",
                hard="Thu thuế hộ kinh doanh giảm do giãn cách xã hội và giãn nộp thuế.",
                ask=(
                    "COUNCIL",
                    "Đưa việc điều chỉnh cơ cấu nguồn thu sáu tháng cuối năm vào chương trình kỳ họp "
                    "giữa năm của HĐND thành phố.",
                ),
            ),
            q("Lũy kế 75,6% sau 2 đợt đấu giá quyền sử dụng đất.", "75,6"),
            q(
                "Ước cả năm đạt 103,17% dự toán tỉnh giao (92,05% kế hoạch của thành phố); đấu "
                "giá quyền sử dụng đất dự kiến vượt dự toán.",
                "103,17",
            ),
        ),
        (
            q("Tăng 8,2% so cùng kỳ; công bố danh mục 5 khu đô thị kêu gọi đầu tư.", "8,2"),
            q("Tăng 8,6%; 2 dự án giãn tiến độ do dịch.", "8,6"),
            q("Tăng 10,9%; 3 nhà đầu tư nộp hồ sơ theo Quyết định số 28.", "10,9"),
            q("Cả năm tăng 12,4% so với năm 2019, vượt cam kết 0,4 điểm.", "12,4"),
        ),
        (
            q("Phân bổ 62 tỷ đồng cho 17 công trình chuyển tiếp."),
            q("Thẩm định xong 23 hồ sơ khởi công mới."),
            q("Kiểm tra 31 điểm; danh mục vốn sự nghiệp 2021 có 28 hạng mục."),
            q("Danh mục năm 2021 được HĐND thành phố thông qua tại kỳ họp cuối năm."),
        ),
        (
            q("Đánh giá xong 214 dự án của giai đoạn 2016 - 2020."),
            q("Tổng hợp 306 đề xuất, loại 74 đề xuất trùng lặp."),
            q("Dự thảo lần 1 cân đối 3 nguồn vốn, gửi các ban HĐND."),
            q("Trình HĐND thành phố đúng quy trình ngày 08/12."),
        ),
    ),
}
