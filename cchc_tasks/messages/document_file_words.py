"""What the person is told about the kinds of files that reports are written as."""

from __future__ import annotations

from cchc_tasks.sentences import Either, Entry, Sentence


def template_for_word_only() -> tuple[str, Sentence]:
    return (
        "Mẫu .docx của cơ quan chỉ dùng được khi ghi ra .docx hoặc .pdf.",
        Sentence("Đổi đuôi tệp ghi ra thành .docx, hoặc bỏ ", Entry("template"), "."),
    )


def no_office_suite() -> tuple[str, str]:
    return (
        "Ghi ra .pdf cần LibreOffice, máy này chưa cài. Không có gì được ghi.",
        "Cài LibreOffice, hoặc ghi ra .docx rồi chọn «Lưu thành PDF» trong Word.",
    )


def too_slow(seconds: int) -> tuple[str, Sentence]:
    return (
        f"LibreOffice chuyển sang .pdf quá {seconds} giây nên đã bị dừng. Không có gì được ghi.",
        Sentence(
            "Ghi ra .docx rồi chọn «Lưu thành PDF» trong Word, hoặc chia nhỏ ",
            Either(Sentence("bằng ", Entry("plan"), ", ", Entry("unit"), "."), "theo kế hoạch, đơn vị (phím c, M)."),
        ),
    )


def not_converted() -> tuple[str, str]:
    return (
        "LibreOffice không chuyển được báo cáo sang .pdf. Không có gì được ghi.",
        "Ghi ra .docx rồi chọn «Lưu thành PDF» trong Word.",
    )


def unreadable_template() -> tuple[str, str]:
    return "Không đọc được tệp mẫu: không phải văn bản .docx nguyên vẹn.", "Mở tệp bằng Word và lưu lại thành .docx."


def no_template(path: str) -> tuple[str, str]:
    return f"Không mở được tệp mẫu {path}.", "Kiểm tra đường dẫn và quyền đọc tệp."


def no_place_in_template(mark: str) -> tuple[str, str]:
    return (
        f"Trong tệp mẫu không có dòng nào chỉ ghi {mark}, nên không biết đặt nội dung vào đâu.",
        f"Mở tệp mẫu, gõ {mark} trên một dòng riêng giữa phần đầu và phần cuối, rồi lưu lại.",
    )
