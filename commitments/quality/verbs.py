"""Verbs that promise nothing by themselves, and the words that only dress them up. Data.

Source: domain.md §8, and what the Báo cáo of 2020 calls "chung chung". Written as they are read;
compared in one spelling of tone marks (``camket.text``), so "hoà" and "hòa" are the same.
"""

EMPTY_VERBS = (
    "tăng cường",
    "đẩy mạnh",
    "nâng cao",
    "tiếp tục",
    "quan tâm",
    "chú trọng",
    "phấn đấu",
    "làm tốt",
    "thực hiện tốt",
    "tập trung",
    "phát huy",
    "củng cố",
    "chủ động",
    "tích cực",
    "quyết liệt",
    "quán triệt",
    "bám sát",
    "đổi mới",
    "từng bước",
    "không ngừng",
    "kịp thời chỉ đạo",
)

# With one of the verbs above and nothing beside these, no work has been named.
FILLERS = (
    "chất lượng", "hiệu quả", "hiệu lực", "công tác", "nhiệm vụ", "hoạt động", "lãnh đạo",
    "chỉ đạo", "thực hiện", "triển khai", "trách nhiệm", "vai trò", "tinh thần", "tốt hơn", "tốt",
    "hơn nữa", "hơn", "nữa", "mạnh mẽ", "thường xuyên", "toàn diện", "đồng bộ", "trong năm",
    "năm", "các", "mọi", "trên", "trong", "về", "và", "của", "cho", "lĩnh vực", "mặt", "được giao",
    "đơn vị", "cơ quan", "địa phương", "địa bàn", "phường", "xã", "thành phố", "tình hình mới",
)  # fmt: skip

# "phối hợp với Công an": somebody else is needed.
TOGETHER = ("phối hợp với", "phối hợp cùng", "cùng phối hợp", "phối hợp chặt chẽ với")

# Before "năm 2020": what belongs to that year alone.
OF_A_YEAR = ("chủ đề", "trong", "kế hoạch", "nhiệm vụ", "chỉ tiêu")
