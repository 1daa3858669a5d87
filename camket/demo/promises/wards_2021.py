"""What the nine wards promise for 2021."""

from datetime import date

from camket.demo.promises.ward_themes import (
    answer_citizens,
    cameras,
    clean_streets,
    clear_land,
    clear_rest,
    digitise,
    hold_election,
    online_services,
    reduce_poverty,
    revenue,
)
from camket.demo.promises.wards_2020 import BRIDGE
from camket.demo.writing import promise

DECEMBER = date(2021, 12, 15)

PROMISES = (
    promise(
        2021,
        "phuong-1",
        clear_land("Chỉnh trang chợ Đông Hà", 36, "6 18 30 36", date(2021, 11, 30)),
        clean_streets("Ngô Quyền, Phan Bội Châu", 2, 104, "0 0 1 2", date(2021, 11, 30)),
        hold_election(9, "15.400"),
        answer_citizens("95,8", "97", "96 96,3 96,6 97", 2021),
    ),
    promise(
        2021,
        "phuong-2",
        clear_land("Đường và kè dọc bờ nam sông Hiếu", 27, "4 12 20 27", date(2021, 11, 30)),
        hold_election(6, "8.300"),
        reduce_poverty("1,38", "1,10", "1,33 1,25 1,18 1,10", DECEMBER),
        digitise(12, date(2021, 6, 30)),
    ),
    promise(
        2021,
        "phuong-3",
        online_services("14", "35", "17 23 29 35"),
        hold_election(6, "6.900"),
        reduce_poverty("1,94", "1,55", "1,90 1,78 1,65 1,55", DECEMBER),
        cameras(20, "2 8 14 20", date(2021, 11, 30)),
    ),
    promise(
        2021,
        "phuong-4",
        online_services("9", "30", "12 18 24 30"),
        clean_streets("Quốc lộ 9, Lý Thường Kiệt", 2, 112, "0 1 1 2", date(2021, 11, 30)),
        hold_election(5, "5.600"),
        reduce_poverty("2,29", "1,85", "2,24 2,10 1,95 1,85", DECEMBER),
    ),
    promise(
        2021,
        "phuong-5",
        clear_land(BRIDGE, 110, "40 110", date(2021, 6, 30)),
        clean_streets("Hùng Vương, Lê Lợi", 2, 86, "0 1 2", date(2021, 9, 30)),
        reduce_poverty("1,86", "1,2", "1,7 1,55 1,35 1,2", date(2021, 12, 25)),
        digitise(14, date(2021, 3, 15)),
    ),
    promise(
        2021,
        "dong-giang",
        online_services("8", "28", "11 17 23 28"),
        clear_land("Đường Hoàng Diệu nối dài", 41, "6 20 34 41", date(2021, 11, 30)),
        hold_election(5, "4.900"),
        reduce_poverty("1,70", "1,35", "1,66 1,55 1,45 1,35", DECEMBER),
        cameras(16, "0 6 12 16", date(2021, 11, 30)),
    ),
    promise(
        2021,
        "dong-thanh",
        hold_election(4, "4.100"),
        revenue("5.600", "1.200 2.700 4.200 5.600", 2021),
        digitise(8, date(2021, 6, 30)),
        clean_streets("Thanh Niên", 1, 45, "0 0 0 1", date(2021, 11, 30)),
    ),
    promise(
        2021,
        "dong-luong",
        online_services("11", "32", "14 20 26 32"),
        clear_rest("Đường Hùng Vương nối dài", 58, 46, "52 58", date(2021, 6, 30)),
        answer_citizens("92", "95", "92,5 93,5 94 95", 2021),
        hold_election(8, "9.200"),
        digitise(16, date(2021, 6, 30)),
    ),
    promise(
        2021,
        "dong-le",
        clear_land("Khu đô thị Nam Đông Hà giai đoạn 4", 33, "5 15 25 33", date(2021, 11, 30)),
        hold_election(8, "10.800"),
        revenue("8.500", "1.800 4.000 6.300 8.500", 2021),
        clean_streets("Trường Chinh", 1, 52, "0 0 0 1", date(2021, 11, 30)),
    ),
)
