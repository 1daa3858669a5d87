"""What the first eight city departments promise for 2021."""

from dataclasses import replace
from datetime import date

from camket.demo.promises.rolling import again
from camket.demo.shapes import BREAKTHROUGH, HEAD, TaskSpec
from camket.demo.writing import promise, quantity, roadmap, task
from camket.demo.years import CT_TU_2021, CTHD_XIII, NQ_128

DECEMBER = date(2021, 12, 15)


def cemetery_plan() -> TaskSpec:
    """The one task of the departments that was not finished in 2020."""
    plan = task(
        "Trình phê duyệt quy hoạch nghĩa trang thành phố đến năm 2030 (chuyển tiếp từ năm 2020)",
        kind=BREAKTHROUGH,
        responsibility=HEAD,
        owner="head",
        product="Quyết định phê duyệt quy hoạch nghĩa trang; quy chế quản lý nghĩa trang",
        basis=CT_TU_2021.cited,
        due=date(2021, 6, 30),
        steps=roadmap(
            "Khảo sát lại cao độ ngập, chốt vị trí mở rộng",
            "Trình phê duyệt quy hoạch nghĩa trang",
            weights="60 40",
        ),
        supporting="phong-quan-ly-do-thi dong-luong",
    )
    return replace(plan, carried_from=2)


