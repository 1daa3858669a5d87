"""What administration, Tư pháp, Thanh tra and internal affairs promise for 2021."""

from datetime import date

from camket.demo.promises.rolling import again
from camket.demo.shapes import BREAKTHROUGH, HEAD
from camket.demo.writing import promise, quantity, roadmap, task
from camket.demo.years import CT_TU_2021, CTHD_XIII, NQ_128

DECEMBER = date(2021, 12, 15)

PROMISES = (
    promise(
        2021,
        "phong-noi-vu",
        task(
            "Tham mưu tổ chức cuộc bầu cử tại 56 khu vực bỏ phiếu của thành phố",
            responsibility=HEAD,
            owner="head",
            product="Biên bản tổng kết bầu cử của thành phố; kiện toàn HĐND, UBND các phường",
            basis=CT_TU_2021.cited,
            due=date(2021, 7, 31),
            steps=roadmap(
                "Thành lập Ủy ban bầu cử, ấn định khu vực bỏ phiếu",
                "Tổ chức ngày bầu cử",
                "Phê chuẩn kết quả bầu chức danh của các phường",
                weights="30 50 20",
            ),
            supporting="mat-tran ban-to-chuc",
        ),
        again("phong-noi-vu", 3, "0 6 12 16", swap="18 > 16"),
        again(
            "phong-noi-vu",
            4,
            "3 9 17 24",
            swap="20 > 24; 8 đơn vị > 9 đơn vị; 7 đơn vị > 8 đơn vị; 5 đơn vị > 7 đơn vị",
        ),
    ),
    promise(
        2021,
        "van-phong-hdnd-ubnd",
        again("van-phong-hdnd-ubnd", 1, "95,8 96 96,5 97", baseline="95,6", swap="95% > 97%"),
        again("van-phong-hdnd-ubnd", 2, "98,4 98,6 98,8 99", baseline="98,3", swap="98% > 99%"),
        again(
            "van-phong-hdnd-ubnd",
            3,
            "65 72 82 90",
            baseline="63",
            swap="60 > 90; 12 thủ tục > 10 thủ tục",
        ),
        task(
            "Số hóa kết quả giải quyết thủ tục hành chính của 12 phòng, 9 phường: 30.000 hồ sơ",
            kind=BREAKTHROUGH,
            owner="second",
            product="30.000 kết quả được số hóa, có chữ ký số",
            basis=CTHD_XIII.cited,
            due=DECEMBER,
            quantity=quantity("0", "30.000", "hồ sơ"),
            steps=roadmap(
                "Ban hành quy trình số hóa",
                "Số hóa 10.000 hồ sơ",
                "Số hóa 20.000 hồ sơ",
                "Số hóa đủ 30.000 hồ sơ",
                planned="2.000 10.000 20.000 30.000",
            ),
        ),
    ),
    promise(
        2021,
        "phong-tu-phap",
        again("phong-tu-phap", 1, "15 45 70 100", swap="90 buổi > 100 buổi"),
        again("phong-tu-phap", 3, "86 86,5 87 88", baseline="85,8", swap="85% > 88%"),
        again(
            "phong-tu-phap",
            4,
            "3.000 9.000 16.000 22.000",
            swap="24.000 > 22.000; 2007 - 2015 > 1989 - 1995; 1996 - 2006 > 1976 - 1988",
        ),
        again("phong-tu-phap", 5, "1 3 6 9", swap="8 cuộc > 9 cuộc; 8 biên bản > 9 biên bản"),
    ),
    promise(
        2021,
        "thanh-tra",
        again(
            "thanh-tra",
            1,
            "90,8 91,2 91,6 92",
            baseline="90,6",
            swap="90% > 92%; năm 2019 > năm 2020",
        ),
        again("thanh-tra", 3, "1 6 11 14", swap="12 công trình > 14 công trình"),
        again("thanh-tra", 5, "91 92 93 94", baseline="90,5", swap="90% > 94%"),
        again("thanh-tra", 6, "2 6 9 12", swap="10 cuộc > 12 cuộc; 10 biên bản > 12 biên bản"),
    ),
    promise(
        2021,
        "ban-chi-huy-quan-su",
        again(
            "ban-chi-huy-quan-su",
            1,
            "115 115 115 115",
            swap="120 > 115; năm 2021 > năm 2022; năm 2020 > năm 2021",
        ),
        again("ban-chi-huy-quan-su", 3, "98,2 98,4 98,6 99", baseline="98,2", swap="98% > 99%"),
        task(
            "Diễn tập khu vực phòng thủ tại 2 phường",
            owner="deputy",
            product="2 cuộc diễn tập đạt loại giỏi; văn kiện diễn tập",
            basis=CT_TU_2021.cited,
            due=date(2021, 10, 15),
            quantity=quantity("0", "2", "phường"),
            steps=roadmap(
                "Phê duyệt văn kiện diễn tập",
                "Diễn tập tại Phường 1",
                "Diễn tập tại Đông Giang",
                "Rút kinh nghiệm",
                planned="0 1 2 2",
            ),
            supporting="phuong-1 dong-giang",
        ),
    ),
    promise(
        2021,
        "cong-an",
        task(
            "Cấp căn cước công dân gắn chíp cho 70.000 người",
            kind=BREAKTHROUGH,
            responsibility=HEAD,
            owner="head",
            product="70.000 hồ sơ căn cước công dân được thu nhận",
            basis=CT_TU_2021.cited,
            due=date(2021, 6, 30),
            quantity=quantity("0", "70.000", "hồ sơ"),
            steps=roadmap(
                "Thu nhận lưu động tại 9 phường",
                "Thu nhận đủ 70.000 hồ sơ",
                planned="20.000 70.000",
            ),
        ),
        again("cong-an", 2, "86,2 86,5 86,8 87", baseline="86", swap="85% > 87%; đại hội > bầu cử"),
        again("cong-an", 3, "0 2 4 5", swap="6 điểm > 5 điểm; 2 điểm còn lại > điểm còn lại"),
    ),
    promise(
        2021,
        "vien-kiem-sat",
        again("vien-kiem-sat", 1, "92,8 93 93,5 94", baseline="92,7", swap="92% > 94%"),
        again(
            "vien-kiem-sat", 2, "2 5 9 13", swap="12 vụ > 13 vụ; 12 bản > 13 bản; 3 phiên > 4 phiên"
        ),
        again("vien-kiem-sat", 3, "1 4 7 9", swap="8 kiến > 9 kiến; 8 văn > 9 văn"),
    ),
    promise(
        2021,
        "toa-an",
        again("toa-an", 1, "20 48 74 97", swap="96% > 97%"),
        again("toa-an", 2, "61 62 63 64", baseline="60,9", swap="60% > 64%"),
        again("toa-an", 3, "1 4 8 12", swap="10 phiên > 12 phiên; 3 phiên > 4 phiên"),
    ),
    promise(
        2021,
        "thi-hanh-an",
        again("thi-hanh-an", 1, "25 48 70 83,5", swap="82% > 83,5%"),
        again("thi-hanh-an", 2, "8 18 31 42", swap="40% > 42%"),
        task(
            "Giải quyết dứt điểm 12 vụ việc thi hành án kéo dài, không để phát sinh khiếu nại vượt "
            "cấp",
            owner="second",
            product="12 vụ việc có quyết định kết thúc thi hành án",
            basis=NQ_128.cited,
            due=DECEMBER,
            quantity=quantity("0", "12", "vụ"),
            steps=roadmap(
                "Lập danh sách 12 vụ việc",
                "Xong 4 vụ",
                "Xong thêm 4 vụ",
                "Xong 4 vụ còn lại",
                planned="1 4 8 12",
            ),
            supporting="cong-an",
        ),
    ),
)
