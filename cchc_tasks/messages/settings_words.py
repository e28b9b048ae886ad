"""How settings are named, shown and refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_tasks.days import day
from cchc_tasks.sentences import Entry, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

# In the order in which they are shown: the name in config.toml, what it means, what it may be.
MEANINGS = {
    "config": "Tệp cấu hình",
    "db": "Cơ sở dữ liệu",
    "org": "Cơ quan",
    "actor": "Người thực hiện",
    "color": "Tô màu",
    "today": "Ngày hôm nay",
    "due_soon_days": "Sắp đến hạn trong (ngày)",
    "move_to_working_day": "Dời hạn sang ngày làm việc",
    "day_off_corrections": "Điều chỉnh ngày nghỉ",
    "alarms": "Nhắc trước hạn (ngày)",
    "backup_dir": "Nơi sao lưu hằng ngày",
    "backup_keep": "Số bản sao hằng ngày được giữ",
    "nothing_arisen": "Không phát sinh trong tỷ lệ",
    "rate_decimals": "Số chữ số thập phân của tỷ lệ",
    "office": "Cơ quan ghi trên văn bản",
    "report_periods": "Kỳ báo cáo",
    "scoring": "Thang điểm hoàn thành kế hoạch",
}
_EXPECTED = {
    "db": 'một đường dẫn hoặc địa chỉ, ví dụ "cchc-tasks.sqlite3"',
    "org": "một tên cơ quan",
    "actor": "một tên người",
    "color": "auto, always hoặc never",
    "today": "một ngày có thật, viết năm-tháng-ngày, ví dụ 2022-07-15",
    "due_soon_days": "một số nguyên từ 0 đến 366",
    "move_to_working_day": "true hoặc false",
    "day_off_corrections": 'các dòng dạng 2026-01-02 = "off" (nghỉ) hoặc "work" (đi làm)',
    "alarms": "một dãy số ngày từ 0 đến 366, ví dụ [7, 1]; [] là không nhắc",
    "backup_dir": r"một thư mục ở ổ đĩa khác, ví dụ '/mnt/o-chung/sao-luu' hoặc 'E:\SaoLuu'",
    "backup_keep": "một số nguyên từ 1 đến 3660",
    "nothing_arisen": "neither (không tính hoàn thành), done (tính hoàn thành) hoặc left_out (bỏ khỏi mẫu số)",
    "rate_decimals": "một số nguyên từ 0 đến 2",
    "office": "bảng [office] gồm các dòng chữ: name, superior, symbol, place, signer_title, signer, "
    "letter_signer_title, letter_signer",
    "report_periods": 'bảng [report_periods], mỗi kỳ một dòng: "6 tháng" = { first = "15/12", last = "14/6" }, '
    'có thể thêm due = "20/6" (ngày gửi báo cáo); source = "văn bản quy định"',
    "scoring": 'bảng [scoring] gồm source = "văn bản quy định" và bands = [{ from = 100, points = 2 }, …]',
}
_COLORS = {"auto": "tự động", "always": "luôn luôn", "never": "không"}
_NOTHING_ARISEN = {"neither": "không tính hoàn thành", "done": "tính hoàn thành", "left_out": "bỏ khỏi mẫu số"}
_CHOICES = {"color": _COLORS, "nothing_arisen": _NOTHING_ARISEN}
_CORRECTIONS = {"off": "nghỉ", "work": "đi làm"}
_CAUSES = {
    "PermissionError": "không có quyền đọc",
    "IsADirectoryError": "đó là một thư mục",
}

ACCOUNT = "tài khoản PostgreSQL"
ASKED_OF_SERVER = "theo máy chủ khi kết nối"
COLUMNS = ("Tên", "Ý nghĩa", "Giá trị", "Lấy từ")


def origin(kind: str, where: str) -> str:
    """Return where a value came from: `kind` is an Origin's kind, `where` its name there."""
    words = {"option": "tùy chọn", "environment": "biến môi trường", "file": "tệp"}
    if kind == "account":
        return ACCOUNT
    return f"{words[kind]} {where}" if kind in words else "mặc định"


def value(name: str, shown: object) -> str:
    """Return a setting's value as `config` shows it; nothing set is said, not left empty."""
    if shown is None:
        return "theo đồng hồ" if name == "today" else "chưa đặt"
    if isinstance(shown, bool):
        return "có" if shown else "không"
    return _CHOICES[name][str(shown)] if name in _CHOICES else str(shown)


