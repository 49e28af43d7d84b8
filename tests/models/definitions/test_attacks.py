# ruff: noqa: E501 (files on one line keep their positions easy to count)

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from models.definitions import files, tree, validate
from models.definitions.problems import DefinitionErrors
from models.definitions.reader import read, read_text


def problems_of(path: Path) -> list[str]:
    with pytest.raises(DefinitionErrors) as caught:
        read([path])
    return [str(problem).replace(str(path), "F") for problem in caught.value.problems]


def problems_in(text: str) -> list[str]:
    with pytest.raises(DefinitionErrors) as caught:
        read_text(text, "F")
    return [str(problem) for problem in caught.value.problems]


def problems_of_bytes(tmp_path: Path, data: bytes) -> list[str]:
    path = tmp_path / "f.yaml"
    path.write_bytes(data)
    return problems_of(path)


DEEP = {
    "lists": ("[" * 200_000, "1:65"),
    "lists on lines": ("[\n" * 100_000, "65:1"),
    "items": ("- " * 100_000, "1:129"),
    "mappings": ("{a: " * 100_000, "1:257"),
    "below a key": ("pmboard: " + "[" * 100_000, "1:73"),
    "after text of other bytes": ('a: "\u65e5\n\n"\nb: ' + "[" * 100_000, "4:67"),
}


@pytest.mark.parametrize(("text", "place"), DEEP.values(), ids=DEEP)
def test_deep_nesting_is_refused_before_the_parser_crashes(text: str, place: str) -> None:
    assert problems_in(text) == [f"F:{place}: nested deeper than 64 levels"]


