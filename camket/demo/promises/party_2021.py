"""What Party bodies, the Front and the mass organisations promise for 2021."""

from datetime import date

from camket.demo.promises.rolling import again
from camket.demo.shapes import BREAKTHROUGH, HEAD
from camket.demo.writing import promise, quantity, roadmap, task
from camket.demo.years import CT_TU_2021, CTHD_XIII

DECEMBER = date(2021, 12, 15)

PROMISES = (
    promise(
        2021,
        "ban-to-chuc",
        again("ban-to-chuc", 2, "38 95 150 200", swap="190 > 200"),
        # The one task the check finds less than clear in all six ways: no number says how much.
        task(
            "Nâng cao chất lượng nhân sự ứng cử đại biểu HĐND thành phố nhiệm kỳ 2021 - 2026",
            responsibility=HEAD,
            owner="head",
            product="Danh sách nhân sự được hiệp thương; kiện toàn chức danh HĐND, UBND",
            basis=CT_TU_2021.cited,
            due=date(2021, 7, 15),
            steps=roadmap(
                "Hoàn thành hồ sơ nhân sự giới thiệu ứng cử",
                "Hiệp thương lần thứ ba, công bố danh sách",
                "Kiện toàn chức danh sau bầu cử",
                weights="40 40 20",
            ),
            supporting="mat-tran",
        ),
        task(
            "Số hóa hồ sơ đảng viên của 42 chi, đảng bộ trực thuộc",
            kind=BREAKTHROUGH,
            owner="second",
            product="Cơ sở dữ liệu đảng viên của 42 chi, đảng bộ",
            basis=CTHD_XIII.cited,
            due=date(2021, 9, 30),
            quantity=quantity("0", "42", "chi, đảng bộ"),
            steps=roadmap(
                "Số hóa xong 9 phường điểm",
                "Số hóa 28 chi, đảng bộ",
                "Số hóa đủ 42 chi, đảng bộ",
                planned="9 28 42",
            ),
        ),
    ),
    promise(
        2021,
        "ban-tuyen-giao",
        again("ban-tuyen-giao", 1, "73 76 78 80", baseline="72", swap="70% > 80%"),
        again("ban-tuyen-giao", 2, "120 350 520 700", swap="600 > 700; đại hội > bầu cử"),
        task(
            "Biên soạn và phát hành 4 tài liệu học tập Nghị quyết Đại hội cho 42 chi, đảng bộ",
            owner="second",
            product="4 tài liệu in và điện tử",
            basis=CTHD_XIII.cited,
            due=DECEMBER,
            quantity=quantity("0", "4", "tài liệu"),
            steps=roadmap(
                "Tài liệu thứ nhất",
                "Tài liệu thứ hai",
                "Tài liệu thứ ba",
                "Tài liệu thứ tư",
                planned="1 2 3 4",
            ),
        ),
    ),
    promise(
        2021,
        "uy-ban-kiem-tra",
        again(
            "uy-ban-kiem-tra",
            1,
            "2 7 12 16",
            swap="14 > 16; năm 2020 > năm 2021; đại hội > bầu cử; 4 cuộc về > 5 cuộc về",
        ),
        again("uy-ban-kiem-tra", 2, "0 2 4 6", swap="5 tổ > 6 tổ; 5 kết > 6 kết"),
        task(
            "Kiểm tra việc thực hiện cam kết trách nhiệm tại 10 đơn vị",
            kind=BREAKTHROUGH,
            responsibility=HEAD,
            owner="head",
            product="10 thông báo kết luận kiểm tra, có số liệu đối chiếu",
            basis=CT_TU_2021.cited,
            due=date(2021, 11, 30),
            quantity=quantity("0", "10", "đơn vị"),
            steps=roadmap(
                "Ban hành kế hoạch kiểm tra cam kết",
                "Kiểm tra 3 đơn vị",
                "Kiểm tra thêm 4 đơn vị",
                "Kiểm tra 3 đơn vị còn lại",
                planned="0 3 7 10",
            ),
        ),
    ),
    promise(
        2021,
        "ban-dan-van",
        again("ban-dan-van", 1, "6 22 38 50", swap="45 > 50"),
        again("ban-dan-van", 2, "1 3 5 7", swap="6 cuộc > 7 cuộc; 6 thông > 7 thông"),
        again("ban-dan-van", 3, "1 5 9 14", swap="12 > 14"),
    ),
    promise(
        2021,
        "van-phong-thanh-uy",
        again(
            "van-phong-thanh-uy",
            1,
            "92,8 93,5 94,2 95",
            baseline="92,5",
            swap="trên 90% > trên 95%; Trên 90% > Trên 95%",
        ),
        task(
            "Đưa phần mềm theo dõi cam kết trách nhiệm vào hoạt động tại 38 đơn vị",
            kind=BREAKTHROUGH,
            responsibility=HEAD,
            owner="head",
            product="38 đơn vị gửi báo cáo quý trên phần mềm, đúng hạn",
            basis=CTHD_XIII.cited,
            due=DECEMBER,
            quantity=quantity("0", "38", "đơn vị"),
            steps=roadmap(
                "Tập huấn 38 cán bộ đầu mối",
                "38 đơn vị gửi báo cáo Quý II trên phần mềm",
                "Bỏ báo cáo giấy đối với báo cáo quý",
                "Báo cáo năm lập từ phần mềm",
                planned="20 38 38 38",
            ),
        ),
        task(
            "Trả lời 100% kiến nghị của đơn vị gửi Ban Thường vụ Thành ủy trong 15 ngày",
            owner="deputy",
            product="Sổ theo dõi kiến nghị, ngày trả lời",
            basis=CT_TU_2021.cited,
            due=DECEMBER,
            quantity=quantity("70", "100", "%"),
            steps=roadmap(
                "Lập sổ theo dõi kiến nghị",
                "Đạt 85%",
                "Đạt 95%",
                "Đạt 100%",
                planned="75 85 95 100",
            ),
        ),
    ),
    promise(
        2021,
        "trung-tam-chinh-tri",
        again("trung-tam-chinh-tri", 1, "3 10 17 24", swap="22 lớp > 24 lớp"),
        again(
            "trung-tam-chinh-tri",
            2,
            "0 120 230 320",
            swap="300 > 320; sau đại hội chi bộ > cho chi ủy viên mới",
        ),
        task(
            "Bồi dưỡng 200 đại biểu HĐND phường, trưởng khu phố sau bầu cử",
            owner="second",
            product="200 giấy chứng nhận bồi dưỡng",
            basis=CT_TU_2021.cited,
            due=DECEMBER,
            quantity=quantity("0", "200", "người"),
            steps=roadmap(
                "Xây dựng chương trình",
                "Chuẩn bị giảng viên",
                "Lớp thứ nhất 100 người",
                "Lớp thứ hai 100 người",
                planned="0 0 100 200",
            ),
        ),
    ),
    promise(
        2021,
        "mat-tran",
        again("mat-tran", 1, "4 15 30 42", swap="40 nhà > 42 nhà"),
        again(
            "mat-tran",
            2,
            "1 4 7 9",
            swap="6 cuộc > 7 cuộc; "
            "6 báo > 7 báo; "
            "dự thảo văn kiện đại hội > dự thảo nghị quyết HĐND",
        ),
        task(
            "Tổ chức 3 hội nghị hiệp thương bầu cử đại biểu HĐND thành phố đúng luật",
            responsibility=HEAD,
            owner="head",
            product="3 biên bản hội nghị hiệp thương",
            basis=CT_TU_2021.cited,
            due=date(2021, 5, 10),
            quantity=quantity("0", "3", "hội nghị"),
            steps=roadmap(
                "Hiệp thương lần thứ nhất, lần thứ hai",
                "Hiệp thương lần thứ ba",
                planned="2 3",
            ),
            supporting="phong-noi-vu",
        ),
    ),
    promise(
        2021,
        "lien-doan-lao-dong",
        again("lien-doan-lao-dong", 1, "1 4 7 11", swap="10 công > 11 công; 10 quyết > 11 quyết"),
        again("lien-doan-lao-dong", 2, "450 700 900 1.200", swap="1.000 > 1.200"),
        again(
            "lien-doan-lao-dong",
            3,
            "0 3 6 9",
            swap="12 công > 9 công; đại hội Đảng các cấp > bầu cử; 4 công trình > 3 công trình",
        ),
    ),
    promise(
        2021,
        "hoi-phu-nu",
        again("hoi-phu-nu", 1, "3 17 33 50", swap="45 hộ > 50 hộ"),
        again(
            "hoi-phu-nu",
            2,
            "2 6 10 14",
            swap="18 tuyến > 14 tuyến; 7 tuyến > 6 tuyến; thêm 6 tuyến > thêm 4 tuyến",
        ),
        again("hoi-phu-nu", 3, "80 200 310 420", swap="400 > 420"),
    ),
    promise(
        2021,
        "thanh-doan",
        again("thanh-doan", 1, "8 16 26 34", swap="30 công > 34 công"),
        again("thanh-doan", 2, "16 42 68 95", swap="90 đoàn > 95 đoàn; 90 quyết > 95 quyết"),
        again("thanh-doan", 3, "110 300 470 640", swap="600 > 640"),
    ),
    promise(
        2021,
        "hoi-nong-dan",
        again("hoi-nong-dan", 1, "0 1 3 5", swap="4 tổ > 5 tổ; tổ thứ tư > tổ thứ tư, thứ năm"),
        again("hoi-nong-dan", 2, "1,2 3 4,6 6", swap="5 tỷ > 6 tỷ"),
        again("hoi-nong-dan", 3, "80 190 310 420", swap="400 > 420"),
    ),
    promise(
        2021,
        "hoi-cuu-chien-binh",
        again("hoi-cuu-chien-binh", 1, "1 3 5 7", swap="9 tuyến > 7 tuyến; 3 tuyến > 2 tuyến"),
        again("hoi-cuu-chien-binh", 2, "8 17 25 32", swap="30 buổi > 32 buổi"),
        again("hoi-cuu-chien-binh", 3, "2 8 15 22", swap="20 hộ > 22 hộ"),
    ),
)
