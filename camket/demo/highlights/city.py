"""What wards and city departments gave to the annual report of 2020, in its words."""

from camket.demo.shapes import Highlight

THEME = "“Quy hoạch, giải phóng mặt bằng và xây dựng văn minh đô thị”"

# The sentence before these, on the basis of the year, is the template's.
WARD = (
    Highlight(
        "phuong-1",
        "Nét mới ở các phường trong việc triển khai thực hiện chủ đề năm đó là chủ động phối hợp "
        "chặt chẽ với các đơn vị liên quan để tập trung lãnh đạo công tác GPMB các dự án trọng "
        "điểm của tỉnh, thành phố triển khai trên địa bàn.",
    ),
    Highlight(
        "phuong-2",
        "Một số địa phương đã tập trung chỉ đạo xây dựng tuyến phố văn minh đô thị, giải quyết "
        "tốt việc lấn chiếm lòng lề đường và vỉa hè.",
    ),
    Highlight(
        "phuong-3",
        "Ở nhiều địa phương, các cấp ủy và đồng chí Bí thư Đảng ủy phường đã chỉ đạo làm tốt công "
        "tác tiếp công dân, giải quyết đơn thư theo đúng thẩm quyền.",
        opens=True,
    ),
    Highlight(
        "phuong-4",
        "Đồng thời, đẩy mạnh công tác tuyên truyền, giáo dục cán bộ, đảng viên và các tầng lớp "
        "nhân dân nâng cao nhận thức, cảnh giác trước các âm mưu, thủ đoạn của các thế lực thù "
        "địch, vì vậy, không để xảy ra các hiện tượng tụ tập đông người trên địa bàn.",
        after_semicolon=True,
    ),
    Highlight(
        "phuong-5",
        "Bám sát nhiệm vụ công tác xây dựng Đảng năm 2020, các cấp ủy và đồng chí Bí thư Đảng ủy "
        "phường tập trung lãnh đạo, chỉ đạo thực hiện công tác giáo dục chính trị tư tưởng.",
        opens=True,
    ),
    Highlight(
        "dong-giang",
        "Đảng ủy các phường đã lãnh đạo thực hiện hiệu quả Diễn đàn Chi bộ theo tinh thần Nghị "
        "quyết Trung ương 4 khóa XII gắn với Chỉ thị 05-CT/TW của Bộ Chính trị; nhất là việc tập "
        "trung lãnh đạo, chỉ đạo hoàn thành tốt đại hội các Chi bộ trực thuộc đảng bộ và chuẩn bị "
        "đảm bảo các nội dung, điều kiện tổ chức thành công Đại hội đại biểu Đảng bộ phường nhiệm "
        "kỳ 2020 - 2025 trong điều kiện bị ảnh hưởng dịch bệnh Covid-19.",
    ),
    Highlight(
        "dong-thanh",
        "Công tác kiểm tra, giám sát, xử lý kỷ luật đảng được thực hiện nghiêm minh, đúng quy "
        "định Điều lệ Đảng.",
    ),
    Highlight(
        "dong-luong",
        "Chỉ đạo công tác dân vận có bước chuyển biến tích cực; nhất là chủ động các giải pháp để "
        "cùng thành phố kiểm soát tốt dịch bệnh Covid-19 không để lây lan trên địa bàn và khắc "
        "phục hậu quả thiên tai lũ lụt giúp đỡ người dân vượt qua khó khăn sớm ổn định cuộc sống.",
    ),
    Highlight(
        "dong-le",
        "",
        shared_in="dong-luong",
        own_words="Phường Đông Lễ đã cùng thành phố kiểm soát tốt dịch bệnh Covid-19, khắc phục hậu "
        "quả thiên tai lũ lụt, giúp đỡ người dân sớm ổn định cuộc sống.",
    ),
)

