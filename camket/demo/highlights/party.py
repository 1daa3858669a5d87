"""What internal affairs, Party bodies, the Front and the mass organisations gave to the report."""

from camket.demo.shapes import Highlight

_FULFILLED = "tích cực triển khai thực hiện và hoàn thành tốt các nội dung cam kết trách nhiệm."

INTERNAL_AFFAIRS = (
    Highlight(
        "ban-chi-huy-quan-su",
        "Ban Chỉ huy Quân sự thành phố tích cực tham mưu Thành ủy, UBND thành phố lãnh đạo, chỉ "
        "đạo thực hiện tốt các nhiệm vụ quân sự - quốc phòng địa phương; duy trì nghiêm chế độ "
        "trực sẵn sàng chiến đấu, đặc biệt là phối hợp điều động lực lượng tham gia tốt công tác "
        "phòng, chống dịch Covid-19; tham gia ứng cứu khắc phục lũ lụt kịp thời; phối hợp các đơn "
        "vị liên quan tham mưu lãnh đạo thành phố chỉ đạo xử lý tốt các tình huống xảy ra, không "
        "để bị động bất ngờ.",
        opens=True,
    ),
    Highlight(
        "cong-an",
        "Công an thành phố tích cực tham mưu Thành ủy, UBND thành phố lãnh đạo, chỉ đạo thực hiện "
        "tốt các nhiệm vụ quốc phòng - an ninh năm 2020. Tình hình an ninh chính trị, trật tự an "
        "toàn xã hội được giữ vững; bảo vệ an toàn Đại hội Đảng các cấp trên địa bàn thành phố "
        "nhiệm kỳ 2020 - 2025. Tổ chức tốt lực lượng bảo vệ các điểm cách ly đảm bảo nghiêm túc, "
        "an toàn; lực lượng ứng phó, cứu trợ kịp thời và khắc phục hậu quả bão lụt xảy ra. Tổ "
        "chức nhiều đợt cao điểm trấn áp tội phạm, triệt phá được nhiều điểm phức tạp về ma túy; "
        "đẩy mạnh trấn áp các loại tội phạm gắn với triển khai thực hiện có hiệu quả công tác đấu "
        "tranh, phòng, chống và kiểm soát ma túy trên địa bàn thành phố; tỷ lệ điều tra, phá án "
        "đạt kế hoạch trên giao; chủ động phối hợp các địa phương để làm tốt công tác tuyên "
        "truyền, vận động các tổ chức, cá nhân lắp đặt camera giám sát an ninh trên các tuyến "
        "giao thông, bước đầu phát huy hiệu quả trong công tác đấu tranh phòng, chống tội phạm "
        "trên địa bàn.",
        opens=True,
    ),
    Highlight(
        "vien-kiem-sat",
        "Viện kiểm sát, Tòa án nhân dân thành phố, Thi hành án dân sự thành phố tích cực triển "
        "khai thực hiện và hoàn thành tốt các nội dung cam kết trách nhiệm.",
        own_words=f"Viện kiểm sát nhân dân thành phố {_FULFILLED}",
    ),
    Highlight(
        "toa-an",
        "",
        shared_in="vien-kiem-sat",
        own_words=f"Tòa án nhân dân thành phố {_FULFILLED}",
    ),
    Highlight(
        "thi-hanh-an",
        "",
        shared_in="vien-kiem-sat",
        own_words=f"Chi cục Thi hành án dân sự thành phố {_FULFILLED}",
    ),
)

PARTY_BODY = (
    Highlight(
        "ban-to-chuc",
        "Lĩnh vực xây dựng Đảng đã có nhiều cách làm mới, khoa học gắn với tập trung lãnh đạo, "
        "chỉ đạo Đại hội Đảng các cấp thành phố nhiệm kỳ 2020 - 2025.",
        opens=True,
        bullet=True,
    ),
    Highlight(
        "ban-tuyen-giao",
        "Các ban Đảng đã bám sát nhiệm vụ chính trị, các nội dung ký cam kết để làm tốt công tác "
        "tham mưu chỉ đạo đổi mới, ứng dụng CNTT trong công tác tuyên truyền, học tập các Nghị "
        "quyết của Đảng; tăng cường công tác đấu tranh chống âm mưu, hoạt động “diễn biến hòa "
        "bình” của các thế lực thù địch trên lĩnh vực tư tưởng, văn hóa và đấu tranh phản bác các "
        "thông tin xấu độc trên mạng xã hội; thực hiện quy trình cán bộ đảm bảo quy định; chăm lo "
        "xây dựng TCCS đảng, phát triển đảng viên; làm tốt công tác bảo vệ chính trị nội bộ.",
    ),
    Highlight(
        "uy-ban-kiem-tra",
        "Công tác kiểm tra, giám sát được đẩy mạnh, nhất là kiểm tra các lĩnh vực dễ nảy sinh vi "
        "phạm gắn với trách nhiệm của người đứng đầu.",
    ),
    Highlight(
        "ban-dan-van",
        "Công tác dân vận có nhiều đổi mới, góp phần củng cố niềm tin của nhân dân đối với Đảng, "
        "Nhà nước, tạo đồng thuận xã hội, phát huy khối đại đoàn kết toàn dân tộc.",
    ),
    Highlight(
        "van-phong-thanh-uy",
        "Tích cực tham mưu cấp ủy đổi mới phương thức lãnh đạo của Đảng; thực hiện chữ ký số và "
        "gửi trên 90% văn bản, tài liệu qua hộp thư công vụ, Cổng thông tin điện tử tỉnh và thành "
        "phố, đảm bảo an toàn bảo mật, chính xác, nhanh chóng, giảm chi phí, từng bước khắc phục "
        "tình trạng “văn bản giấy”; triển khai hội nghị trực tuyến; thường xuyên đôn đốc, kiểm "
        "tra tiến độ thực hiện kế hoạch sau khi được phê duyệt.",
        after_semicolon=True,
    ),
)

