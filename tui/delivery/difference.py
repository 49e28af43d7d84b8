"""How far two lines differ; every panel that paints lines uses it."""

from tui.difference import changed_end as changed_end
