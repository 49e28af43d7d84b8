"""The processes of a run share the rewriting of assertions, which takes longer than importing the tests.

pytest keeps what it has rewritten beside the tests. On a fresh checkout eight processes collect the same
files at the same moment, find nothing, and each of them rewrites all. Here each begins with its share.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.assertion import rewrite


def rewrite_share(config: pytest.Config, tests: Path, number: int, of: int) -> None:
    """Keep the rewritten form of every file that is process *number*'s, where it is not kept already."""
    state = config.stash[rewrite.assertstate_key]
    for file in sorted(tests.rglob("test_*.py"))[number::of]:
        folder = rewrite.get_cache_dir(file)
        kept = folder / f"{file.stem}{rewrite.PYC_TAIL}"
        if rewrite.try_makedirs(folder) and rewrite._read_pyc(file, kept, state.trace) is None:
            source, code = rewrite._rewrite_test(file, config)
            rewrite._write_pyc(state, code, source, kept)
