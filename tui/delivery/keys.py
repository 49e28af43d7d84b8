"""The keys of the delivery screen."""

from __future__ import annotations

from tui.keymap import Key

DELIVERY = (
    Key("delivery.down", "j,down", "down"),
    Key("delivery.up", "k,up", "up"),
    Key("delivery.top", "g,home", "first line"),
    Key("delivery.bottom", "G,end", "last line"),
    Key("delivery.half_down", "ctrl+d,pagedown", "half a page down"),
    Key("delivery.half_up", "ctrl+u,pageup", "half a page up"),
    Key("delivery.columns_left", "h,left", "columns further left; earlier days"),
    Key("delivery.columns_right", "l,right", "columns further right; later days"),
    Key("delivery.next_tab", "}", "next tab: table, timeline"),
    Key("delivery.previous_tab", "{", "previous tab"),
    Key("delivery.nearer", "+,=", "timeline: fewer days, more exactly"),
    Key("delivery.farther", "-", "timeline: more of the calendar"),
    Key("delivery.today", "0,t", "timeline: back to today", "today"),
    Key("delivery.to_bar", ".", "timeline: to the project's first day"),
    Key("delivery.open", "enter", "open the project's board", "board"),
    Key("delivery.why", "i", "why the project is judged so", "why"),
    Key("delivery.sort", "s", "sort by a column", "sort"),
    Key("delivery.reverse", "S", "sort the other way round"),
    Key("delivery.group", "w", "group by client, by program, or not at all", "group"),
    Key("delivery.fold", "z", "fold or unfold the group"),
    Key("delivery.filter", "/", "filter while typing", "filter"),
    Key("delivery.find", "o", "find a project and open its board", "find"),
    Key("delivery.board", "tab", "go to the board", "board"),
    Key("delivery.project", "O", "the project's page: plan, money, people, risks, client, history"),
    Key("delivery.new_project", "P", "new project"),
    Key("delivery.undo", "u", "undo"),
    Key("delivery.redo", "U", "redo"),
    Key("delivery.copy", "y", "copy the project's key"),
    Key("delivery.read", "r", "read again"),
    Key("delivery.help", "?", "help", "help"),
    Key("delivery.back", "escape", "drop the filter, close why, back to the table"),
    Key("delivery.quit", "q", "quit"),
)
