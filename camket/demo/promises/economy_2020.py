"""What the two departments of the economy promised for 2020: 4 + 5 tasks."""

from datetime import date

from camket.demo.shapes import ASSIGNED, BREAKTHROUGH, HARD, HEAD
from camket.demo.writing import promise, quantity, roadmap, task
from camket.demo.years import CT_TU_2020, KL_03, KL_18, NQ_HDND_2020

PROMISES = (
    promise(
        2020,
        "phong-kinh-te",
        task(
            "Chuẩn bị nội dung sơ kết 5 năm thực hiện Kết luận số 03-KL/TU của Thành ủy về định "
            "hướng phát triển nông nghiệp đô thị giai đoạn 2016 - 2020",
            product="Báo cáo sơ kết 5 năm trình Ban Thường vụ Thành ủy",
            basis=KL_03.cited,
            due=date(2020, 11, 30),
            steps=roadmap(
                "Ban hành đề cương sơ kết gửi 9 phường",
                "Tổng hợp số liệu 5 năm của các phường, hợp tác xã",
                "Hoàn thành dự thảo báo cáo, lấy ý kiến các phòng",
                "Trình Ban Thường vụ Thành ủy báo cáo sơ kết",
                weights="15 30 35 20",
            ),
            supporting="dong-le dong-luong dong-giang dong-thanh hoi-nong-dan",
        ),
        task(
            "Tham mưu xây dựng Đề án “Phát triển nông nghiệp đô thị trên địa bàn thành phố "
            "đến năm 2025”",
            kind=BREAKTHROUGH,
            origin=ASSIGNED,
            responsibility=HEAD,
            owner="head",
            product="Đề án được thông qua, kèm danh mục mô hình và nguồn vốn",
            basis=KL_03.cited,
            due=date(2020, 12, 15),
            steps=roadmap(
                "Khảo sát đất, vùng sản xuất rau, hoa tại 5 phường",
                "Hoàn thành đề cương và dự thảo lần 1",
                "Hội thảo, lấy ý kiến các sở, ngành và 9 phường",
                "Trình cấp có thẩm quyền thông qua Đề án",
                weights="20 30 30 20",
            ),
            supporting="phong-tai-chinh-ke-hoach phong-tai-nguyen-moi-truong",
        ),
        task(
            "Đối thoại, tháo gỡ khó khăn cho 120 doanh nghiệp, hợp tác xã, hộ kinh doanh để duy "
            "trì sản xuất",
            kind=HARD,
            owner="second",
            product="120 cơ sở được đối thoại, có kết quả giải quyết kiến nghị bằng văn bản",
            basis=KL_18.cited,
            due=date(2020, 12, 20),
            quantity=quantity("0", "120", "cơ sở"),
            steps=roadmap(
                "Lập danh sách, phiếu ghi kiến nghị",
                "Đối thoại với các cơ sở thương mại, dịch vụ",
                "Đối thoại với các cơ sở tiểu thủ công nghiệp, hợp tác xã",
                "Trả lời xong kiến nghị thuộc thẩm quyền",
                planned="20 55 90 120",
            ),
            supporting="phong-tai-chinh-ke-hoach van-phong-hdnd-ubnd",
        ),
        task(
            "Tham mưu phương án phòng, chống thiên tai và tìm kiếm cứu nạn; 9/9 phường có phương "
            "án được duyệt và diễn tập",
            product="Phương án của thành phố và 9 phường; hồ sơ diễn tập",
            basis=NQ_HDND_2020.cited,
            due=date(2020, 10, 15),
            quantity=quantity("0", "9", "phường"),
            steps=roadmap(
                "Kiểm kê phương tiện, vật tư dự phòng",
                "Phê duyệt phương án của 4 phường ven sông Hiếu",
                "Phê duyệt phương án và diễn tập tại các phường còn lại",
                "Rút kinh nghiệm đợt mưa lũ đầu mùa",
                planned="0 4 9 9",
            ),
            supporting="ban-chi-huy-quan-su cong-an",
        ),
    ),
    promise(
        2020,
        "phong-tai-chinh-ke-hoach",
        task(
            "Tham mưu ban hành và triển khai thực hiện Quy chế phối hợp công tác thu, nộp ngân "
            "sách nhà nước trên địa bàn thành phố",
            kind=BREAKTHROUGH,
            origin=ASSIGNED,
            responsibility=HEAD,
            owner="head",
            product="Quyết định của UBND thành phố ban hành Quy chế; biên bản họp phối hợp hằng quý",
            basis=KL_18.cited,
            due=date(2020, 9, 30),
            steps=roadmap(
                "Rà soát các khoản thu còn thất thoát, thống nhất đầu mối",
                "Hoàn thành dự thảo, lấy ý kiến Chi cục Thuế, Kho bạc, 9 phường",
                "UBND thành phố ban hành Quy chế",
                weights="25 35 40",
            ),
            supporting="phuong-1 dong-le cong-an",
        ),
        task(
            "Tham mưu các giải pháp tăng thu; thu ngân sách nhà nước trên địa bàn đạt 100% dự "
            "toán tỉnh giao",
            responsibility=HEAD,
            owner="head",
            product="Báo cáo thu ngân sách cả năm đạt từ 100% dự toán tỉnh giao",
            basis=NQ_HDND_2020.cited,
            due=date(2020, 12, 25),
            quantity=quantity("0", "100", "% dự toán", given="100"),
            steps=roadmap(
                "Giao dự toán thu cho 9 phường và các đơn vị",
                "Thu nợ thuế năm trước; đấu giá quyền sử dụng đất đợt 1",
                "Chống thất thu xây dựng tư nhân, cho thuê nhà",
                "Hoàn thành dự toán; đấu giá quyền sử dụng đất đợt cuối",
                planned="23 45 74 100",
            ),
            supporting="phong-tai-nguyen-moi-truong",
        ),
        task(
            "Tham mưu kêu gọi, huy động nguồn lực đầu tư; tổng vốn đầu tư toàn xã hội tăng 12,0% "
            "so với năm 2019",
            owner="deputy",
            product="Danh mục dự án kêu gọi đầu tư; tổng vốn đầu tư toàn xã hội tăng từ 12,0%",
            basis=KL_18.cited,
            due=date(2020, 12, 25),
            quantity=quantity("0", "12,0", "%"),
            steps=roadmap(
                "Rà soát danh mục dự án kêu gọi đầu tư khu đô thị",
                "Phối hợp sở, ngành cấp tỉnh theo Quyết định số 28 của UBND tỉnh",
                "Làm việc với các nhà đầu tư quan tâm khu đô thị",
                "Tổng hợp vốn thực hiện cả năm",
                planned="8 9 10,5 12",
            ),
            supporting="phong-quan-ly-do-thi",
        ),
        task(
            "Chuẩn bị đầu tư các công trình xây dựng cơ bản năm 2020 và danh mục vốn sự nghiệp "
            "kinh tế có tính chất đầu tư năm 2021",
            owner="second",
            product="Quyết định phê duyệt chủ trương đầu tư; danh mục vốn trình HĐND thành phố",
            basis=NQ_HDND_2020.cited,
            due=date(2020, 12, 10),
            steps=roadmap(
                "Phân bổ vốn đợt 1 cho công trình chuyển tiếp",
                "Thẩm định xong hồ sơ các công trình khởi công mới",
                "Kiểm tra hiện trường, lập danh mục vốn sự nghiệp kinh tế 2021",
                "Trình HĐND thành phố danh mục năm 2021",
            ),
            supporting="phong-quan-ly-do-thi",
        ),
        task(
            "Tham mưu Kế hoạch đầu tư công trung hạn giai đoạn 2021 - 2025 của thành phố",
            owner="deputy",
            product="Tờ trình và dự thảo Kế hoạch đầu tư công trung hạn giai đoạn 2021 - 2025",
            basis=CT_TU_2020.cited,
            due=date(2020, 12, 10),
            steps=roadmap(
                "Đánh giá kế hoạch trung hạn 2016 - 2020",
                "Tổng hợp nhu cầu của 9 phường và các phòng",
                "Cân đối nguồn, hoàn thành dự thảo lần 1",
                "Trình HĐND thành phố",
                weights="20 25 35 20",
            ),
            supporting="van-phong-hdnd-ubnd",
        ),
    ),
)
