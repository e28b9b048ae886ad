"""The page beside a folder of feeds, in words."""

from __future__ import annotations

TITLE = "Lịch thời hạn nhiệm vụ"
SECRET = (
    "Mỗi đơn vị một địa chỉ, không ai đoán được. Ai có địa chỉ thì xem được lịch, nên chỉ gửi cho từng đơn vị địa chỉ "
    "của đơn vị đó, và không để trang này ở nơi mọi người đọc được."
)
SUBSCRIBE = "đăng ký"
HOW = "Đưa vào chương trình lịch"
FEED_OR_FILE = (
    "Đăng ký theo địa chỉ thì lịch tự cập nhật khi thời hạn đổi, việc xong hay bị hủy. "
    "Nhập tệp thì chỉ là bản chụp lúc nhập: nhập lại không sửa được mốc cũ."
)
HOW_TO = (
    (
        "Outlook",
        "Lịch → Thêm lịch → Đăng ký từ web (Subscribe from web), dán địa chỉ. "
        "Bản cài trên máy: Account Settings → Internet Calendars.",
    ),
    (
        "Google Calendar",
        "Lịch khác → + → Từ URL, dán địa chỉ; địa chỉ phải truy cập được từ Internet. "
        "Không có thì Cài đặt → Nhập tệp .ics (tối đa 1 MB).",
    ),
    (
        "Apple (macOS, iPhone, iPad)",
        "Bấm «đăng ký» trên thiết bị đó; hoặc Cài đặt → Lịch → Tài khoản → "
        "Thêm tài khoản → Khác → Thêm lịch được đăng ký.",
    ),
    ("Thunderbird", "Lịch mới → Trên mạng → dán địa chỉ; chọn chỉ đọc."),
    ("GNOME", "Lịch → Quản lý lịch → Thêm lịch → dán địa chỉ."),
    (
        "Điện thoại Android",
        "Thêm địa chỉ vào Google Calendar trên web, hoặc dùng ứng dụng ICSx⁵ nếu địa chỉ chỉ có trong mạng nội bộ.",
    ),
)
