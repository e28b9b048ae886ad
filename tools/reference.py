"""The reference of commands in docs/vi, made from the program itself: `make reference`.

Every command, argument and option with its help, in the order in which `--help` lists them. Options that many commands
share stand once, on the first page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from cchc_tasks.cli.main import group

GUIDES = Path(__file__).resolve().parents[1] / "docs" / "vi"
PROGRAM = "cchc-tasks"
INDEX = "tra-cuu-lenh.md"
#: The other pages: file, title, the top-level commands (none: all that no other page has).
PAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("tra-cuu-lenh-nhiem-vu.md", "Tra cứu lệnh: kế hoạch và nhiệm vụ", ()),
    ("tra-cuu-lenh-bao-cao.md", "Tra cứu lệnh: báo cáo, số liệu, lịch", ("report", "indicators", "calendar", "export")),
    (
        "tra-cuu-lenh-du-lieu.md",
        "Tra cứu lệnh: đơn vị, dữ liệu, chương trình",
        ("units", "orgs", "db", "config", "tui", "completion"),
    ),
)
#: An option that at least so many commands have, with the same words, is told once.
SHARED_BY = 6
#: What a command hands over to by its first word, as a group would.
INNER: dict[tuple[str, ...], tuple[str, ...]] = {("calendar",): ("push",)}
MADE_BY = "<!-- Trang này do chương trình lập (make reference): đừng sửa tay. -->\n\n"


@dataclass(frozen=True)
class Parameter:
    """An argument or option: its names, what follows them, what it does."""

    names: tuple[str, ...]
    value: str
    help: str

    @property
    def is_option(self) -> bool:
        return self.names[0].startswith("-")

    @property
    def shown(self) -> str:
        return " ".join(filter(None, (", ".join(self.names), self.value)))


@dataclass(frozen=True)
class Entry:
    """A command: its words after the program's name (none for the program), its help, what it takes."""

    words: tuple[str, ...]
    help: str
    parameters: tuple[Parameter, ...]
    is_group: bool

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def options(self) -> set[str]:
        return {name for parameter in self.parameters if parameter.is_option for name in parameter.names}


def entries(command: click.Command = group, words: tuple[str, ...] = ()) -> Iterator[Entry]:
    """Yield the program and every command in it, groups before what is in them."""
    context = click.Context(command, info_name=(PROGRAM, *words)[-1])
    parameters = tuple(_parameter(found, context) for found in command.get_params(context) if not _is_hidden(found))
    yield Entry(words, command.help or "", parameters, isinstance(command, click.Group))
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from entries(inner, (*words, name))
    for name in INNER.get(words, ()):
        with command.make_context(PROGRAM, [name], resilient_parsing=True) as handed_over:
            yield from entries(handed_over.command, (*words, name))


def _is_hidden(parameter: click.Parameter) -> bool:
    return getattr(parameter, "hidden", False)


def _parameter(parameter: click.Parameter, context: click.Context) -> Parameter:
    if not isinstance(parameter, click.Option):
        return Parameter((parameter.make_metavar(context),), "", "")
    said = [parameter.help or ""]
    bounds = parameter.type if isinstance(parameter.type, click.IntRange) else click.IntRange()
    if bounds.min is not None:
        said.append(f"Từ {bounds.min} đến {bounds.max}." if bounds.max is not None else f"Từ {bounds.min} trở lên.")
    if parameter.required:
        said.append("Bắt buộc.")
    names = (*parameter.opts, *parameter.secondary_opts)
    return Parameter(names, _value(parameter, context), " ".join(filter(None, said)))


def _value(option: click.Option, context: click.Context) -> str:
    if option.is_flag or option.count:
        return ""
    if isinstance(option.type, click.IntRange):
        return option.metavar or "N"
    return option.make_metavar(context).strip("[]")


def pages() -> dict[str, str]:
    """Return the text of every page of the reference by its file's name."""
    found = list(entries())
    shared = _shared(found)
    elsewhere = {word for *_, words in PAGES for word in words}
    texts = {INDEX: _index(found, shared)}
    for file, title, words in PAGES:
        own = [e for e in found if e.words and (e.words[0] in words if words else e.words[0] not in elsewhere)]
        texts[file] = (
            MADE_BY
            + f"# {title}\n\nMột lệnh khác? Xem [mục lục]({INDEX}).\n"
            + "".join(_section(entry, shared) for entry in own)
        )
    return texts


def _shared(found: list[Entry]) -> list[Parameter]:
    """Return the options that many commands have; of those with one name only the one that most have."""
    times = Counter(p for entry in found if entry.words for p in entry.parameters if p.is_option)
    shared: dict[tuple[str, ...], Parameter] = {}
    for parameter, number in times.most_common():
        if number >= SHARED_BY:
            shared.setdefault(parameter.names, parameter)
    return [parameter for parameter in times if parameter in shared.values()]


def _page_of(entry: Entry) -> str:
    return next((file for file, _, words in PAGES if entry.words[0] in words), PAGES[0][0])


def _index(found: list[Entry], shared: list[Parameter]) -> str:
    rows = [
        f"| [`{entry.name}`]({_page_of(entry)}#{'-'.join(entry.words)}) | {_cell(entry.help)} |" for entry in found[1:]
    ]
    return "\n".join(
        (
            MADE_BY + "# Tra cứu lệnh\n",
            "Mỗi lệnh gõ sau `cchc-tasks`, ví dụ `cchc-tasks overdue`; chữ IN HOA là chỗ để bạn điền. Lệnh nào cũng có",
            "`--help` in đúng những điều dưới đây. Biết việc, chưa biết lệnh: [hướng dẫn theo việc](README.md);",
            "`--status`, `--timing`, `--kind` nhận giá trị nào, nghĩa là gì: [từ ngữ](tu-ngu.md).\n",
            "| lệnh | làm gì |\n|---|---|",
            *rows,
            "\n## Tùy chọn của mọi lệnh\n",
            "Gõ ngay sau `cchc-tasks`, trước tên lệnh.\n",
            _table(found[0].parameters),
            "## Tùy chọn chung\n",
            "Nhiều lệnh cùng có; mỗi lệnh nêu tên những tùy chọn chung mà nó nhận.\n",
            _table(tuple(shared)),
        )
    )


def _section(entry: Entry, shared: list[Parameter]) -> str:
    arguments = [parameter.names[0] for parameter in entry.parameters if not parameter.is_option]
    if entry.is_group and not arguments:
        return f"\n## `{entry.name}`\n\n{entry.help}\n"
    common = [f"`{parameter.names[0]}`" for parameter in entry.parameters if parameter in shared]
    own = tuple(p for p in entry.parameters if p.is_option and p not in shared)
    text = f"\n## `{entry.name}`\n\n{entry.help}\n\n    {' '.join((PROGRAM, *entry.words, *arguments))}\n"
    if own:
        text += "\n" + _table(own)
    if common:
        text += f"\n[Tùy chọn chung]({INDEX}#tùy-chọn-chung): {' '.join(common)}\n"
    return text


def _table(parameters: tuple[Parameter, ...]) -> str:
    rows = "".join(
        f"| `{_cell(parameter.shown, is_code=True)}` | {_cell(parameter.help)} |\n" for parameter in parameters
    )
    return "| tùy chọn | nghĩa |\n|---|---|\n" + rows


def _cell(text: str, *, is_code: bool = False) -> str:
    text = text.replace("|", "\\|")
    return text if is_code else text.replace("<", "&lt;")


def write() -> None:
    """Write every page of the reference."""
    for file, text in pages().items():
        (GUIDES / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
