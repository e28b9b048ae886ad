from __future__ import annotations

import importlib
import re
import shlex

import click
import pytest

from cchc_tasks.cli.commands.calendar_commands import push_command
from cchc_tasks.cli.main import group
from cchc_tasks.errors import ConflictError
from cchc_tasks.sentences import Entry, Sentence, Shell, Slot, Step, either, step
from cchc_tasks.tracking import words as undo_words
from cchc_tasks.tui.keys import COMMANDS
from cchc_tasks.tui.step_words import FIELDS, SCREEN_STEPS, ScreenStep, error_text, screen_step_of, screen_text
from tests.messages.every_sentence import modules, said_by, sentences_in, slots_of, texts_in
from tests.messages.test_rooms_without_a_front_end import shared_words

EVERY_SENTENCE = {
    module.__name__: [(name, sentence) for name, said in said_by(module) for sentence in sentences_in(said)]
    for module in modules()
}
SLOTS = sorted({slot for said in EVERY_SENTENCE.values() for _, each in said for slot in slots_of(each)}, key=repr)
#: What a sentence does within a text when no test watches.
FORMAT = Sentence.__format__
ONLY_ON_THE_COMMAND_LINE = "(ở dòng lệnh)"
#: What a form has none of.
COMMAND_WORDS = re.compile(r"--[a-z]|cchc-tasks [a-z]+(?!\w)|(?<!dòng )lệnh")


def command_named(path: str) -> click.Command:
    """The command of a path («units show»)."""
    command: click.Command = group
    for name in path.split():
        assert isinstance(command, click.Group), path
        found = command.get_command(click.Context(command), name)
        assert found is not None, path
        command = found
    return command


def options_of(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts if name.startswith("--")}


def every_option(command: click.Command) -> set[str]:
    """The options of a command and of those below it."""
    found = options_of(command)
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            below = command.get_command(click.Context(command), name)
            assert below is not None
            found |= every_option(below)
    return found


#: A handover's guide is about commands.
ABOUT_COMMANDS = {"cchc_tasks.office.handover.words"}
EVERY_OPTION = every_option(group) | options_of(push_command)


@pytest.mark.parametrize("slot", [slot for slot in SLOTS if isinstance(slot, Step)], ids=str)
def test_a_step_is_a_command_with_options_that_exist(slot: Step) -> None:
    words = str(slot).split()
    assert words[0] == "cchc-tasks"
    path = slot.name.removesuffix(" results").removesuffix(" draft")
    options = options_of(command_named(path)) | options_of(group)
    assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("slot", [slot for slot in SLOTS if isinstance(slot, Entry)], ids=str)
def test_a_field_is_an_option_of_some_command(slot: Entry) -> None:
    assert str(slot).split()[0] in EVERY_OPTION


@pytest.mark.parametrize(
    "module", [module for module, said in EVERY_SENTENCE.items() if said and module != "cchc_tasks.cli.words"]
)
def test_the_screen_names_keys_and_fields_and_says_so_where_only_a_command_does_it(module: str) -> None:
    def left_out(slot: Slot) -> str:
        shown = screen_text(Sentence(slot))
        return "" if shown.endswith(ONLY_ON_THE_COMMAND_LINE) else shown

    shown = {name: sentence.rendered(left_out) for name, sentence in EVERY_SENTENCE[module]}
    assert {name: text for name, text in shown.items() if COMMAND_WORDS.search(text)} == {}


@pytest.mark.parametrize("module", sorted(shared_words() - ABOUT_COMMANDS))
def test_words_without_steps_name_no_command(module: str) -> None:
    named = importlib.import_module(module)
    told = {name: text for name, said in said_by(named, constants=False) for text in texts_in(said)}
    assert {name: text for name, text in told.items() if COMMAND_WORDS.search(text)} == {}


@pytest.mark.parametrize("way", SCREEN_STEPS, ids=str)
def test_a_way_on_the_screen_is_a_key_that_the_screen_has(way: ScreenStep) -> None:
    assert way.command in {command.name for command in COMMANDS}


