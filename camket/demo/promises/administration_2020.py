"""What the two departments of administration promised for 2020: 4 + 5 tasks."""

from datetime import date

from camket.demo.shapes import ASSIGNED, BREAKTHROUGH, HARD, HEAD
from camket.demo.writing import promise, quantity, roadmap, task
from camket.demo.years import CT_TU_2020, KH_64_65, KL_18, ND_108, NQ_HDND_2020

PROMISES = (
    promise(
        2020,
        "phong-noi-vu",
        task(
            "Chuẩn bị sơ kết các Kế hoạch số 64, 65-KH/TU về thực hiện Nghị quyết Hội nghị Trung "
            "ương 6 khóa XII",
            responsibility=HEAD,
            owner="head",
            product="Báo cáo sơ kết và bảng số liệu sắp xếp tổ chức bộ máy trình Thành ủy",
            basis=KH_64_65.cited,
            due=date(2020, 11, 30),
            steps=roadmap(
                "Gửi đề cương, biểu mẫu đến các cơ quan, đơn vị",
                "Tổng hợp số liệu bộ máy, biên chế",
                "Hoàn thành dự thảo báo cáo sơ kết",
                "Trình Thành ủy báo cáo sơ kết",
            ),
            supporting="ban-to-chuc",
        ),
        task(
            "Tham mưu kiện toàn lãnh đạo các địa phương, đơn vị: hoàn thành 24 chức danh còn thiếu",
            kind=HARD,
            owner="deputy",
            product="24 quyết định bổ nhiệm, điều động hoặc phê chuẩn kết quả bầu cử",
            basis=KH_64_65.cited,
            due=date(2020, 12, 15),
            quantity=quantity("0", "24", "chức danh"),
            steps=roadmap(
                "Rà soát chức danh thiếu, nguồn quy hoạch",
                "Kiện toàn các phòng chuyên môn",
                "Kiện toàn UBND các phường sau đại hội",
                "Kiện toàn đơn vị sự nghiệp",
                planned="3 9 18 24",
            ),
            supporting="ban-to-chuc",
        ),
        task(
            "Thực hiện Đề án tinh giản biên chế theo Nghị định số 108/2014/NĐ-CP: tinh giản 18 "
            "người trong năm",
            owner="deputy",
            product="18 quyết định tinh giản biên chế; báo cáo thực hiện Đề án",
            basis=ND_108.cited,
            due=date(2020, 12, 10),
            quantity=quantity("0", "18", "người", given="18"),
            steps=roadmap(
                "Lập danh sách đợt 1, niêm yết công khai",
                "Thẩm định đợt 1",
                "Lập danh sách và thẩm định đợt 2",
                "Hoàn thành chi trả chế độ",
                planned="0 8 14 18",
            ),
            supporting="phong-tai-chinh-ke-hoach",
        ),
        task(
            "Kiểm tra công vụ, công sở tại 20 cơ quan chuyên môn, đơn vị sự nghiệp và UBND phường",
            kind=BREAKTHROUGH,
            origin=ASSIGNED,
            owner="second",
            product="20 biên bản kiểm tra; thông báo kết luận có nêu tên đơn vị vi phạm",
            basis=KL_18.cited,
            due=date(2020, 12, 10),
            quantity=quantity("0", "20", "đơn vị"),
            steps=roadmap(
                "Thành lập đoàn kiểm tra, thông báo kế hoạch",
                "Kiểm tra 8 đơn vị",
                "Kiểm tra thêm 7 đơn vị, có kiểm tra đột xuất",
                "Kiểm tra 5 đơn vị còn lại, phúc tra",
                planned="3 8 15 20",
            ),
            supporting="thanh-tra",
        ),
    ),
    promise(
        2020,
        "van-phong-hdnd-ubnd",
        task(
            "Theo dõi, đôn đốc nhiệm vụ UBND thành phố giao: 95% nhiệm vụ hoàn thành đúng hạn",
            responsibility=HEAD,
            owner="head",
            product="Báo cáo tháng về nhiệm vụ chậm tiến độ; 95% nhiệm vụ đúng hạn",
            basis=KL_18.cited,
            due=date(2020, 12, 15),
            quantity=quantity("87", "95", "%"),
            steps=roadmap(
                "Nhập toàn bộ nhiệm vụ vào phần mềm theo dõi",
                "Công khai nhiệm vụ chậm tại giao ban tháng",
                "Đôn đốc trực tiếp 5 phòng có nhiệm vụ chậm",
                "Tổng kết, gắn với đánh giá cuối năm",
                planned="89 91 93 95",
            ),
        ),
        task(
            "Giải quyết thủ tục hành chính thuộc thẩm quyền UBND thành phố: 98% hồ sơ đúng hạn",
            kind=HARD,
            owner="deputy",
            product="98% hồ sơ đúng hạn trên hệ thống một cửa; thư xin lỗi đối với hồ sơ trễ",
            basis=NQ_HDND_2020.cited,
            due=date(2020, 12, 15),
            quantity=quantity("94", "98", "%"),
            steps=roadmap(
                "Rà soát quy trình các thủ tục hay trễ hạn",
                "Bố trí cán bộ đủ thẩm quyền tại Bộ phận một cửa",
                "Kiểm tra hồ sơ trễ hạn của 4 phòng",
                "Công khai kết quả năm",
                planned="95 96 97 98",
            ),
            supporting="phong-tai-nguyen-moi-truong phong-noi-vu",
        ),
        task(
            "Ứng dụng công nghệ thông tin: 60 thủ tục cung cấp dịch vụ công trực tuyến mức độ 3, 4",
            kind=BREAKTHROUGH,
            origin=ASSIGNED,
            owner="second",
            product="60 thủ tục có hồ sơ trực tuyến phát sinh; hướng dẫn cho người dân",
            basis=CT_TU_2020.cited,
            due=date(2020, 11, 30),
            quantity=quantity("28", "60", "thủ tục"),
            steps=roadmap(
                "Chọn thủ tục, chuẩn hóa biểu mẫu",
                "Mở 10 thủ tục mới",
                "Mở thêm 12 thủ tục",
                "Mở đủ 60 thủ tục",
                planned="30 38 50 60",
            ),
            supporting="phong-van-hoa-thong-tin",
        ),
        task(
            "Tham mưu tiếp công dân, giải quyết đơn thư của UBND thành phố: 92% đơn đúng hạn",
            owner="deputy",
            product="92% đơn thuộc thẩm quyền được giải quyết đúng hạn; lịch tiếp công dân",
            basis=NQ_HDND_2020.cited,
            due=date(2020, 12, 15),
            quantity=quantity("85", "92", "%"),
            steps=roadmap(
                "Phân loại đơn tồn, giao từng phòng",
                "Đối thoại các vụ việc kéo dài",
                "Giải quyết xong đơn tồn năm trước",
                "Tổng kết công tác tiếp công dân",
                planned="87 89 90,5 92",
            ),
            supporting="thanh-tra phong-tu-phap",
        ),
        task(
            "Tham mưu HĐND, UBND thành phố: 100% nội dung kỳ họp và văn bản triển khai Kết luận của "
            "Thành ủy ban hành đúng hạn",
            owner="second",
            product="Tài liệu 2 kỳ họp thường kỳ gửi đại biểu trước 5 ngày; văn bản triển khai",
            basis=CT_TU_2020.cited,
            due=date(2020, 12, 20),
            quantity=quantity("90", "100", "%"),
            steps=roadmap(
                "Lập chương trình giám sát, kỳ họp cả năm",
                "Phục vụ kỳ họp giữa năm",
                "Tham mưu giám sát chuyên đề về giải phóng mặt bằng",
                "Phục vụ kỳ họp cuối năm",
                planned="92 95 97 100",
            ),
        ),
    ),
)
