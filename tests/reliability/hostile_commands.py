"""Every command on a portfolio of hostile text: what it prints holds nothing that acts, as text or JSON.

.venv/bin/python tests/reliability/hostile_commands.py [--raw]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pmboard
from tests.reliability.hostile import TEXTS, UNSTORABLE, named
from tests.reliability.hostile_portfolio import by_actions, raw

LOOKING: Sequence[str] = (
    "delivery",
    "delivery --json",
    "delivery --ascii",
    "board ODD",
    "board ODD --json",
    "board N0",
    *(f"card show ODD-{number}{form}" for number in range(1, 33, 8) for form in ("", " --json")),
    *(f"report ODD --format {form}" for form in ("markdown", "html", "csv", "json")),
    *(f"report --all --format {form}" for form in ("markdown", "html", "csv", "json")),
    *(f"report --client acme --format {form}" for form in ("markdown", "html", "csv", "json")),
    "report ODD --format csv --table risks",
    "history",
    "history --json",
    "history ODD",
    "history ODD-3",
    "export ODD",
    "export",
    "check",
    "keys",
    "schema",
    "card edit ODD-2 --due tomorow",
    "card move ODD-2 nowhere",
    "card archive ODD-5",
    "card complete ODD-6",
)
"""Commands that only print, and those that change one card and say so."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    error: str


def said(database: Path, *words: str) -> Said:
    """Run a command in this process."""
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        try:
            code = pmboard.main(["--db", str(database), "--as", "anna", *words])
        except SystemExit as end:
            code = int(end.code or 0)
    return Said(code, out.getvalue(), error.getvalue())


def wrong_with(answer: Said) -> Iterator[str]:
    """A sentence for everything that may not be in an answer."""
    for stream, text in (("output", answer.out), ("error", answer.error)):
        lines = text.replace("\r\n", "\n")
        harm = named(lines)
        if harm:
            bad = next(line for line in lines.split("\n") if named(line))
            yield f"{stream} holds {harm}: {bad[:200]!r}"
    if "Traceback" in answer.error:
        yield answer.error
    if answer.code not in (0, 1, 2, 3):
        yield f"it ended with {answer.code}"


def typed(database: Path, text: str) -> Iterator[tuple[str, ...]]:
    """Commands with the text in every place where a person may type one."""
    yield ("card", "add", "ODD", text)
    yield ("card", "add", "ODD", f"--title={text}")
    yield ("card", "edit", "ODD-1", f"--title={text}", f"--description={text}", f"--label={text}")
    for field in ("type", "priority", "estimate", "due", "milestone", "parent", "assignee", "depends-on"):
        yield ("card", "edit", "ODD-1", f"--{field}={text}")
    yield ("card", "move", "ODD-1", text)
    yield ("card", "show", text)
    yield ("card", "block", "ODD-1", text)
    yield ("card", "comment", "ODD-1", text)
    for verb in ("unblock", "archive"):
        yield ("card", verb, text)
    yield ("card", "complete", "ODD-1", text)
    yield ("board", text)
    yield ("report", text)
    yield ("report", f"--client={text}")
    yield ("report", "ODD", f"--format={text}")
    yield ("report", f"--program={text}")
    yield ("report", "ODD", f"--for={text}")
    yield ("report", "ODD", "--format=csv", f"--table={text}")
    yield ("history", text)
    for narrowed in ("by", "action", "since", "before", "limit"):
        yield ("history", f"--{narrowed}={text}")
    yield ("export", text)
    yield ("import", text)
    yield ("restore", text)
    yield (f"--db={text[:2_000]}", "check")
    for bare in ("undo", "redo", "check", "keys", "schema", "delivery", "demo"):
        yield (bare, text)
    yield (f"--as={text}", "card", "complete", "ODD-1")
    yield (text,)
    yield ("nothing", text)


def every(path: Path) -> Iterator[str]:
    """Look at everything; a sentence for all that is wrong."""
    for line in LOOKING:
        answer = said(path, *line.split())
        yield from (f"{line}: {what}" for what in wrong_with(answer))
        if "--json" in line or "format json" in line:
            try:
                json.loads(answer.out)
            except ValueError as error:
                yield f"{line}: no JSON: {error}: {answer.error[:200]}"


def every_argument(path: Path, texts: Sequence[str]) -> Iterator[str]:
    """Type every text everywhere; a sentence for all that is wrong."""
    for text in texts:
        for words in typed(path, text):
            shown = " ".join(words)[:60]
            yield from (f"{shown!r}: {what}" for what in wrong_with(said(path, *words)))


def files(folder: Path, texts: Sequence[str]) -> Iterator[Path]:
    """Definition files with each text as it is, quoted and not, and files whose names are texts."""
    for at, text in enumerate(texts):
        for form, title in (("quoted", json.dumps(text, ensure_ascii=False)), ("bare", text)):
            file = folder / f"{form}{at}.yaml"
            data = f"pmboard: 1\nprojects:\n  - key: ODD\n    name: {title}\n"
            file.write_bytes(data.encode("utf-8", "surrogateescape"))
            yield file
        name = text.replace("/", "-").replace("\0", "")[:40] or "x"
        if len(os.fsencode(name)) <= 200:
            file = folder / f"{name}.yaml"
            file.write_bytes(b"projects: [")
            yield file


def every_file(path: Path, texts: Sequence[str]) -> Iterator[str]:
    """Import every file; a sentence for all that is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        for file in files(Path(folder), texts):
            for words in (
                ("import", str(file), "--plan"),
                ("import", str(file)),
                ("export", "-o", str(file)),
            ):
                answer = said(path, *words)
                yield from (f"{words[0]} {file.name[:40]!r}: {what}" for what in wrong_with(answer))


def main() -> None:
    """Try everything; ends with 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", action="store_true", help="written past the gate")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for kind in ("CONFIG", "STATE", "DATA"):
            os.environ[f"XDG_{kind}_HOME"] = name
        path = by_actions(Path(name) / "odd.db")
        if given.raw:
            raw(path)
        wrong = list(every(path))
        texts = [text[:5_000] for text in (*TEXTS.values(), *UNSTORABLE.values())]
        wrong += every_argument(path, texts)
        wrong += every_file(path, texts)
        count = len(LOOKING) + len(texts) * len(list(typed(path, "")))
    print(f"{count} commands, {len(wrong)} wrong")
    for sentence in wrong[:60]:
        print(f"  {sentence}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