class StopsAtADepth(yaml.SafeLoader):
    """Newer versions of libyaml look ahead, and stop before they hand over anything of the deep part."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.stops_at = text.find("[" * 1_001)

    def get_event(self) -> object:
        event = super().get_event()
        if 0 <= self.stops_at <= event.start_mark.index:
            mark = yaml.Mark("F", self.stops_at + 1_000, 1, self.stops_at + 996, None, None)
            raise yaml.scanner.ScannerError(None, None, "exceeded maximum nesting depth", mark)
        return event


@pytest.mark.parametrize("parser", [yaml.SafeLoader, StopsAtADepth])
def test_every_parser_says_it_alike(monkeypatch: pytest.MonkeyPatch, parser: type) -> None:
    monkeypatch.setattr(tree, "_Parser", parser)
    assert problems_in("a:\nb: " + "[" * 1_100) == ["F:2:67: nested deeper than 64 levels"]
    found = problems_in("a: !!str x\nb: " + "[" * 1_100)
    assert [line.split(": ")[0] for line in found] == ["F:1:4", "F:2:67"]


def test_64_levels_are_read() -> None:
    assert "nested" not in problems_in("[" * 64 + "]" * 64)[0]
    assert "nested" in problems_in("[" * 65 + "]" * 65)[0]


def test_a_billion_laughs() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert (
        problems_in("\n".join(lines))[-1]
        == "F:6:45: the aliases of the file expand to more than 1,000,000 values"
    )


def test_aliases_are_counted() -> None:
    labels = ", ".join(["*l"] * 1_000)
    text = "pmboard: 1\nprojects: [{{key: A, name: &l N, cards: [{{title: T, labels: [{}]}}]}}]\n"
    assert len(read_text(text.format(labels)).projects[0].cards[0].labels) == 1_000
    assert problems_in(text.format(labels + ", *l"))[0].endswith("more than 1,000 aliases in the file")


def test_an_alias_within_itself() -> None:
    assert problems_in("pmboard: 1\npeople: &a [*a]\n") == [
        "F:2:13: the alias *a stands within what it names: it would never end"
    ]


def test_many_keys_in_a_mapping() -> None:
    text = "pmboard: 1\n" + "".join(f"k{n}: 1\n" for n in range(5_000))
    assert problems_in(text) == ["F:1000:7: more than 1,000 keys in one mapping"]


def test_more_problems_than_anybody_reads_are_cut_and_never_nothing() -> None:
    found = problems_in("pmboard: 1\npeople: [" + "a," * 20_000 + "]\n")
    assert len(found) == validate.MOST_PROBLEMS + 1
    assert found[0] == "F: more than 10,000 problems; the rest is not listed"
    assert found[1].startswith("F:2:10: people[#1]: expected a mapping, found 'a'")


def test_too_many_problems_within_one_project() -> None:
    cards = "  - {title: T, estimate: x, labels: [[a]]}\n" * 6_000
    found = problems_in(f"pmboard: 1\nprojects:\n- key: A\n  name: N\n  cards:\n{cards}")
    assert len(found) == validate.MOST_PROBLEMS + 1
    assert "projects[A].cards[T].estimate: 'x' is not a number" in found[1]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "pmboard: 1\npeople: [" + "a," * 600_000 + "]\n",
            "F:2:10: people[#1]: expected a mapping, found 'a'",
        ),
        (
            "pmboard: 1\nprojects: [{key: A, name: N, cards: [{title: T, labels: ["
            + "[]," * 400_000
            + "]}]}]\n",
            "F:2:58: projects[A].cards[T].labels[#1]: expected text, found a list",
        ),
    ],
)
def test_very_many_problems_in_little_memory(text: str, first: str) -> None:
    found = problems_in(text)
    assert len(found) <= validate.MOST_PROBLEMS + 1
    assert found[0] == "F: more than 10,000 problems; the rest is not listed"
    assert found[1].startswith(first)


def test_long_lists_of_a_large_file_are_read_in_full() -> None:
    cards = "".join(
        f"  - {{id: c{n}, title: A title long enough for a million characters}}\n" for n in range(20_000)
    )
    text = f"pmboard: 1\nprojects:\n- key: A\n  name: N\n  cards:\n{cards}"
    assert len(read_text(text).projects[0].cards) == 20_000
    assert problems_in(text + "  - {title: T, estimate: x}\n") == [
        "F:20006:26: projects[A].cards[T].estimate: 'x' is not a number; allowed is a number from 0 to 1,000,000, such as 2 or 0.5"
    ]


def test_a_long_circle_is_one_sentence() -> None:
    cards = "".join(f"  - {{id: a{n}, title: T, parent: a{(n + 1) % 5_000}}}\n" for n in range(5_000))
    (problem,) = problems_in(f"pmboard: 1\nprojects:\n- key: A\n  name: N\n  cards:\n{cards}")
    assert len(problem) < 300
    assert "a circle of cards: A/a4999 -> A/a0 -> " in problem


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    with path.open("wb") as file:
        file.truncate(files.FILE_BYTES + 1)
    assert problems_of(path) == ["F: the file is larger than 64 MB; split it: a folder is imported as one"]


def test_nothing_there(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "no.yaml") == ["F: there is no such file or folder"]
    assert problems_of(tmp_path) == ["F: the folder holds no *.yaml or *.yml file"]


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    os.mkfifo(path)
    assert problems_of(path) == ["F: is a pipe, not a file"]


def test_a_device_and_a_socket(tmp_path: Path) -> None:
    assert problems_of(Path("/dev/zero")) == ["F: is a device, not a file"]
    path = tmp_path / "s.yaml"
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))
        assert problems_of(path) == ["F: is a socket, not a file"]


def test_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    assert problems_of(tmp_path / "a.yaml") == ["F: cannot be read: too many levels of symbolic links"]


def test_a_folder_that_is_called_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").mkdir()
    assert problems_of(tmp_path) == ["F/x.yaml: is a folder, not a file"]


def test_a_path_with_a_nul() -> None:
    with pytest.raises(DefinitionErrors, match=r"cannot be read: not a path|no such file"):
        read(["a\0b"])


def test_a_file_name_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m.yaml"
    path.write_text("pmboard: 2\n")
    with pytest.raises(DefinitionErrors) as caught:
        read([path])
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "F: the file is empty; it begins with pmboard: 1"),
        (b"\xef\xbb\xbf", "F: the file is empty; it begins with pmboard: 1"),
        (b"# nothing\n", "F:1:1: the file is empty; it begins with pmboard: 1"),
        ("pmboard: 1\n".encode("utf-16"), "F: the file is UTF-16; allowed is UTF-8"),
        ("pmboard: 1\n".encode("utf-32"), "F: the file is UTF-32; allowed is UTF-8"),
        (
            "pmboard: 1\n# caf\u00e9\n".encode("latin-1"),
            "F:2:6: the byte 0xE9 ('\u00e9' in Latin-1) is not UTF-8; save the file as UTF-8",
        ),
        (
            "# \u00e9\u65e5\n# \u00e9\u65e5".encode() + b"\xff\n",
            "F:2:5: the byte 0xFF ('\u00ff' in Latin-1) is not UTF-8; save the file as UTF-8",
        ),
        (b"pmboard: 1 # \x00\n", "F:1:14: the character U+0000 NUL is not allowed in text; remove it"),
        (b"pmboard: 1\r# \x1b\n", "F:2:3: the character U+001B ESCAPE is not allowed in text; remove it"),
        (
            "pmboard: 1\r\n# a\u202e\n".encode(),
            "F:2:4: the character U+202E RIGHT-TO-LEFT OVERRIDE is not allowed in text; remove it",
        ),
        (
            "pmboard: 1 # \ufeff\n".encode(),
            "F:1:14: the character U+FEFF BYTE ORDER MARK is not allowed in text; remove it",
        ),
        (
            "pmboard: 1 # \u0085\n".encode(),
            "F:1:14: the character U+0085 NEXT LINE is not allowed in text; remove it",
        ),
    ],
)
def test_what_is_no_text(tmp_path: Path, data: bytes, expected: str) -> None:
    assert problems_of_bytes(tmp_path, data) == [expected]


def test_a_binary_file_is_a_few_problems(tmp_path: Path) -> None:
    found = problems_of_bytes(tmp_path, b"\x01" * 100_000)
    assert len(found) == 101
    assert found[0] == "F: more characters of this kind follow; is it a text file?"


def test_a_bad_file_hides_nothing_of_a_good_one(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("people: [\n")
    (tmp_path / "b.yaml").write_text(
        "pmboard: 1\nprojects: [{key: A, name: N, manager: anna, state: activ}]\n"
    )
    found = problems_of(tmp_path)
    assert [line.split(": ")[0] for line in found] == ["F/a.yaml:2:1", "F/b.yaml:2:52"]


MAYBE_YAML = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "pmboard: 1\n",
                "projects:\n",
                "- key: A\n",
                "  name: N\n",
                "  cards:\n",
                "  - ",
                "people: ",
                "[",
                "]",
                "{",
                "}",
                ": ",
                ", ",
                "- ",
                "? ",
                "&a ",
                "*a",
                "<<: ",
                "!!str ",
                "| \n",
                "> \n",
                '"',
                "'",
                "\\x1b",
                "\\u",
                "\t",
                "\n",
                "  ",
                "---\n",
                "...\n",
                "%YAML 1.1\n",
                "null",
                "~",
                "2026-13-01",
                "1e3",
                "from: ",
                "goals: ",
                "key",
                "title: ",
                "history: ",
                "thresholds: ",
                "settings: ",
                "values: ",
                "snapshots: ",
                "checklist: ",
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=40,
).map("".join)


def said_of(text: str) -> str:
    try:
        read_text(text)
    except DefinitionErrors as errors:
        return errors.text()
    return "read"


@given(MAYBE_YAML)
def test_any_text_is_read_or_refused(text: str) -> None:
    said = said_of(text)
    assert said
    assert "\x1b" not in said


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    with pytest.raises(DefinitionErrors):
        read([path])
