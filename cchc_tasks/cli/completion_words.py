"""Sentences about the Tab key."""

from __future__ import annotations

_INSTALL = {
    "bash": (
        "cchc-tasks completion bash > ~/.cchc-tasks.bash",
        "echo 'source ~/.cchc-tasks.bash' >> ~/.bashrc",
    ),
    "zsh": (
        "cchc-tasks completion zsh > ~/.cchc-tasks.zsh",
        "echo 'source ~/.cchc-tasks.zsh' >> ~/.zshrc",
    ),
    "fish": (
        "mkdir -p ~/.config/fish/completions",
        "cchc-tasks completion fish > ~/.config/fish/completions/cchc-tasks.fish",
    ),
    "powershell": (
        'cchc-tasks completion powershell > "$HOME\\cchc-tasks.ps1"',
        "if (-not (Test-Path $PROFILE)) { New-Item -Force $PROFILE | Out-Null }",
        "Add-Content $PROFILE '. \"$HOME\\cchc-tasks.ps1\"'",
    ),
}
_NAMES = {"bash": "bash", "zsh": "zsh", "fish": "fish", "powershell": "PowerShell"}


def install(shell: str) -> str:
    return f"Để {_NAMES[shell]} luôn gợi ý bằng phím Tab, chạy một lần các dòng sau rồi mở lại cửa sổ lệnh:"


def install_lines(shell: str) -> tuple[str, ...]:
    """Return what the person types, as it is typed: once, for every session to come."""
    return tuple(f"  {line}" for line in _INSTALL[shell])


def installed(shell: str) -> tuple[str, ...]:
    refused = "Nếu PowerShell không cho chạy tệp .ps1, chạy trước: Set-ExecutionPolicy -Scope CurrentUser RemoteSigned"
    again = "Sau khi nâng cấp cchc-tasks, chạy lại dòng có chữ completion."
    return (refused, again) if shell == "powershell" else (again,)