DEPT_ECONOMY = (
    Highlight(
        "phong-kinh-te",
        "nổi bật là tham mưu chỉ đạo khắc phục những khó khăn, duy trì phát triển kinh tế; đề xuất "
        "các giải pháp phù hợp trong điều kiện vừa phòng chống dịch bệnh, vừa phát triển kinh tế; "
        "triển khai hiệu quả công tác khắc phục hậu quả lũ lụt, ổn định cuộc sống.",
    ),
    Highlight(
        "phong-tai-chinh-ke-hoach",
        "Đề xuất các giải pháp nhằm tăng thu ngân sách; tham mưu ban hành và triển khai thực hiện "
        "Quy chế phối hợp công tác thu, nộp Ngân sách Nhà nước trên địa bàn thành phố; chủ động "
        "tham mưu kịp thời ưu tiên bố trí ngân sách cho công tác phòng, chống dịch Covid-19. Công "
        "tác kêu gọi, huy động nguồn lực đầu tư được đẩy mạnh và có nhiều kết quả. Tổng vốn đầu "
        "tư toàn xã hội tăng 12,4% so với năm 2019; công tác đấu giá quyền sử dụng đất dự kiến "
        "vượt so dự toán đề ra. Tập trung chuẩn bị tốt nội dung sơ kết 5 năm thực hiện Kết luận "
        "số 03-KL/TU ngày 22/7/2016 của Thành ủy “Về định hướng phát triển nông nghiệp đô thị "
        "trên địa bàn thành phố Đông Hà giai đoạn 2016 - 2020” và tham mưu xây dựng Đề án “phát "
        "triển nông nghiệp đô thị trên địa bàn thành phố đến năm 2025”. Đề xuất nội dung phối hợp "
        "với các ngành cấp tỉnh chuẩn bị triển khai các dự án kêu gọi đầu tư các khu đô thị trên "
        "địa bàn thành phố theo Quyết định số 28 của UBND tỉnh. Thực hiện tốt công tác chuẩn bị "
        "đầu tư các công trình XDCB năm 2020, danh mục vốn sự nghiệp kinh tế có tính chất đầu tư "
        "năm 2021. Tham mưu nội dung Kế hoạch đầu tư công trung hạn giai đoạn 2021 - 2025 thành "
        "phố đảm bảo đúng quy trình.",
    ),
)

DEPT_URBAN = (
    Highlight(
        "phong-quan-ly-do-thi",
        "Tham mưu UBND thành phố triển khai tổ chức thực hiện có hiệu quả các nội dung liên quan "
        f"về chủ đề năm 2020 {THEME}; phối hợp các Sở, ngành liên quan đẩy nhanh tiến độ lập Đồ "
        "án điều chỉnh quy hoạch chung thành phố đến năm 2030, tầm nhìn đến năm 2050; chỉ đạo "
        "công tác kiểm tra quản lý quy hoạch, quản lý đô thị trên địa bàn thành phố; chủ động "
        "phối hợp chặt chẽ với các chủ đầu tư để thực hiện GPMB các công trình trên địa bàn, đặc "
        "biệt là các dự án từ nguồn vốn Trung ương, nguồn vốn tỉnh và các doanh nghiệp; tháo gỡ vướng "
        "mắc, đẩy nhanh tiến độ thực hiện các công trình trọng điểm: Các công trình thuộc dự án "
        "GMS, Công trình Cầu kết nối khu đô thị bắc sông Hiếu với trung tâm thành phố Đông Hà "
        "(GMS)...",
    ),
    Highlight(
        "phong-tai-nguyen-moi-truong",
        "Tích cực tham mưu UBND thành phố tăng cường công tác quản lý các khu nghĩa trang, nghĩa "
        "địa trên địa bàn thông qua việc triển khai thực hiện Đề án Quy hoạch, xây dựng, quản lý "
        "và sử dụng đất nghĩa trang, nghĩa địa trên địa bàn thành phố Đông Hà đến năm 2030.",
    ),
)

DEPT_CULTURE_SOCIETY = (
    Highlight(
        "phong-van-hoa-thong-tin",
        "Tham mưu UBND thành phố triển khai tổ chức thực hiện có hiệu quả các nội dung liên quan "
        f"về chủ đề năm 2020 {THEME}; đề xuất UBND thành phố chỉ đạo tổ chức tốt các hoạt động "
        "chào mừng Đại hội Đảng bộ thành phố lần thứ XIII, Đại hội Đảng bộ tỉnh Quảng Trị lần thứ "
        "XVII hướng tới Đại hội đại biểu toàn quốc lần thứ XIII của Đảng. Công tác tuyên truyền "
        "được triển khai dưới nhiều hình thức, nhiều hoạt động văn hóa văn nghệ, thể dục thể thao "
        "chào mừng các sự kiện chính trị nổi bật của quê hương, đất nước có ý nghĩa thiết thực.",
    ),
    Highlight(
        "phong-giao-duc-dao-tao",
        "Trong lĩnh vực giáo dục đã khắc phục khó khăn, hoàn thành chương trình năm học 2019 - "
        "2020 và triển khai năm học 2020 - 2021 trong bối cảnh dịch bệnh Covid-19; ban hành và "
        "triển khai chương trình giáo dục phổ thông, sách giáo khoa mới đến năm 2025 theo kế "
        "hoạch. Tiếp tục tham mưu UBND thành phố chỉ đạo thực hiện hiệu quả Kết luận số 05-KL/TU "
        "ngày 30/11/2016 của Thành ủy về phát triển giáo dục - đào tạo thành phố Đông Hà giai "
        "đoạn 2017 - 2021, định hướng đến năm 2025. Chất lượng giáo dục đại trà và giáo dục mũi "
        "nhọn tiếp tục được khẳng định, nhiều môn thi đạt giải cao tại kỳ thi học sinh giỏi cấp "
        "tỉnh; công tác xây dựng trường đạt chuẩn quốc gia, trường học kiểu mẫu và kiểm định chất "
        "lượng giáo dục tiếp tục được đẩy mạnh.",
    ),
    Highlight(
        "phong-y-te",
        "Tham mưu công tác chăm sóc sức khỏe Nhân dân được UBND thành phố tập trung chỉ đạo quyết "
        "liệt, có hiệu quả, nhất là chủ động các biện pháp phòng chống dịch bệnh Covid-19, chỉ "
        "đạo tổ chức thực hiện đảm bảo các đợt giãn cách xã hội theo Chỉ thị của Chính phủ và "
        "UBND tỉnh.",
        opens=True,
    ),
    Highlight(
        "phong-lao-dong-thuong-binh-xa-hoi",
        "An sinh xã hội được đảm bảo, các gia đình chính sách, hộ nghèo, các đối tượng bảo trợ xã "
        "hội được chăm lo kịp thời, chu đáo, nhất là triển khai thực hiện Nghị quyết số 42/NQ-CP "
        "ngày 09/4/2020 của Chính phủ và Quyết định số 15/2020/QĐ-TTg của Chính phủ về thực hiện "
        "chính sách hỗ trợ người dân gặp khó khăn do Covid-19 đảm bảo kịp thời, đúng quy định.",
        after_semicolon=True,
    ),
)

