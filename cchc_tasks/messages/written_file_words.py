"""What the person is told about files that are written: where they go, and what they can be written as."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.sentences import Either, Entry, Sentence

#: So many names are told one by one.
_TOLD = 10
_ROLES = {
    "database": "thuộc chính cơ sở dữ liệu đang dùng",
    "settings": "là tệp cấu hình đang dùng",
    "source": "là tệp đang được đọc làm nguồn",
    "daily copy": "là một bản sao hằng ngày",
}


def wrong_suffix(path: str, suffixes: Sequence[str]) -> tuple[str, str]:
    kinds = " hoặc ".join(filter(None, (", ".join(suffixes[:-1]), suffixes[-1])))
    return (
        f"{path}: ở đây chỉ ghi được loại tệp {kinds}. Chưa ghi gì.",
        f"Đặt tên tệp kết thúc bằng {kinds}.",
    )


def there_already(paths: Sequence[str], left_over: Sequence[str] = ()) -> tuple[str, Sentence]:
    more = f" Tệp của lần trước, không còn thuộc lần này: {listed(left_over)}." if left_over else ""
    gone = ", và bỏ tệp không còn thuộc lần này" if left_over else ""
    return (
        f"Đã có {listed(paths)}, nên không ghi đè.{more}",
        Sentence("Chọn tên khác", Either(Sentence(", hoặc thêm ", Entry("overwrite"), f" để thay{gone}")), "."),
    )


def never_replaced(path: str, role: str) -> tuple[str, str]:
    return (f"{path} {_ROLES[role]}, không bao giờ bị ghi đè.", "Chọn một tệp khác.")


def leads_nowhere(path: str) -> tuple[str, str]:
    return (f"{path} là liên kết đến nơi không có gì, nên không ghi vào đó.", "Ghi thẳng tên tệp cần tạo.")


def leads_to_another_kind(path: str, target: str, suffix: str) -> tuple[str, str]:
    return (
        f"{path} là liên kết đến {target}, không phải tệp {suffix}, nên không ghi vào đó.",
        "Ghi thẳng tên tệp cần tạo.",
    )


def not_a_file(path: str) -> tuple[str, str]:
    return (f"{path} không phải tệp thường (là thiết bị, đường ống …), nên không ghi vào đó.", "Chọn một tên tệp khác.")


def is_folder(path: str) -> tuple[str, str]:
    return (f"{path} là thư mục, ở đây cần tên một tệp.", "Ghi thêm tên tệp vào sau tên thư mục.")


def wants_folder(path: str) -> tuple[str, str]:
    return (
        f"{path} không dùng làm thư mục được: ở đây ghi ra nhiều tệp, vào một thư mục.",
        "Cho tên một thư mục (chưa có thì được tạo), không có đuôi như .docx, .xlsx.",
    )


def cannot_remove(path: str, cause: str) -> tuple[str, str]:
    return (f"Không bỏ được tệp {path}: {cause}. Các tệp mới đã ghi xong.", "Xem rồi tự xóa tệp đó.")


def left_over(names: Sequence[str], *, removable: bool) -> Sentence:
    """What is left of an earlier time; `removable` where some of it would go if that were asked for."""
    more = Sentence("; thêm ", Entry("overwrite"), " thì tệp nào còn nguyên như chương trình ghi được bỏ")
    return Sentence(
        f"Trong thư mục còn {len(names)} tệp của lần trước, không thuộc lần này: {listed(names)}. "
        "Xem rồi xóa để không dùng nhầm",
        Either(more if removable else ""),
        ".",
    )


def removed(names: Sequence[str]) -> str:
    return f"Đã bỏ {len(names)} tệp của lần trước, không còn thuộc lần này: {listed(names)}."


def listed(names: Sequence[str]) -> str:
    more = f" và {len(names) - _TOLD} tệp nữa" if len(names) > _TOLD else ""
    return f"{', '.join(names[:_TOLD])}{more}"


def unusable_name() -> str:
    return "tên không dùng được"


def cannot_write(path: str, cause: str) -> tuple[str, str]:
    return (
        f"Không ghi được tệp {path}: {cause}. Không có gì bị ghi dở.",
        "Kiểm tra thư mục có tồn tại, còn chỗ trống và cho phép ghi, hoặc chọn nơi khác.",
    )


def exported(path: str, tasks: int, changes: int) -> str:
    return f"Đã xuất {tasks} nhiệm vụ và {changes} thay đổi ra {path}."


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
