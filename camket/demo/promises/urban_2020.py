"""What the two departments of the city's building and land promised for 2020: 3 + 4 tasks."""

from datetime import date

from camket.demo.shapes import ASSIGNED, BREAKTHROUGH, HARD, HEAD
from camket.demo.writing import promise, quantity, roadmap, task
from camket.demo.years import CT_TU_2020, KL_18, NQ_HDND_2020, THEME_2020

PROMISES = (
    promise(
        2020,
        "phong-quan-ly-do-thi",
        task(
            "Phối hợp sở, ngành lập Đồ án điều chỉnh quy hoạch chung thành phố đến năm 2030, tầm "
            "nhìn đến năm 2050",
            kind=BREAKTHROUGH,
            responsibility=HEAD,
            owner="head",
            product="Hồ sơ đồ án điều chỉnh quy hoạch chung trình cấp có thẩm quyền",
            basis=THEME_2020.cited,
            due=date(2020, 12, 20),
            steps=roadmap(
                "Nhiệm vụ quy hoạch được phê duyệt",
                "Hoàn thành khảo sát hiện trạng, báo cáo giữa kỳ",
                "Lấy ý kiến cộng đồng dân cư tại 9 phường",
                "Trình hồ sơ đồ án",
                weights="20 30 30 20",
            ),
            supporting="phong-tai-nguyen-moi-truong",
        ),
        task(
            "Kiểm tra quản lý quy hoạch, trật tự xây dựng, trật tự đô thị: 100% vụ vi phạm được "
            "xử lý đúng hạn",
            kind=HARD,
            owner="deputy",
            product="100% vụ vi phạm có quyết định xử lý đúng hạn; biên bản kiểm tra 12 tuyến phố",
            basis=THEME_2020.cited,
            due=date(2020, 12, 15),
            quantity=quantity("86", "100", "%"),
            steps=roadmap(
                "Thành lập tổ kiểm tra liên ngành, chọn 12 tuyến phố",
                "Xử lý xong vi phạm tồn của năm 2019",
                "Kiểm tra đợt 2 tại 9 phường",
                "Phúc tra các trường hợp đã xử lý",
                planned="88 92 96 100",
            ),
            supporting="cong-an phuong-1 phuong-5",
        ),
        task(
            "Tháo gỡ vướng mắc, bảo đảm tiến độ 6 công trình trọng điểm, trong đó có các công "
            "trình thuộc dự án GMS",
            owner="second",
            product="Biên bản nghiệm thu hoặc bàn giao mặt bằng thi công của 6 công trình",
            basis=KL_18.cited,
            due=date(2020, 12, 20),
            quantity=quantity("0", "6", "công trình"),
            steps=roadmap(
                "Lập tiến độ từng công trình, giao ban 2 tuần một lần",
                "Xong thủ tục di dời hạ tầng kỹ thuật",
                "Bảo đảm mặt bằng Cầu kết nối khu đô thị bắc sông Hiếu (GMS)",
                "Cả 6 công trình đạt khối lượng năm",
                planned="1 2 4 6",
            ),
            supporting="dong-giang dong-thanh",
        ),
    ),
    promise(
        2020,
        "phong-tai-nguyen-moi-truong",
        task(
            "Phối hợp chủ đầu tư giải phóng mặt bằng 9 công trình từ vốn Trung ương, vốn tỉnh và "
            "doanh nghiệp",
            kind=HARD,
            responsibility=HEAD,
            owner="head",
            product="9 quyết định phê duyệt phương án bồi thường; biên bản bàn giao mặt bằng",
            basis=THEME_2020.cited,
            due=date(2020, 12, 15),
            quantity=quantity("0", "9", "công trình"),
            steps=roadmap(
                "Phê duyệt kế hoạch giải phóng mặt bằng từng công trình",
                "Phê duyệt phương án bồi thường 5 công trình",
                "Phê duyệt phương án bồi thường 4 công trình còn lại",
                "Bàn giao mặt bằng 9 công trình",
                planned="1 3 6 9",
            ),
            supporting="phuong-5 dong-giang dong-thanh dong-luong",
        ),
        task(
            "Triển khai Đề án Quy hoạch, xây dựng, quản lý và sử dụng đất nghĩa trang, nghĩa địa "
            "trên địa bàn thành phố đến năm 2030: trình phê duyệt quy hoạch nghĩa trang",
            kind=BREAKTHROUGH,
            origin=ASSIGNED,
            owner="deputy",
            product="Quyết định phê duyệt quy hoạch nghĩa trang; quy chế quản lý nghĩa trang",
            basis=CT_TU_2020.cited,
            due=date(2020, 12, 10),
            steps=roadmap(
                "Kiểm kê các khu nghĩa trang, nghĩa địa tại 9 phường",
                "Đóng cửa 3 nghĩa địa nhỏ lẻ trong khu dân cư",
                "Hoàn thành dự thảo quy hoạch, lấy ý kiến các phường",
                "Trình phê duyệt quy hoạch nghĩa trang",
                weights="20 25 30 25",
            ),
            supporting="phong-quan-ly-do-thi dong-luong",
        ),
        task(
            "Cấp giấy chứng nhận quyền sử dụng đất: hồ sơ giải quyết đúng hạn đạt 97%",
            owner="second",
            product="97% hồ sơ đất đai được giải quyết đúng hạn trên hệ thống một cửa",
            basis=NQ_HDND_2020.cited,
            due=date(2020, 12, 15),
            quantity=quantity("91", "97", "%"),
            steps=roadmap(
                "Rà soát hồ sơ tồn, công khai danh sách",
                "Giải quyết xong hồ sơ tồn của năm 2019",
                "Liên thông thuế điện tử với Chi cục Thuế",
                "Đạt 97% hồ sơ đúng hạn",
                planned="93 94,5 96 97",
            ),
            supporting="van-phong-hdnd-ubnd",
        ),
        task(
            "Thu gom, xử lý rác thải sinh hoạt đạt 95% lượng phát sinh; xóa 14 điểm rác tự phát",
            owner="second",
            product="95% rác thải được thu gom; biên bản xóa 14 điểm rác tự phát",
            basis=NQ_HDND_2020.cited,
            due=date(2020, 12, 15),
            quantity=quantity("92", "95", "%"),
            steps=roadmap(
                "Lập bản đồ 14 điểm rác tự phát",
                "Xóa 5 điểm, điều chỉnh lịch thu gom",
                "Xóa thêm 5 điểm, gắn camera tại 4 điểm",
                "Xóa hết điểm rác tự phát",
                planned="92,5 93,5 94,5 95",
            ),
            supporting="phong-quan-ly-do-thi hoi-phu-nu",
        ),
    ),
)
