"""What the five bodies of internal affairs told of 2020: all done."""

from camket.demo.shapes import Paths
from camket.demo.writing import q

TOLD: Paths = {
    "ban-chi-huy-quan-su": (
        (
            q("Giao đủ 120/120 tân binh trong tháng 2, không bù đổi.", "120"),
            q("Rút kinh nghiệm tuyển quân; khen thưởng 4 phường.", "120"),
            q("Rà soát 1.140 thanh niên trong nguồn tuyển quân 2021.", "120"),
            q("Sơ tuyển xong 9/9 phường, 286 thanh niên đủ điều kiện.", "120"),
        ),
        (
            q("Văn kiện diễn tập 3 phường được phê duyệt.", "0"),
            q("Phường 3 diễn tập đạt giỏi, lùi 1 tháng do dịch.", "1"),
            q("Phường 4 và Đông Lương diễn tập xong, đạt giỏi.", "3"),
            q("Điều 410 lượt dân quân cứu hộ lũ lụt theo phương án đã diễn tập.", "3"),
        ),
        (
            q("Ra quân huấn luyện ngày 02/3; quân số 95,2%.", "95,2"),
            q("Huấn luyện cơ động đạt 96%; 60 chiến sĩ phục vụ khu cách ly.", "96"),
            q("Huấn luyện tự vệ 14 cơ quan; đạt 97,3%.", "97,3"),
            q("Kiểm tra cuối năm 98,2% quân số, 76% khá, giỏi.", "98,2"),
        ),
    ),
    "cong-an": (
        (
            q("Phê duyệt phương án bảo vệ đại hội của 9 phường và các chi, đảng bộ."),
            q("Đại hội các Đảng bộ cơ sở đều an toàn; huy động 320 lượt cán bộ."),
            q("Bảo vệ an toàn tuyệt đối Đại hội Đảng bộ thành phố."),
            q("Phối hợp bảo vệ an toàn Đại hội Đảng bộ tỉnh trong mưa lũ."),
        ),
        (
            q("Làm rõ 34/42 vụ (81%).", "81"),
            q("Lũy kế 82,5%; xong 6 án cũ chưa rõ đối tượng.", "82,5"),
            q("Lũy kế 84%; bắt 3 nhóm trộm cắp xe máy.", "84"),
            q("Cả năm 141/164 vụ, đạt 86%, vượt chỉ tiêu trên giao.", "86"),
        ),
        (
            q("Lập danh sách 6 điểm ở 4 phường.", "0"),
            q("Triệt phá 2 điểm ở Phường 1, bắt 7 đối tượng.", "2"),
            q("Thêm 2 điểm ở Phường 2, Đông Lễ.", "4"),
            q("Đủ 6 điểm; kiểm tra không tái lập.", "6"),
        ),
        (
            q("Thống nhất 180 vị trí; lắp 12 camera.", "12"),
            q("Lũy kế 68 camera, 41 camera do dân góp.", "68"),
            q("Lũy kế 151 camera; giúp làm rõ 9 vụ.", "151"),
            q("205 camera, vượt 25; kết nối trung tâm giám sát.", "205"),
        ),
    ),
    "vien-kiem-sat": (
        (
            q("Kiểm sát trực tiếp 3 phường; đúng hạn 89%.", "89"),
            q("2 kiến nghị về thời hạn; đúng hạn 90,3%.", "90,3"),
            q("Kiểm sát thêm 3 phường; đúng hạn 91,4%.", "91,4"),
            q("178/192 tin báo đúng hạn, đạt 92,7%.", "92,7"),
        ),
        (
            q("Danh mục 12 vụ; xét xử 2 vụ.", "2"),
            q("Lũy kế 5 vụ, 1 vụ ma túy lớn.", "5"),
            q("Lũy kế 9 vụ.", "9", hard="2 vụ chờ kết quả giám định."),
            q("Đủ 12 vụ; không có án bị hủy do lỗi chủ quan.", "12"),
        ),
        (
            q("1 kiến nghị về quản lý đất đai ở phường.", "1"),
            q("Lũy kế 4 kiến nghị, đều được tiếp thu.", "4"),
            q("Lũy kế 6; thêm 2 kiến nghị về xe quá tải.", "6"),
            q("Đủ 8/8 kiến nghị có văn bản tiếp thu.", "8"),
        ),
    ),
    "toa-an": (
        (
            q("Giải quyết 21% vụ, việc; 2 phiên hoãn vì dịch.", "21"),
            q("Lũy kế 46%; tạm dừng xét xử 3 tuần tháng 4.", "46"),
            q("Lũy kế 74,5%; mỗi thẩm phán 7,2 vụ/tháng.", "74,5"),
            q("Lũy kế 96,8%; không có án quá hạn.", "96,8"),
        ),
        (
            q("Chọn 6 hòa giải viên; hòa giải thành 54%.", "54"),
            q("Tập huấn xong; hòa giải thành 56,5%.", "56,5"),
            q("Đối thoại thành 4 vụ về đất; đạt 58,4%.", "58,4"),
            q("142/233 vụ việc hòa giải, đối thoại thành, đạt 60,9%.", "60,9"),
        ),
        (
            q("1 phiên lưu động tại Đông Lương.", "1"),
            q("Lũy kế 4 phiên, lùi lịch sang tháng 6.", "4"),
            q("Lũy kế 7 phiên; 1 phiên về ma túy ở Phường 2.", "7"),
            q("Đủ 10 phiên, 1.050 lượt người dự.", "10"),
        ),
    ),
    "thi-hanh-an": (
        (
            q("Phân loại 1.320 việc; thi hành xong 25,4%.", "25,4"),
            q("Cao điểm đợt 1; lũy kế 47,8%.", "47,8"),
            q(
                "Phân loại lại sau cao điểm đợt 2, thêm 96 việc có điều kiện; lũy kế còn 46,9%.",
                "46,9",
            ),
            q("Thi hành xong 83,1% số việc, vượt chỉ tiêu.", "83,1"),
        ),
        (
            q("Kê biên 5 tài sản; thu 8,2% số tiền.", "8,2"),
            q(
                "Định giá, đưa ra bán đấu giá tài sản bảo đảm của các vụ án tín dụng, ngân hàng; lũy "
                "kế thi hành xong 17% số tiền.",
                "17",
            ),
            q(
                "Định giá, đưa ra bán đấu giá tài sản bảo đảm của các vụ án tín dụng, ngân hàng; lũy "
                "kế thi hành xong 30,5% số tiền.",
                "30,5",
            ),
            q("Lũy kế 41,2% số tiền, vượt 1,2 điểm.", "41,2"),
        ),
        (
            q("Lập danh sách 15 vụ; xong 1 vụ.", "1"),
            q(
                "Phối hợp Công an thành phố, UBND các phường vận động các bên thỏa thuận thi hành án; "
                "lũy kế giải quyết xong 5 vụ.",
                "5",
            ),
            q(
                "Phối hợp với Công an thành phố, UBND các phường vận động các bên thỏa thuận thi hành "
                "án; lũy kế giải quyết xong 5 vụ.",
                "5",
            ),
            q("Xong 15/15 vụ; 2 vụ phải cưỡng chế.", "15"),
        ),
    ),
}
