"""What the nine wards promised for 2020: land for projects, streets, poverty, Party work."""

from datetime import date

from camket.demo.promises.ward_themes import (
    answer_citizens,
    cameras,
    clean_streets,
    clear_land,
    forum,
    hold_congress,
    reduce_poverty,
    revenue,
)
from camket.demo.writing import promise

BRIDGE = "Cầu kết nối khu đô thị bắc sông Hiếu với trung tâm thành phố (GMS)"
DECEMBER = date(2020, 12, 15)

PROMISES = (
    promise(
        2020,
        "phuong-1",
        clear_land("Đường và kè dọc bờ nam sông Hiếu", 24, "4 12 20 24", date(2020, 11, 30)),
        clean_streets("Lê Duẩn, Trần Hưng Đạo", 2, 132, "0 0 1 2", date(2020, 11, 30)),
        hold_congress(18),
        answer_citizens("88", "95", "90 92 94 95", 2020),
    ),
    promise(
        2020,
        "phuong-2",
        clear_land("Nâng cấp hệ thống thoát nước (GMS)", 31, "5 15 25 31", date(2020, 10, 31)),
        reduce_poverty("1,74", "1,40", "1,70 1,60 1,50 1,40", DECEMBER, given="1,50"),
        hold_congress(12),
        cameras(20, "0 8 16 20", date(2020, 11, 30)),
    ),
    promise(
        2020,
        "phuong-3",
        clear_land("Đường vành đai cứu hộ, cứu nạn phía tây", 37, "6 18 30 37", date(2020, 11, 30)),
        reduce_poverty("2,41", "1,95", "2,35 2,20 2,05 1,95", DECEMBER, given="2,00"),
        forum(11, "1 4 8 11", 2020),
        cameras(24, "0 10 18 24", date(2020, 12, 10)),
    ),
    promise(
        2020,
        "phuong-4",
        clear_land("Cải tạo, mở rộng Quốc lộ 9", 19, "3 9 15 19", date(2020, 10, 31)),
        clean_streets("Quốc lộ 9, Điện Biên Phủ", 2, 74, "0 0 1 2", date(2020, 11, 20)),
        hold_congress(9),
        reduce_poverty("2,86", "2,30", "2,80 2,60 2,45 2,30", DECEMBER),
    ),
    promise(
        2020,
        "phuong-5",
        clear_land("Đường Trần Bình Trọng nối dài", 42, "8 20 34 42", date(2020, 10, 31)),
        clean_streets("Nguyễn Huệ, Hàm Nghi", 2, 97, "0 1 1 2", date(2020, 11, 30)),
        hold_congress(14),
        reduce_poverty("2,35", "1,90", "2,30 2,15 2,00 1,90", DECEMBER, given="2,00"),
    ),
    promise(
        2020,
        "dong-giang",
        clear_land(BRIDGE, 68, "10 34 58 68", date(2020, 12, 10)),
        hold_congress(10),
        answer_citizens("85", "93", "87 89 91 93", 2020),
        reduce_poverty("2,12", "1,70", "2,08 1,95 1,80 1,70", DECEMBER),
    ),
    promise(
        2020,
        "dong-thanh",
        clear_land(BRIDGE, 45, "6 22 38 45", date(2020, 12, 10)),
        forum(8, "1 3 6 8", 2020),
        revenue("4.850", "1.000 2.300 3.600 4.850", 2020),
        clean_streets("Đặng Dung", 1, 38, "0 0 0 1", date(2020, 11, 30)),
    ),
    promise(
        2020,
        "dong-luong",
        clear_land("Đường Hùng Vương nối dài", 58, "8 28 46 58", date(2020, 11, 30)),
        clean_streets("Lê Duẩn đoạn phía nam", 1, 61, "0 0 0 1", date(2020, 11, 30)),
        hold_congress(16),
        answer_citizens("84", "92", "86 88 90 92", 2020),
    ),
    promise(
        2020,
        "dong-le",
        clear_land("Khu đô thị Nam Đông Hà giai đoạn 3", 29, "5 14 24 29", date(2020, 10, 31)),
        clean_streets("Lê Lợi, Trần Phú", 2, 88, "0 1 1 2", date(2020, 11, 30)),
        hold_congress(13),
        revenue("7.200", "1.500 3.400 5.400 7.200", 2020),
        answer_citizens("89", "95", "90 92 94 95", 2020),
    ),
)
