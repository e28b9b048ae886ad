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
    """Return why the system refused."""
    return cause(error.errno or 0)


def cause(number: int) -> str:
    """Return the words of an error number of the system, the number itself where there are none."""
    return _CAUSES.get(number, f"lỗi hệ thống số {number}")
