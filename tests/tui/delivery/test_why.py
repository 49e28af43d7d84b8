"""What the why pane says where there is nothing to judge."""

from __future__ import annotations

import pytest

from tests.tui.delivery.samples import TODAY, row
from tui.delivery.why import project_pane


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("active", "nothing is known yet"),
        ("finished", "not judged while finished"),
        ("on hold", "not judged while on hold"),
    ],
)
def test_a_project_without_judgments_says_whether_it_will_have_some(state: str, said: str) -> None:
    lines = project_pane(row(1, "REED", state=state), None, TODAY, 80, 10)
    texts = ["".join(text for part in line for text, _ in part.spans) for line in lines]
    assert said in [text.strip() for text in texts]
