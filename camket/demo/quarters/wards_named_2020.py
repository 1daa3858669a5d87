"""What the four wards with names told of 2020, quarter by quarter."""

from camket.demo.shapes import Paths
from camket.demo.writing import q

UBND = "PEOPLES_COMMITTEE"

TOLD: Paths = {
    "dong-giang": (
        (
            q("Họp dân khu phố 3, khu phố 4; 10/68 hộ bàn giao đất nông nghiệp.", "10"),
            q(
                "Kiểm đếm 68 hộ; 35 hộ bàn giao cho đoạn đầu cầu phía bắc.",
                "35",
                hard="12 hộ đề nghị nâng giá đền bù cây lâu năm.",
                ask=(UBND, "Cho phép áp dụng đơn giá cây trồng mới đối với 12 hộ."),
            ),
            q("12 hộ đã đồng ý đơn giá mới; lũy kế 58 hộ bàn giao.", "58"),
            q("68/68 hộ bàn giao ngày 08/12; hỗ trợ 5 hộ dời nhà bị ngập trong tháng 10.", "68"),
        ),
        (
            q("8/10 chi bộ đại hội xong, còn 2 chi bộ nông thôn.", done=0),
            q("10/10 chi bộ và Đại hội Đảng bộ phường đều hoàn thành.", done=2),
            q("Ban hành Chương trình hành động với 4 khâu đột phá."),
            q("Mỗi chi bộ đăng ký 1 mô hình thực hiện Nghị quyết, có 10 mô hình."),
        ),
        (
            q("Phân loại 15 đơn tồn; đúng hạn 13/15 đơn (87%).", "87"),
            q("Bí thư đối thoại 2 buổi về bồi thường; lũy kế 89% đơn đúng hạn.", "89"),
            q("Giải quyết dứt điểm 3 đơn tranh chấp ranh giới; đạt 91%.", "91"),
            q("Cả năm 54/58 đơn đúng hạn, đạt 93,1%.", "93,1"),
        ),
        (
            q("Còn 2,07%; lập phương án sinh kế cho 38 hộ.", "2,07"),
            q("Cấp 11 con bò giống, giải ngân 300 triệu đồng; còn 1,94%.", "1,94"),
            q("Cấp 45 thẻ bảo hiểm y tế, sửa 4 nhà; còn 1,80%.", "1,80"),
            q("Còn 1,70% sau khi hỗ trợ 33 hộ thiệt hại do lũ.", "1,70"),
        ),
    ),
    "dong-thanh": (
        (
            q("Công khai phương án; 7/45 hộ bàn giao đất ruộng.", "7"),
            q("Kiểm đếm 45 hộ; lũy kế 22 hộ, gồm 2 hộ phải tái định cư.", "22"),
            q("Cấp 2 lô đất tái định cư; lũy kế 39 hộ bàn giao.", "39"),
            q("45/45 hộ bàn giao ngày 30/11, sớm hơn cam kết 10 ngày.", "45"),
        ),
        (
            q("Chi bộ khu phố 1 làm điểm, xong ngày 12/3.", "1"),
            q("Lũy kế 3/8 chi bộ; 17 ý kiến phê bình cấp ủy đã được tiếp thu.", "3"),
            q("6/8 chi bộ; kiểm tra khắc phục tại 4 chi bộ.", "6"),
            q("8/8 chi bộ; tổng kết diễn đàn ngày 04/12.", "8"),
        ),
        (
            q("Thu 1.040 triệu đồng, chủ yếu thuế hộ kinh doanh.", "1.040"),
            q(
                "Lũy kế 2.210 triệu đồng; 46 hộ tạm nghỉ bán do dịch.",
                "2.210",
                hard="Số thu quý II giảm do giãn cách xã hội.",
            ),
            q("Lũy kế 3.690 triệu đồng; truy thu 9 hộ cho thuê nhà.", "3.690"),
            q("Cả năm 5.120 triệu đồng, vượt 5,6% dự toán.", "5.120"),
        ),
        (
            q("Khảo sát đường Đặng Dung, lập danh sách 38 hộ.", "0"),
            q("38/38 hộ ký cam kết; dọn 6 bãi vật liệu trên vỉa hè.", "0"),
            q("Trồng 64 cây xanh, lắp 20 cột đèn do dân góp.", "0"),
            q("Đường Đặng Dung được công nhận ngày 25/11.", "1"),
        ),
    ),
    "dong-luong": (
        (
            q("Họp dân khu phố Trung Chỉ; 6/58 hộ bàn giao.", "6"),
            q(
                "Kiểm đếm 51/58 hộ; lũy kế 20 hộ bàn giao.",
                "20",
                hard="7 hộ không hợp tác kiểm đếm vì chưa rõ nơi tái định cư.",
                ask=(UBND, "Sớm phê duyệt khu tái định cư phía nam đường Hùng Vương."),
                support=True,
            ),
            q("Kiểm đếm đủ 58 hộ; khu tái định cư được duyệt; lũy kế 35 hộ.", "35", support=True),
            q(
                "46/58 hộ bàn giao; 12 hộ còn lại nhận đất tái định cư trong tháng 01/2021.",
                "46",
                hard="Hạ tầng khu tái định cư chậm 2 tháng do mưa lũ.",
                ask=(UBND, "Cho lùi thời hạn bàn giao 12 hộ đến ngày 28/02/2021."),
                support=True,
            ),
        ),
        (
            q("Lập phương án chỉnh trang 1,4 km đường Lê Duẩn.", "0"),
            q("45/61 hộ ký cam kết; tháo 12 biển hiệu che khuất.", "0"),
            q("61/61 hộ ký; 2 lần ra quân cùng Công an phường.", "0"),
            q("Đường Lê Duẩn đoạn phía nam được công nhận ngày 27/11.", "1"),
        ),
        (
            q("16/16 chi bộ đại hội xong ngày 18/3."),
            q("Đại hội Đảng bộ phường xong; thông qua 12 chỉ tiêu nhiệm kỳ."),
            q("Chương trình hành động ban hành sau đại hội 45 ngày."),
            q("Kiểm tra 5 chi bộ về việc học tập và triển khai Nghị quyết."),
        ),
        (
            q("Tiếp 22 lượt; 19/22 đơn đúng hạn (86%).", "86"),
            q("Đối thoại với các hộ Trung Chỉ; lũy kế 88% đúng hạn.", "88"),
            q("Xong 6 đơn tồn về đất đai; đạt 90%.", "90"),
            q("Cả năm 81/88 đơn đúng hạn, đạt 92%.", "92"),
        ),
    ),
    "dong-le": (
        (
            q("5/29 hộ bàn giao sau 2 buổi họp dân khu phố 6.", "5"),
            q("Kiểm đếm xong 29 hộ; 15 hộ bàn giao.", "15"),
            q("Lũy kế 26 hộ; giải quyết xong 3 kiến nghị về ranh thửa.", "26"),
            q("29/29 hộ bàn giao ngày 22/10.", "29"),
        ),
        (
            q("Phê duyệt phương án; phát 88 bản cam kết đến hộ kinh doanh.", "0"),
            q("Đường Lê Lợi đạt tiêu chí; 70/88 hộ đã ký.", "1"),
            q("88/88 hộ ký; lát 900 m vỉa hè đường Trần Phú.", "1"),
            q("Đường Trần Phú được công nhận ngày 20/11; đủ 2/2 tuyến.", "2"),
        ),
        (
            q("13/13 chi bộ đại hội xong; 4 chi bộ bầu trực tiếp bí thư."),
            q("Đại hội Đảng bộ phường xong, là đơn vị điểm của thành phố."),
            q("Ban hành Chương trình hành động và 3 đề án kèm theo."),
            q("Đề án chỉnh trang khu dân cư được triển khai ở 3 khu phố."),
        ),
        (
            q("Thu 1.580 triệu đồng, đạt 22% dự toán.", "1.580"),
            q("Lũy kế 3.420 triệu đồng; thu xong 410 triệu đồng nợ cũ.", "3.420"),
            q("Lũy kế 5.610 triệu đồng nhờ đấu giá 4 lô đất xen cư.", "5.610"),
            q("Cả năm 7.930 triệu đồng, vượt 10,1% dự toán.", "7.930"),
        ),
        (
            q("Niêm yết lịch tiếp dân; 27/30 đơn đúng hạn (90%).", "90"),
            q("Đối thoại tại khu phố 2 về vệ sinh chợ; lũy kế 92%.", "92"),
            q("Không còn đơn tồn năm 2019; đạt 94%.", "94"),
            q("Cả năm 103/108 đơn đúng hạn, đạt 95,4%.", "95,4"),
        ),
    ),
}
