"""The keys of the screen: what each does, which the last line shows, and the words of the help."""

from __future__ import annotations

from typing import NamedTuple


class KeyCommand(NamedTuple):
    """One thing a key does: its name, the keys (Textual's names), the key as shown, a label, and what it does."""

    name: str
    keys: str
    shown: str
    label: str
    meaning: str


#: Everything the screen does, in the order of the help. No letter that a Telex input method left on would compose.
COMMANDS = (
    KeyCommand(
        "record('update')", "t,f2", "t", "Cập nhật", "cập nhật tình hình, kết quả, ngày, văn bản, khó khăn, ghi chú"
    ),
    KeyCommand("record('finish')", "x", "x", "Xong", "đã hoàn thành: hỏi ngay văn bản minh chứng"),
    KeyCommand("record('evidence')", "p", "p", "Minh chứng", "chỉ ghi thêm văn bản minh chứng, ghi chú"),
    KeyCommand("record('submit')", "T", "T", "Trình", "đã trình sản phẩm, chờ ban hành"),
    KeyCommand("record('extend')", "H", "H", "Gia hạn", "gia hạn, hoặc ghi đề nghị gia hạn"),
    KeyCommand("record('resolve')", "R", "R", "Định hạn", "cho ngày vào thời hạn chờ văn bản hoặc chưa đọc được"),
    KeyCommand("record('assign')", "L", "L", "Giao lại", "giao lại cho đơn vị khác, theo văn bản"),
    KeyCommand("record('close_ongoing')", "K", "K", "Chốt", "chốt kết quả nhiệm vụ thường xuyên, theo văn bản"),
    KeyCommand("mark", "space", "Cách", "Đánh dấu", "đánh dấu nhiệm vụ: nhiều nhiệm vụ được ghi cùng một lần"),
    KeyCommand("mark_section", "V", "V", "Dấu cả phần", "đánh dấu cả phần, bấm lại để bỏ"),
    KeyCommand("record('undo')", "z,f8", "z", "Hoàn tác", "hoàn tác thay đổi mới nhất của mình"),
    KeyCommand("record('redo')", "Z", "Z", "Làm lại", "làm lại điều vừa hoàn tác"),
    KeyCommand("search", "slash,f3", "/", "Tìm", "tìm ngay khi gõ, không cần dấu"),
    KeyCommand("view('overdue')", "f,f4", "f", "Quá hạn", "chỉ việc quá hạn; bấm lại để bỏ"),
    KeyCommand("view('soon')", "s,f5", "s", "Sắp hạn", "chỉ việc sắp đến hạn; bấm lại để bỏ"),
    KeyCommand("mine", "m", "m", "Việc gấp", "việc quá hạn và sắp đến hạn của đơn vị mình"),
    KeyCommand("view('unreported')", "v", "v", "Chưa báo cáo", "chỉ việc chưa báo cáo kỳ này"),
    KeyCommand("view('review')", "r", "r", "Cần rà soát", "chỉ việc có cách đọc cần rà soát"),
    KeyCommand("go_to_overdue(1)", "n", "n", "Quá hạn kế", "đến việc quá hạn kế tiếp"),
    KeyCommand("go_to_overdue(-1)", "N", "N", "Quá hạn trước", "về việc quá hạn trước đó"),
    KeyCommand("open('unit')", "M", "M", "Đơn vị", "chọn đơn vị mình (để lọc và cho phím m)"),
    KeyCommand("open('plan')", "c,f7", "c", "Kế hoạch", "chọn kế hoạch"),
    KeyCommand("open('history')", "h", "h", "Lịch sử", "toàn bộ chi tiết và lịch sử của nhiệm vụ"),
    KeyCommand("show('tasks')", "1", "1", "Nhiệm vụ", "màn hình nhiệm vụ"),
    KeyCommand("show('timeline')", "2", "2", "Tiến độ", "màn hình tiến độ theo tháng, quý"),
    KeyCommand("show('units')", "3", "3", "Đơn vị", "màn hình đơn vị"),
    KeyCommand("show('queue')", "4", "4", "Rà soát", "màn hình rà soát"),
    KeyCommand("show('log')", "5", "5", "Nhật ký", "màn hình nhật ký"),
    KeyCommand("next_screen", "f6", "F6", "Màn hình kế", "sang màn hình kế tiếp"),
    KeyCommand("file('copy')", "C", "C", "Chép đôn đốc", "chép danh sách quá hạn theo đơn vị để dán vào tin nhắn"),
    KeyCommand("open('statistics')", "b", "b", "Số liệu", "câu số liệu báo cáo và hai tỷ lệ"),
    KeyCommand("file('report')", "B", "B", "Báo cáo", "lập phụ lục, thống kê và các báo cáo khác ra tệp"),
    KeyCommand("open('frozen')", "", "", "Số đã báo cáo", "các báo cáo đã chốt số liệu, số nào nay đã khác, vì sao"),
    KeyCommand("file('calendar')", "l", "l", "Lịch", "xuất thời hạn ra tệp lịch (.ics)"),
    KeyCommand("file('import_plan')", "P", "P", "Nhập", "nhập tệp: kế hoạch mới, sửa đổi, hoặc kết quả đơn vị gửi về"),
    KeyCommand("file('amend_plan')", "Q", "Q", "Sửa đổi", "kế hoạch sửa đổi: xem khác biệt rồi mới áp dụng"),
    KeyCommand("file('take_results')", "", "", "Nhập kết quả", "kết quả đơn vị gửi về: xem trước rồi mới ghi"),
    KeyCommand("file('back_up')", "S", "S", "Sao lưu", "sao lưu cơ sở dữ liệu ra tệp"),
    KeyCommand("use_theme('dark')", "", "", "Nền tối", "giao diện nền tối"),
    KeyCommand("use_theme('light')", "", "", "Nền sáng", "giao diện nền sáng"),
    KeyCommand("use_theme('projector')", "", "", "Máy chiếu", "giao diện tương phản cao cho máy chiếu"),
    KeyCommand("toggle_signs", "", "", "Ký hiệu ASCII", "đổi ký hiệu sang ASCII hoặc trở lại"),
    KeyCommand("ask_again", "ctrl+r", "Ctrl+R", "Đọc lại", "đọc lại từ cơ sở dữ liệu; thôi chờ nếu nó không trả lời"),
    KeyCommand("open('palette')", "colon,f9", "F9", "Mọi lệnh", "tìm lệnh bằng chữ, không cần dấu"),
    KeyCommand("open('help')", "f1,question_mark", "F1", "Phím", "các phím"),
    KeyCommand("leave", "escape", "Esc", "Quay lại", "quay lại từng bước, không bao giờ thoát"),
    KeyCommand("leave_program", "q,f10", "q", "Thoát", "thoát"),
)
BY_KEY = {command.shown: command for command in COMMANDS if command.shown}
_EVERYWHERE = ("z", "F1", "F9", "q")
#: What the last line shows, by the key: the most useful first, as many as the window has room for.
KEY_BARS = {
    "tasks": ("t", "Cách", "/", "f", "z", "F1", "F9", "m", "x", "s", "c", "T", "H", "b", "q"),
    "timeline": ("t", "/", "f", *_EVERYWHERE, "H", "R"),
    "units": ("1", *_EVERYWHERE),
    "queue": ("R", "L", *_EVERYWHERE),
    "log": ("1", *_EVERYWHERE),
}
#: Keys of one screen alone, shown first on it: (key, label, action of the screen's rows or table).
OWN_KEYS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "tasks": (),
    "timeline": (("←→", "Quý", "main.shift(1)"),),
    "units": (("Enter", "Xem việc", "main.select_cursor"),),
    "queue": (("x", "Đúng", "main.confirm"), ("←→", "Hàng chờ", "main.switch")),
    "log": (("x", "Lấy lại", "main.confirm"),),
}
HELP_MOVING = (
    ("↑ ↓ (k j)", "lên, xuống; PgUp PgDn: nhanh hơn; Home End (g G): đầu, cuối"),
    ("Enter", "xem chi tiết; ở màn hình Đơn vị: chỉ nhiệm vụ của đơn vị đó"),
    ("Tab", "sang ô chi tiết để cuộn, bấm lại để về danh sách"),
    ("← →", "ở Tiến độ: cả năm hoặc từng quý; ở Rà soát: đổi hàng chờ"),
    ("x", "ở Rà soát: cách đọc này đúng; ở Nhật ký: lấy lại thay đổi này"),
)
