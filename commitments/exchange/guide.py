"""The words of the template: the instructions, and one marked example on each sheet."""

LINES: tuple[tuple[str, str], ...] = (
    ("Cách dùng", "1. Điền các trang Đơn vị, Cán bộ, Nhiệm vụ, Lộ trình. Trang nào không cần thì để trống."),
    ("", "2. Lưu tệp dạng Excel Workbook (.xlsx), mở trang “Nhập từ Excel” của hệ thống và tải tệp lên."),
    ("", "3. Xem kết quả kiểm tra từng dòng. Chưa có gì được ghi cho đến khi anh/chị bấm xác nhận."),
    ("", "4. Có một dòng lỗi thì cả tệp chưa được nhập. Sửa trong Excel rồi tải lên lại."),
    ("Quy ước chung", "Cột có dấu * và nền vàng phải ghi. Giữ nguyên tên cột; thứ tự cột không quan trọng."),
    ("", "Dòng có chữ “Ví dụ” ở cột đầu là ví dụ, không được nhập; để lại hoặc xóa đều được."),
    ("", "Nhập lại cùng một tệp không tạo bản trùng: dòng đã có được cập nhật, dòng không đổi được bỏ qua."),
    ("", "Ô để trống nghĩa là không có giá trị. Muốn giữ nguyên một loại thông tin, xóa hẳn cột đó."),
    ("", "Không dùng công thức, ô gộp, macro, liên kết đến tệp khác. Mỗi trang nhiều nhất 5.000 dòng."),
    ("Ngày", "Ghi ngày trước, tháng sau, năm đủ bốn chữ số: 31/3/2021."),
    ("Số", "Dấu phẩy cho phần thập phân: 12,4; không ghi đơn vị tính, dấu %."),
    ("", "Số điện thoại và mã ghi dạng chữ để giữ số 0 ở đầu."),
    ("Phông chữ", "Gõ theo bảng mã Unicode. Chữ gõ theo TCVN3 (ABC) hoặc VNI được phát hiện và chỉ"
     " chuyển sang Unicode khi anh/chị đồng ý."),
    ("Đơn vị", "Đơn vị đã có được nhận ra theo Mã; không ghi Mã thì theo đúng tên đầy đủ hoặc tên ngắn."),
    ("Cán bộ", "Mỗi dòng là một vai trò của một người; người được nhận ra theo địa chỉ thư điện tử."),
    ("", "Thay người đứng đầu phải làm bàn giao trên hệ thống, không làm bằng cách nhập Excel."),
    ("Nhiệm vụ", "Nhiệm vụ được nhận ra theo đơn vị và TT. Chỉ nhập được khi bản cam kết đang soạn hoặc"
     " được trả lại."),
    ("Lộ trình", "Mỗi dòng là một mốc: ghi đơn vị, TT của nhiệm vụ, quý, việc phải xong."),
)  # fmt: skip

# The cells after the first column, which says "Ví dụ".
EXAMPLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "units": (
        (
            "phuong-mau", "Đảng ủy Phường Mẫu", "Phường Mẫu", "Phường Mẫu", "Các phường",
            "Xã, phường", "Ban Thường vụ Đảng ủy phường", "Bí thư Đảng ủy", "0233 3000 000",
            "01/01/2021",
        ),
    ),
    "people": (
        (
            "Nguyễn Văn Mẫu", "bi-thu.phuong-mau@coquan.example", "0913 000 000",
            "Người đứng đầu", "Phường Mẫu", "Bí thư Đảng ủy", "01/01/2021",
        ),
        (
            "Trần Thị Mẫu", "dau-moi.phuong-mau@coquan.example", "0914 000 000",
            "Cán bộ đầu mối", "Phường Mẫu", "Công chức Văn phòng", "01/01/2021", "Có",
        ),
    ),
    "tasks": (
        (
            "Phường Mẫu", "Giảm tỷ lệ hộ nghèo còn 1,86%", "Trọng tâm", "Tập thể lãnh đạo",
            "Nguyễn Văn Mẫu", "Bí thư Đảng ủy", "Phòng Kinh tế", "Nghị quyết số 01-NQ/ĐU",
            "Quyết định công nhận kết quả rà soát hộ nghèo", "%", "2,4", "1,86", "1,9", "",
            "30/11/2021",
        ),
    ),
    "steps": (("Phường Mẫu", "Quý II", "Rà soát hộ nghèo giữa năm", "2,1", "1"),),
}  # fmt: skip