@pytest.mark.parametrize(
    ("sentence", "on_the_screen", "on_the_command_line"),
    [
        (Sentence("Lấy lại: ", step("undo")), "Lấy lại: phím z (Hoàn tác)", "Lấy lại: cchc-tasks undo"),
        (Sentence(step("undo", change="7")), "5 Nhật ký, chọn dòng rồi bấm x", "cchc-tasks undo --change 7"),
        (
            Sentence(step("resolve", "17", due="NGÀY")),
            "phím R (Định hạn), ô «Thời hạn»",
            "cchc-tasks resolve 17 --due NGÀY",
        ),
        (
            Sentence(step("update", "17", status="paused", milestone="N")),
            "phím t (Cập nhật) rồi 6, ô «Mốc số»",
            "cchc-tasks update 17 --status paused --milestone N",
        ),
        (Sentence("Thêm ", Entry("evidence")), "Thêm ô văn bản", "Thêm --evidence"),
        (Sentence(step("db upgrade")), "cchc-tasks db upgrade (ở dòng lệnh)", "cchc-tasks db upgrade"),
        (
            Sentence(step("db check", db="TỆP", repair=None)),
            "cchc-tasks --db TỆP db check --repair (ở dòng lệnh)",
            "cchc-tasks --db TỆP db check --repair",
        ),
        (Sentence(Shell("pip install x")), "pip install x (ở dòng lệnh)", "pip install x"),
        (either("chạy lại lệnh", "thử lại"), "thử lại", "chạy lại lệnh"),
    ],
)
def test_a_sentence_is_said_by_each_front_end_in_its_words(
    sentence: Sentence, on_the_screen: str, on_the_command_line: str
) -> None:
    assert (screen_text(sentence), str(sentence)) == (on_the_screen, on_the_command_line)


@pytest.mark.parametrize(
    "typed", ["xem cchc-tasks undo", "dùng --map hay --force", "chạy lại lệnh check", "--evidence"]
)
def test_what_a_person_typed_is_shown_as_typed_beside_the_steps(typed: str) -> None:
    error = ConflictError(*undo_words.rests_on_it(typed, "Trần Thị Bình", typed, "7"))
    shown = error_text(error)
    assert shown.count(f"«{typed}»") == 2
    assert "5 Nhật ký, chọn dòng rồi bấm x" in shown
    assert isinstance(error.hint, Sentence)
    assert error.hint.steps[0] == step("undo", change="7")


@pytest.mark.parametrize(
    "typed",
    [
        "Văn phòng Sở",
        "13",
        "CCHC-2022/I.2",
        "#12",
        "12 (a)",
        'tệp "mới".xlsx',
        "C'mon",
        "a$HOME`b`!c",
        "Phòng A & B",
        "~",
    ],
)
def test_a_step_that_is_pasted_gives_each_value_as_it_is(typed: str) -> None:
    told = step("units members", typed, add=(typed, "x"), evidence=typed)
    words = ["cchc-tasks", "units", "members", typed, "--add", typed, "--add", "x", "--evidence", typed]
    assert shlex.split(str(told), comments=True) == words


@pytest.mark.parametrize("slot", [slot for slot in SLOTS if isinstance(slot, Step | Entry)], ids=str)
def test_what_is_to_be_filled_in_is_one_word_each(slot: Step | Entry) -> None:
    values = [value for _, value in slot.fields] if isinstance(slot, Step) else [slot.value]
    texts = [text for value in values for text in (value if isinstance(value, tuple) else (value,)) if text]
    targets = list(slot.targets) if isinstance(slot, Step) else []
    assert {*targets, *texts} <= set(shlex.split(str(slot)))
    assert not any(text[0] in "\"'" for text in (*targets, *texts))


def test_a_sentence_becomes_text_only_where_it_is_shown() -> None:
    with pytest.raises(TypeError):
        f"{Sentence(step('undo'))}"


def test_a_field_that_forms_have_is_named_by_its_label() -> None:
    assert all("--" not in label for label in FIELDS.values())
    assert screen_step_of(step("db upgrade")) is None


def test_a_sentence_within_a_text_is_refused_in_tests_and_reads_as_a_command_for_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hint = Sentence("Xem: ", step("show", "17"))
    with pytest.raises(TypeError):
        f"{hint}"
    monkeypatch.setattr(Sentence, "__format__", FORMAT)
    assert f"{hint}" == "Xem: cchc-tasks show 17"