PROMISES = (
    promise(
        2021,
        "phong-kinh-te",
        task(
            "Triển khai Đề án phát triển nông nghiệp đô thị đến năm 2025: đưa 3 mô hình vào hoạt "
            "động",
            kind=BREAKTHROUGH,
            responsibility=HEAD,
            owner="head",
            product="3 mô hình nông nghiệp đô thị có sản phẩm bán ra thị trường",
            basis=CTHD_XIII.cited,
            due=DECEMBER,
            quantity=quantity("0", "3", "mô hình"),
            steps=roadmap(
                "Ban hành kế hoạch năm thứ nhất, chọn hộ tham gia",
                "Mô hình rau thủy canh đi vào hoạt động",
                "Mô hình hoa công nghệ cao đi vào hoạt động",
                "Mô hình nuôi trồng ven sông đi vào hoạt động",
                planned="0 1 2 3",
            ),
            supporting="hoi-nong-dan",
        ),
        again("phong-kinh-te", 3, "25 60 105 140", swap="120 > 140"),
        again("phong-kinh-te", 4, "0 4 9 9"),
        task(
            "Vận động 300 hộ kinh doanh chợ Đông Hà thanh toán không dùng tiền mặt",
            owner="second",
            product="300 hộ có mã thanh toán, phát sinh giao dịch",
            basis=NQ_128.cited,
            due=DECEMBER,
            quantity=quantity("0", "300", "hộ"),
            steps=roadmap(
                "Khảo sát hộ kinh doanh",
                "Mở mã thanh toán cho 100 hộ",
                "Mở mã thanh toán thêm 100 hộ",
                "Đủ 300 hộ có giao dịch",
                planned="20 100 200 300",
            ),
            supporting="phuong-1",
        ),
    ),
    promise(
        2021,
        "phong-tai-chinh-ke-hoach",
        again("phong-tai-chinh-ke-hoach", 2, "24 47 75 100"),
        again(
            "phong-tai-chinh-ke-hoach",
            3,
            "8 10 11,5 13",
            swap="12,0% > 13,0%; năm 2019 > năm 2020",
        ),
        task(
            "Tham mưu phân bổ, giải ngân vốn đầu tư công đạt 95% kế hoạch",
            owner="second",
            product="Báo cáo giải ngân đạt 95% kế hoạch vốn năm 2021",
            basis=NQ_128.cited,
            due=date(2021, 12, 20),
            quantity=quantity("0", "95", "%"),
            steps=roadmap(
                "Phân bổ chi tiết toàn bộ kế hoạch vốn",
                "Giải ngân 40% kế hoạch",
                "Điều chuyển vốn các dự án chậm",
                "Giải ngân 95% kế hoạch",
                planned="15 40 65 95",
            ),
            supporting="phong-quan-ly-do-thi",
        ),
    ),
    promise(
        2021,
        "phong-quan-ly-do-thi",
        task(
            "Hoàn thành 4 đồ án quy hoạch phân khu theo quy hoạch chung điều chỉnh",
            kind=BREAKTHROUGH,
            responsibility=HEAD,
            owner="head",
            product="4 quyết định phê duyệt quy hoạch phân khu",
            basis=CTHD_XIII.cited,
            due=date(2021, 12, 20),
            quantity=quantity("0", "4", "đồ án"),
            steps=roadmap(
                "Phê duyệt nhiệm vụ 4 đồ án",
                "Hoàn thành 1 đồ án",
                "Hoàn thành thêm 1 đồ án",
                "Phê duyệt đủ 4 đồ án",
                planned="0 1 2 4",
            ),
            supporting="phong-tai-nguyen-moi-truong",
        ),
        again("phong-quan-ly-do-thi", 3, "1 3 5 7", swap="6 công trình > 7 công trình"),
        task(
            "Chỉnh trang 16 tuyến phố: vỉa hè, cây xanh, chiếu sáng",
            owner="deputy",
            product="16 tuyến phố nghiệm thu chỉnh trang",
            basis=NQ_128.cited,
            due=date(2021, 11, 30),
            quantity=quantity("0", "16", "tuyến"),
            steps=roadmap(
                "Phê duyệt thiết kế mẫu vỉa hè",
                "Nghiệm thu 5 tuyến",
                "Nghiệm thu thêm 6 tuyến",
                "Nghiệm thu đủ 16 tuyến",
                planned="1 5 11 16",
            ),
            supporting="phuong-1 phuong-5",
        ),
    ),
    promise(
        2021,
        "phong-tai-nguyen-moi-truong",
        again(
            "phong-tai-nguyen-moi-truong",
            1,
            "1 3 6 8",
            swap="9 công trình > 8 công trình; "
            "4 công trình còn lại > 3 công trình còn lại; "
            "9 quyết định > 8 quyết định",
        ),
        cemetery_plan(),
        again(
            "phong-tai-nguyen-moi-truong",
            3,
            "97,4 97,6 97,8 98",
            baseline="97,3",
            swap="97% > 98%; năm 2019 > năm 2020",
        ),
        again(
            "phong-tai-nguyen-moi-truong",
            4,
            "95,3 95,5 95,8 96",
            baseline="95,2",
            swap="95% > 96%; 14 điểm > 10 điểm; thêm 5 điểm > thêm 3 điểm",
        ),
    ),
    promise(
        2021,
        "phong-giao-duc-dao-tao",
        again(
            "phong-giao-duc-dao-tao", 2, "29 29 30 31", baseline="29", swap="27 lên 29 > 29 lên 31"
        ),
        again(
            "phong-giao-duc-dao-tao",
            3,
            "0 15 58 68",
            swap="60 giải > 68 giải; 2020 > 2021; trong thời gian nghỉ học > ngoài giờ",
        ),
        task(
            "Triển khai chương trình, sách giáo khoa mới lớp 2, lớp 6 tại 100% trường",
            owner="deputy",
            product="100% giáo viên lớp 2, lớp 6 được bồi dưỡng; báo cáo triển khai",
            basis=NQ_128.cited,
            due=date(2021, 10, 31),
            steps=roadmap(
                "Chọn sách giáo khoa lớp 2, lớp 6",
                "Bồi dưỡng giáo viên",
                "Kiểm tra điều kiện trước năm học mới",
                "Sơ kết tháng đầu năm học",
            ),
        ),
    ),
    promise(
        2021,
        "phong-van-hoa-thong-tin",
        again(
            "phong-van-hoa-thong-tin",
            3,
            "58 58 59 60",
            baseline="58",
            swap="58/62 > 60/62; 58 khu phố > 60 khu phố; năm 2020 > năm 2021",
        ),
        task(
            "Tuyên truyền bầu cử đại biểu Quốc hội khóa XV và HĐND các cấp tại 9/9 phường",
            responsibility=HEAD,
            owner="head",
            product="9 phường có đủ cụm pa nô, chuyên mục truyền thanh, màn hình điện tử",
            basis=CT_TU_2021.cited,
            due=date(2021, 6, 15),
            quantity=quantity("0", "9", "phường"),
            steps=roadmap(
                "Phát hành bộ nội dung mẫu",
                "Tuyên truyền cao điểm tại 9 phường",
                planned="3 9",
            ),
            supporting="ban-tuyen-giao",
        ),
        task(
            "Đưa 40 thủ tục lên dịch vụ công trực tuyến mức độ 4, có hồ sơ phát sinh",
            kind=BREAKTHROUGH,
            owner="second",
            product="40 thủ tục có hồ sơ trực tuyến mức độ 4",
            basis=CTHD_XIII.cited,
            due=date(2021, 11, 30),
            quantity=quantity("12", "40", "thủ tục"),
            steps=roadmap(
                "Rà soát thủ tục đủ điều kiện",
                "Đạt 20 thủ tục",
                "Đạt 30 thủ tục",
                "Đạt 40 thủ tục",
                planned="14 20 30 40",
            ),
            supporting="van-phong-hdnd-ubnd",
        ),
    ),
    promise(
        2021,
        "phong-lao-dong-thuong-binh-xa-hoi",
        again(
            "phong-lao-dong-thuong-binh-xa-hoi",
            1,
            "1,95 1,85 1,75 1,65",
            baseline="1,98",
            swap="2,36% > 1,98%; 2,00% > 1,65%",
        ),
        again("phong-lao-dong-thuong-binh-xa-hoi", 3, "380 950 1.550 2.100", swap="1.900 > 2.100"),
        task(
            "Trao sinh kế cho 120 hộ nghèo, cận nghèo có lao động",
            owner="deputy",
            product="120 hộ nhận sinh kế, có sổ theo dõi thu nhập",
            basis=NQ_128.cited,
            due=DECEMBER,
            quantity=quantity("0", "120", "hộ"),
            steps=roadmap(
                "Chọn hộ, xác định sinh kế",
                "Trao đợt 1 cho 40 hộ",
                "Trao đợt 2 cho 40 hộ",
                "Trao đợt 3, đánh giá thu nhập",
                planned="5 40 80 120",
            ),
            supporting="mat-tran",
        ),
    ),
    promise(
        2021,
        "phong-y-te",
        task(
            "Tiêm vắc xin phòng Covid-19 cho 100% người thuộc nhóm ưu tiên khi được phân bổ",
            responsibility=HEAD,
            owner="head",
            product="Danh sách và sổ tiêm của nhóm ưu tiên; báo cáo an toàn tiêm chủng",
            basis=CT_TU_2021.cited,
            due=DECEMBER,
            quantity=quantity("0", "100", "%"),
            steps=roadmap(
                "Lập danh sách nhóm ưu tiên",
                "Tập huấn 9 điểm tiêm",
                "Tiêm mũi thứ nhất",
                "Tiêm mũi thứ hai",
                planned="0 20 60 100",
            ),
            supporting="ban-chi-huy-quan-su cong-an",
        ),
        again("phong-y-te", 2, "92,4 92,8 93,3 94", baseline="92,2", swap="92% > 94%"),
        again("phong-y-te", 3, "80 180 280 350", swap="320 > 350"),
    ),
)
