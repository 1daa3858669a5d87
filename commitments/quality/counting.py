"""How many tasks: what is registered may be more than what is signed. Pure. Source: domain.md §1, §3."""

CEILING = 50  # tasks of one registration, whatever the year's limits


def count_finding(count: int, limits: tuple[int, int]) -> str:
    """A sentence when the tasks to be signed are outside the limits, otherwise an empty string."""
    least, most = limits
    if count < least:
        return (
            f"Bản cam kết có {count} nhiệm vụ đưa vào bản ký, ít hơn mức tối thiểu {least}. "
            "Đề nghị chọn thêm, giao thêm, hoặc trả lại để đơn vị bổ sung."
        )
    if count > most:
        return (
            f"Bản cam kết có {count} nhiệm vụ đưa vào bản ký, nhiều hơn mức tối đa {most}. "
            "Đề nghị chọn lọc lại, hoặc ghi ngoại lệ có nêu lý do."
        )
    return ""


def amended_finding(count: int, limits: tuple[int, int]) -> str:
    """A sentence when an amendment leaves a signed paper outside the limits, otherwise empty."""
    least, most = limits
    if count < least:
        return (
            f"Sau điều chỉnh bản cam kết còn {count} nhiệm vụ, ít hơn mức tối thiểu {least}. "
            "Đề nghị giữ lại hoặc bổ sung nhiệm vụ trọng tâm."
        )
    if count > most:
        return (
            f"Sau điều chỉnh bản cam kết có {count} nhiệm vụ, nhiều hơn mức tối đa {most}. "
            "Đề nghị chọn lọc lại."
        )
    return ""


def registered_finding(count: int, limits: tuple[int, int]) -> str:
    """A sentence when so many tasks cannot be handed in: fewer than will be signed, or too many."""
    least = limits[0]
    if count < least:
        return (
            f"Bản đăng ký có {count} nhiệm vụ, ít hơn mức tối thiểu {least}. "
            "Đề nghị bổ sung nhiệm vụ trọng tâm trước khi gửi."
        )
    if count > CEILING:
        return (
            f"Bản đăng ký có {count} nhiệm vụ, quá {CEILING} nhiệm vụ. "
            "Đề nghị gộp hoặc bỏ bớt trước khi gửi."
        )
    return ""


def surplus_notice(count: int, limits: tuple[int, int]) -> str:
    """What follows from registering more than may be signed, in words; empty when it is not more."""
    most = limits[1]
    if count <= most:
        return ""
    return (
        f"Bản đăng ký có {count} nhiệm vụ, nhiều hơn mức tối đa {most} được ký. Đơn vị vẫn gửi "
        "được; Văn phòng sẽ chọn nhiệm vụ đưa vào bản ký, nhiệm vụ không được chọn có nêu lý do."
    )