POLITICAL_CENTER = (
    Highlight(
        "trung-tam-chinh-tri",
        "Trung tâm Chính trị thành phố đã tập trung nâng cao chất lượng đào tạo bồi dưỡng lý luận "
        "chính trị và nghiệp vụ cán bộ, đảng viên, quần chúng và các hội viên các hội trực thuộc "
        "thành phố.",
        opens=True,
    ),
)

FRONT_MASS_ORG = (
    Highlight(
        "mat-tran",
        "UBMT và các đoàn thể chính trị - xã hội thành phố đã nghiêm túc triển khai thực hiện và "
        "hoàn thành xuất sắc các nội dung cam kết với Ban Thường vụ Thành ủy; trong đó đã chú "
        "trọng đẩy mạnh việc tập hợp tăng cường khối Đại đoàn kết toàn dân; phát động các phong "
        "trào thi đua, các cuộc vận động thực hiện các nhiệm vụ phát triển kinh tế - xã hội của "
        "địa phương, các nội dung chủ đề năm “Quy hoạch, giải phóng mặt bằng và xây dựng văn minh "
        "đô thị” và chào mừng Đại hội Đảng các cấp thành phố nhiệm kỳ 2020 - 2025 bằng các công "
        "trình, phần việc cụ thể, thiết thực, mang tính lan tỏa cao.",
        opens=True,
        bullet=True,
    ),
    Highlight(
        "lien-doan-lao-dong",
        "Thông qua các phong trào, các cuộc vận động, các mô hình, các chương trình đã phát huy "
        "được sức mạnh của các tầng lớp Nhân dân trong phát triển kinh tế - xã hội, xây dựng văn "
        "minh đô thị và giảm nghèo bền vững.",
    ),
    Highlight(
        "hoi-phu-nu",
        "Đổi mới phương thức, hướng mạnh về cơ sở, nắm chắc tình hình Nhân dân, kịp thời phản ánh "
        "các ý kiến, kiến nghị với cấp ủy, chính quyền các cấp giải quyết kịp thời các vấn đề nảy "
        "sinh từ cơ sở; nhất là công tác tuyên truyền vận động phòng, chống dịch Covid-19 và kêu "
        "gọi hỗ trợ giúp đỡ hộ nghèo, hộ khó khăn bị ảnh hưởng dịch bệnh và thiên tai lũ lụt sớm "
        "khắc phục vươn lên trong cuộc sống.",
        after_semicolon=True,
    ),
    Highlight(
        "thanh-doan",
        "Bên cạnh đó còn triển khai có hiệu quả hoạt động giám sát, phản biện xã hội, tham gia "
        "góp ý xây dựng Đảng, xây dựng chính quyền, nhất là tham gia góp ý vào văn kiện Đại hội "
        "Đảng các cấp nhiệm kỳ 2020 - 2025.",
    ),
    Highlight(
        "hoi-nong-dan",
        "Tích cực triển khai thực hiện chủ trương về phát triển tổ chức đảng, đảng viên và tổ "
        "chức chính trị - xã hội trong doanh nghiệp ngoài nhà nước trên địa bàn thành phố.",
        after_semicolon=True,
    ),
    Highlight(
        "hoi-cuu-chien-binh",
        "Với nhiều nội dung đổi mới, sáng tạo trong việc thực hiện các nội dung cam kết, Mặt trận "
        "và các đoàn thể chính trị - xã hội đã góp phần củng cố niềm tin của nhân dân đối với "
        "Đảng, Nhà nước, tạo sự đồng thuận xã hội, phát huy khối đại đoàn kết toàn dân tộc trong "
        "quá trình thực hiện nhiệm vụ chính trị của thành phố.",
    ),
)
