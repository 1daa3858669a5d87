"""What a good answer looks like, by the field it is written in. Data.

Invented, in the manner of the tasks that the Báo cáo of 2020 praises: a place, a number, a paper.
"""

TITLE = "Bàn giao mặt bằng sạch cho 110 hộ, dự án Cầu kết nối khu đô thị bắc sông Hiếu"
OWNER = "người phụ trách: Nguyễn Văn An; chức vụ: Phó Chủ tịch UBND phường"
BASIS = "Nghị quyết số 05-NQ/ĐU ngày 20/12/2020 của Đảng ủy về chỉnh trang đô thị"
PRODUCT = "Biên bản bàn giao mặt bằng của 110 hộ, có xác nhận của chủ đầu tư"
TARGET = "đơn vị tính: hộ; số đầu kỳ: 0; chỉ tiêu: 110"
DUE = "30/9, sau khi các hộ đã nhận tiền đền bù"
ROADMAP = "Quý I: kiểm đếm xong 110 hộ, lũy kế 40; Quý III: bàn giao xong, lũy kế 110"
SUPPORT = "chọn Phòng Tài nguyên và Môi trường trong danh sách đơn vị phối hợp"
RESPONSIBILITY = "chọn người đứng đầu với việc người đứng đầu trực tiếp chỉ đạo"
KEPT = "đơn vị tính: %; số đầu kỳ: 100; chỉ tiêu: 100; “Duy trì, không thấp hơn chỉ tiêu”"
ABOVE = (
    "năm trước đạt 98 hộ thì chỉ tiêu năm nay 110 hộ; với số phải giảm: năm trước còn 2,1% thì năm "
    "nay 1,8%"
)
APART = "gộp làm một, hoặc nêu rõ phần việc riêng"
BREAKTHROUGH = "giải quyết dứt điểm 12 hồ sơ đất đai tồn đọng từ năm trước"