DEPT_ADMIN = (
    Highlight(
        "phong-noi-vu",
        "tiếp tục tham mưu thực hiện và phối hợp chuẩn bị các nội dung sơ kết việc thực hiện các "
        "Kế hoạch số 64, 65-KH/TU ngày 25/10/2017 của Thành ủy về thực hiện Nghị quyết Hội nghị "
        "Trung ương 6 khóa XII gắn với công tác tham mưu kiện toàn lãnh đạo các địa phương, đơn vị đảm "
        "bảo quy định; tiếp tục đẩy mạnh việc thực hiện Đề án tinh giản biên chế theo Nghị định "
        "số 108/2014/NĐ-CP ngày 20/11/2014 của Chính phủ; tham mưu tổ chức kiểm tra công vụ, công "
        "sở tại các cơ quan chuyên môn, đơn vị sự nghiệp và UBND các phường.",
    ),
    Highlight(
        "van-phong-hdnd-ubnd",
        "Tham mưu UBND thành phố chỉ đạo, điều hành hiệu quả các lĩnh vực công tác; thực hiện tốt "
        "công tác tham mưu giám sát, chỉ đạo, điều hành của HĐND&UBND thành phố; tham mưu chỉ đạo "
        "triển khai kịp thời các Kết luận của Thành ủy; Nghị quyết của HĐND thành phố kịp thời; "
        "theo dõi tiến độ, đôn đốc các đơn vị thực hiện nhiệm vụ; kịp thời đề xuất UBND thành phố "
        "chỉ đạo, đôn đốc các đơn vị thực hiện công việc chậm tiến độ, đặc biệt là tiến độ và "
        "hiệu quả giải quyết thủ tục hành chính theo thẩm quyền; tham mưu đẩy mạnh ứng dụng công "
        "nghệ thông tin phục vụ công tác và hoạt động chuyên môn; nâng cao chất lượng cải cách "
        "thủ tục hành chính, tiếp công dân, giải quyết đơn, thư theo đúng thẩm quyền quy định.",
        opens=True,
    ),
)

DEPT_JUDICIAL = (
    Highlight(
        "phong-tu-phap",
        "Tham mưu UBND thành phố đẩy mạnh công tác phổ biến, giáo dục pháp luật với nhiều hình "
        "thức phong phú và đa dạng, góp phần nâng cao nhận thức của cán bộ, công chức, viên chức "
        "và nhân dân về pháp luật.",
    ),
    Highlight(
        "thanh-tra",
        "Tham mưu giải quyết các vụ việc khiếu nại, tố cáo theo đúng thẩm quyền quy định; đẩy "
        "mạnh công tác thanh tra việc chấp hành pháp luật về quản lý tài chính và đầu tư xây dựng "
        "cơ bản, thanh tra trách nhiệm của thủ trưởng trong việc chấp hành pháp luật về khiếu "
        "nại, tố cáo và PCTN; chủ trì phối hợp các đơn vị liên quan tổ chức đối thoại với các tổ "
        "chức, cá nhân có phản ánh, kiến nghị.",
        after_semicolon=True,
    ),
)