def alarms(days: Sequence[int]) -> str:
    """Return the days of the reminders: «7, 1», or that there are none."""
    return ", ".join(map(str, days)) or "không nhắc"


def day_off_corrections(corrections: Sequence[tuple[date, str]]) -> str:
    """Return the corrections: «02/01/2026 nghỉ, 10/01/2026 đi làm», or that there are none."""
    return ", ".join(f"{day(when)} {_CORRECTIONS[what]}" for when, what in corrections) or "không có"


def office(names: Sequence[str]) -> str:
    """Return the office's names as `config` shows them, or that nobody gave them."""
    return "; ".join(filter(None, names)) or "chưa đặt"


def report_periods(periods: Sequence[tuple[str, str, str, str]], source: str) -> str:
    """Return the periods, each (name, first, last, due day or ""), and who settled them."""
    shown = [f"{name} {first}–{last}{f' (gửi {due})' if due else ''}" for name, first, last, due in periods]
    return f"{'; '.join(shown)}{f' (theo {source})' if source else ''}"


def scoring(bands: Sequence[tuple[str, str]], source: str) -> str:
    """Return the bands, each (percent, points), and who settled them."""
    shown = [f"từ {rate}%: {points} điểm" for rate, points in bands]
    return f"{'; '.join(shown)} (theo {source})" if shown else "chưa đặt"


def missing_file(path: str) -> str:
    """Return how `config` shows a configuration file that is not there."""
    return f"{path} (chưa có)"


def refused(name: str, kind: str, where: str, line: int | None) -> tuple[str, str]:
    """Return the sentence and the hint for a value that cannot be used.

    The value itself is not repeated: a database address may hold a password.
    """
    place = f"{origin(kind, where)}{_at_line(line)}"
    return f"Giá trị «{name}» ({MEANINGS[name].lower()}) không dùng được: {place}.", f"Cần {_EXPECTED[name]}."


def broken_file(path: str, line: int | None, column: int | None = None) -> tuple[str, str]:
    """Return the sentence and the hint for a configuration file that is no TOML."""
    where = _at_line(line) + (f", cột {column}" if column is not None else "")
    return (
        f"Tệp cấu hình {path}{where} viết sai cú pháp TOML.",
        'Mỗi dòng viết: tên = giá trị; chữ đặt trong dấu nháy kép, ví dụ org = "Sở Nội vụ". '
        r"Đường dẫn Windows đặt trong nháy đơn: db = 'D:\CCHC\cchc.sqlite3'.",
    )


def no_utf8_file(path: str, line: int) -> tuple[str, str]:
    """Return the sentence and the hint for a configuration file in another encoding."""
    return f"Tệp cấu hình {path}{_at_line(line)} không phải chữ UTF-8.", "Hãy ghi lại tệp với bảng mã UTF-8."


def unreadable_file(path: str, error: str) -> tuple[str, str]:
    """Return the sentence and the hint for a configuration file that cannot be opened; `error` is the class's name."""
    return (
        f"Không đọc được tệp cấu hình {path}: {_CAUSES.get(error, 'lỗi đọc tệp')}.",
        "Hãy sửa quyền đọc, hoặc chỉ tệp khác bằng biến CCHC_TASKS_CONFIG.",
    )


def no_home() -> tuple[str, Sentence]:
    """Return the sentence and the hint where the user's own directories are unknown."""
    return (
        "Không biết thư mục riêng của người dùng.",
        Sentence("Hãy đặt biến môi trường HOME, hoặc dùng ", Entry("db"), " và CCHC_TASKS_CONFIG."),
    )


def unknown_key(path: str, key: str, line: int | None, nearest: str) -> str:
    """Return the warning for a name in the configuration file that means nothing; `nearest` is "" or a known one."""
    advice = f" Có phải là «{nearest}»?" if nearest else ""
    return f"Tệp cấu hình {path}{_at_line(line)}: không có mục «{key}», đã bỏ qua.{advice}"


def named_file_missing(path: str) -> str:
    """Return the warning for a configuration file that CCHC_TASKS_CONFIG names but is not there."""
    return f"Biến CCHC_TASKS_CONFIG chỉ tới {path} nhưng không có tệp này; đang dùng giá trị mặc định."


def _at_line(line: int | None) -> str:
    return f", dòng {line}" if line is not None else ""
