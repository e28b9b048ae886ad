"""What the operating system refused, in words."""

from __future__ import annotations

import errno

_CAUSES = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOTDIR: "một phần của đường dẫn không phải thư mục",
    errno.EISDIR: "đây là một thư mục",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đầy",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "đường dẫn trỏ vòng",
    errno.EEXIST: "đã có tệp này",
}


def system_cause(error: OSError) -> str:
    """Return why the system refused, with its error number where there are no words for it."""
    return _CAUSES.get(error.errno or 0, f"lỗi hệ thống số {error.errno}")
