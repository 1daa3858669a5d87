"""What the Front and the mass organisations told of 2020: all done."""

from camket.demo.shapes import Paths
from camket.demo.writing import q

TOLD: Paths = {
    "mat-tran": (
        (
            q("Xét chọn 46 hộ; bàn giao 4 nhà trước Tết.", "4"),
            q("Lũy kế 15 nhà; tiếp nhận 1,2 tỷ đồng ủng hộ phòng, chống dịch.", "15"),
            q("Lũy kế 29 nhà, 9 nhà ở Đông Giang và Đông Thanh.", "29"),
            q("Bàn giao 44 nhà; trao 3.100 suất cứu trợ lũ lụt.", "44"),
        ),
        (
            q("Chương trình 8 cuộc ban hành; giám sát 1 cuộc.", "1"),
            q("Giám sát bồi thường tại 2 phường; lũy kế 3 cuộc.", "3"),
            q("2 hội nghị phản biện, góp ý văn kiện đại hội; lũy kế 6 cuộc.", "6"),
            q("Giám sát chi hỗ trợ theo Nghị quyết số 42/NQ-CP; đủ 8 cuộc.", "8"),
        ),
        (
            q("Phát động tại 9 phường; 5 khu phố làm xong.", "5"),
            q("Nghiệm thu 21 phần việc, 8 tuyến hẻm có đèn.", "21"),
            q("Lũy kế 44 khu phố; trồng 1.300 cây xanh.", "44"),
            q("62/62 khu phố hoàn thành trước Ngày hội Đại đoàn kết.", "62"),
        ),
    ),
    "lien-doan-lao-dong": (
        (
            q("Khảo sát 25 doanh nghiệp; thành lập 1 công đoàn.", "1"),
            q(
                "Lũy kế 3 công đoàn.",
                "3",
                hard="4 doanh nghiệp xin hoãn vì cắt giảm lao động do dịch.",
            ),
            q("Lũy kế 6 công đoàn, 240 đoàn viên mới.", "6"),
            q(
                "Đủ 10 công đoàn; 2 doanh nghiệp có tổ chức đảng.",
                "10",
                hard="7 doanh nghiệp từ 25 lao động trở lên chưa có công đoàn cơ sở.",
                ask=(
                    "PEOPLES_COMMITTEE",
                    "Chỉ đạo 7 doanh nghiệp từ 25 lao động trở lên phối hợp thành lập công đoàn cơ sở "
                    "trong năm 2021.",
                ),
            ),
        ),
        (
            q("Tết Sum vầy hỗ trợ 412 người.", "412"),
            q("Lũy kế 655 người, 180 người mất việc do dịch.", "655"),
            q("Lũy kế 830 người, tặng 75 xe đạp.", "830"),
            q("Lũy kế 1.146 người, 190 người bị lũ.", "1.146"),
        ),
        (
            q("14 công đoàn đăng ký công trình.", "0"),
            q("Gắn biển 4 công trình ở trường học.", "4"),
            q("Lũy kế 9 công trình chào mừng đại hội.", "9"),
            q("Gắn biển 13 công trình.", "13"),
        ),
    ),
    "hoi-phu-nu": (
        (
            q("Chọn 45 hộ, phân công 62 chi hội.", "3"),
            q("Giải ngân 1,9 tỷ đồng; 15 hộ đủ điều kiện.", "15"),
            q("Dạy nghề nấu ăn cho 38 chị; lũy kế 31 hộ.", "31"),
            q("47 hộ được phường xác nhận thoát nghèo.", "47"),
        ),
        (
            q("9 phường đăng ký 20 tuyến; ra mắt 1 tuyến.", "1"),
            q("Ra mắt 7 tuyến; may 6.500 khẩu trang phòng dịch.", "7"),
            q("Lũy kế 14 tuyến, 2 tuyến ven sông Hiếu.", "14"),
            q("20 tuyến; 1.200 lượt hội viên dọn bùn sau lũ.", "20"),
        ),
        (
            q("Kết nạp 86 hội viên.", "86"),
            q("Lũy kế 195 hội viên.", "195"),
            q("Lũy kế 302, 54 chị ở chợ Đông Hà.", "302"),
            q("Lũy kế 418 hội viên.", "418"),
        ),
    ),
    "thanh-doan": (
        (
            q("Tháng Thanh niên hoàn thành 7 công trình.", "7"),
            q("Lũy kế 14; vẽ 420 m tranh tường ở Phường 5.", "14"),
            q("Lũy kế 25; chiến dịch hè có 1.150 lượt thanh niên.", "25"),
            q("Lũy kế 33 công trình; 600 thanh niên cứu trợ lũ.", "33"),
        ),
        (
            q("16 đoàn viên được kết nạp.", "16"),
            q("Lũy kế 39; lớp cảm tình Đảng 84 người.", "39"),
            q("Lũy kế 66, 21 người dịp 2/9.", "66"),
            q("Lũy kế 92; giới thiệu 158 đoàn viên ưu tú.", "92"),
        ),
        (
            q("Tư vấn 118 thanh niên xuất ngũ.", "118"),
            q("Lũy kế 265; ngày hội việc làm chuyển sang trực tuyến.", "265"),
            q("Lũy kế 462; hướng nghiệp 5 trường.", "462"),
            q("Lũy kế 621 thanh niên, 204 người có việc.", "621"),
        ),
    ),
    "hoi-nong-dan": (
        (
            q("Khảo sát 4 vùng rau, hoa.", "0"),
            q("Ra mắt 1 tổ hợp tác trồng hoa ở Đông Lương.", "1"),
            q(
                "Lũy kế 3 tổ, 46 hộ tham gia.",
                "3",
                hard="2 tổ hợp tác chưa lập được hồ sơ vay vốn khuyến nông.",
                ask=(
                    "phong-kinh-te",
                    "Cử cán bộ hướng dẫn 2 tổ hợp tác lập hồ sơ vay vốn khuyến nông.",
                ),
            ),
            q("Đủ 4 tổ hợp tác; doanh thu bình quân 92 triệu đồng/hộ.", "4"),
        ),
        (
            q("Giải ngân 1,1 tỷ đồng.", "1,1"),
            q("Lũy kế 2,6 tỷ đồng cho 61 hộ.", "2,6"),
            q("Lũy kế 4,0 tỷ đồng.", "4,0"),
            q("Lũy kế 5,2 tỷ đồng; giãn nợ 17 hộ bị lũ.", "5,2"),
        ),
        (
            q("Tập huấn 2 lớp, 74 hội viên.", "74"),
            q("Lũy kế 165 hội viên.", "165"),
            q("Lũy kế 292 hội viên về rau an toàn.", "292"),
            q("Lũy kế 405 hội viên; cấp giống cho 120 hộ sau lũ.", "405"),
        ),
    ),
    "hoi-cuu-chien-binh": (
        (
            q("Đăng ký 9 tuyến với 9 phường; ra mắt 1 tuyến.", "1"),
            q("Lũy kế 3 tuyến không lấn chiếm vỉa hè.", "3"),
            q("Lũy kế 6 tuyến, 2 tuyến ở Phường 4.", "6"),
            q("9/9 tuyến do hội viên tự quản.", "9"),
        ),
        (
            q("Nói chuyện truyền thống 8 buổi.", "8"),
            q("Lũy kế 15 buổi; tạm dừng tháng 4.", "15"),
            q("Lũy kế 25 buổi, 5.100 lượt học sinh.", "25"),
            q("Lũy kế 31 buổi.", "31"),
        ),
        (
            q("Chọn 20 hộ; giúp xong 2 hộ.", "2"),
            q("Lũy kế 7 hộ có việc làm, vốn vay.", "7"),
            q("Lũy kế 13 hộ; xóa 3 nhà tạm.", "13"),
            q("20/20 hộ; giúp 64 hội viên sửa nhà sau lũ.", "20"),
        ),
    ),
}
