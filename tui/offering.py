"""The texts that were kept: telling of them, a list, and each back to where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from models.actions import cards
from models.actions.problems import InvalidValue
from models.portfolio import StoreError
from models.text import clean_line
from models.views.names import find_project
from tui.drafts import Draft
from tui.text import cut
from tui.widgets.picker import Choice, Choosing

if TYPE_CHECKING:
    from models.views.board import CardLine
    from tui.screen import Page

_LABEL = 30
_WORDS = 40
_DROP = -1
_COPY, _CARD, _COMMENT, _LOSE = 1, 2, 3, 4


def tell_kept(page: Page, kept: Sequence[Draft], after: str = "") -> None:
    """Say in the status line that texts wait, and which key lists them.

    ``after``: what is wrong and was said before; it must not be talked over, nor why a first key was refused.
    """
    drafts, key = page.program.drafts, page.program.keymap.shown("app.kept")
    at = drafts.when(kept[0])
    if len(kept) == 1:
        told = f"a text from {at} was kept: {key} offers it"
    else:
        told = f"{len(kept)} texts were kept, the last one from {at}: {key} offers them"
    standing = page.prompt.message
    after = standing.text if standing.warning else after
    if after:
        page.warn(f"{after.removesuffix('.')}; {told}")
    else:
        page.say(told)


async def offer(page: Page) -> None:
    """List the texts that were kept; Enter opens the field that one belongs to, with the text in it."""
    drafts = page.program.drafts
    try:
        kept = await page.program.session.call(drafts.begin)
    except StoreError as error:
        page.warn(str(error))
        return
    if not kept:
        page.say("no texts were kept")
        return

    async def done(chosen: list[Choice]) -> str | None:
        page.picker.leave()
        if chosen[0].id == _DROP:
            _ask_drop(page, kept)
        else:
            await _take(page, kept[chosen[0].id])
        return None

    choices = [*_choices(page, kept), Choice(_DROP, "drop some of them")]
    page.picker.choose(Choosing("kept", choices, done, note="enter opens it again"))


def _choices(page: Page, kept: Sequence[Draft]) -> list[Choice]:
    when = page.program.drafts.when
    return [
        Choice(at, cut(one.place.label, _LABEL), f"{when(one)}  {cut(one.words, _WORDS)}")
        for at, one in enumerate(kept)
    ]


def _ask_drop(page: Page, kept: Sequence[Draft]) -> None:
    async def drop(chosen: list[Choice]) -> str | None:
        for choice in chosen:
            page.program.drafts.drop(kept[choice.id])
        page.say("nothing was dropped" if not chosen else f"dropped: {len(chosen)}")
        return None

    note, back = "tab marks, enter drops", partial(offer, page)
    page.picker.choose(Choosing("drop", _choices(page, kept), drop, many=True, note=note, back=back))


async def _take(page: Page, draft: Draft) -> None:
    """Open the field of a draft, wherever it is; where that is gone, offer what else can be done."""
    program = page.program
    if not program.drafts.adopt(draft):
        page.warn("another session has taken this text, or it was dropped")
        return
    draft = program.drafts.adopted or draft
    opened = draft.known and bool(draft.place.kind) and await _reopen(page, draft)
    program.drafts.put_back()
    if not opened:
        _ask_instead(program.screen if program.screen is not page else page, draft)  # type: ignore[arg-type]


async def _reopen(page: Page, draft: Draft) -> bool:
    from tui.screen import Page as Shown  # Here for start-up.

    program = page.program
    try:
        await program.session.call(find_project, draft.place.project)
    except (StoreError, LookupError):
        return False
    try:
        if draft.place.kind == "form":
            if program.current_mode != "project":
                await program.open_project(draft.place.project)
            program.project_page = draft.place.project
        else:
            await program.open_board(draft.place.project)
        shown = program.screen
        return isinstance(shown, Shown) and await shown.reopen(draft)
    except (StoreError, LookupError) as error:
        page.warn(str(error))
        return False


def _ask_instead(page: Page, draft: Draft) -> None:
    """The place of a text is gone, or was none: it can be copied, or go somewhere else."""
    program = page.program
    here: CardLine | None = getattr(page, "here", None)
    project, key = getattr(page, "project", (0, ""))
    choices = [Choice(_COPY, "copy it", "to the clipboard of the terminal")]
    if project:
        choices.append(Choice(_CARD, "a new card with it", key))
    if here is not None:
        choices.append(Choice(_COMMENT, "a comment with it", f"on {key}-{here.number} {here.title}"))
    choices.append(Choice(_LOSE, "drop it"))

    async def done(chosen: list[Choice]) -> str | None:
        what = chosen[0].id
        if what == _COPY:
            program.copy_to_clipboard(draft.words)
            page.say("copied; it is still kept")
            return None
        if what == _LOSE:
            program.drafts.drop(draft)
            page.say("dropped")
            return None
        said = ""
        try:
            if what == _CARD:
                title, description = _as_card(draft.words)
                made = await program.session.save(cards.add, project, title, description=description)
                said = f"{made.key} added"
            elif here is not None:
                await program.session.save(cards.add_comment, here.id, draft.words)
                said = f"comment on {key}-{here.number}"
        except (StoreError, InvalidValue, LookupError) as error:
            return str(error)
        program.drafts.drop(draft)
        page.say(said, hint=f"{program.keymap.shown('board.undo')} undo")
        return None

    label = f"{cut(draft.place.label, _LABEL)}: its field is gone"
    page.picker.choose(Choosing(label, choices, done, back=partial(offer, page)))


def _as_card(text: str) -> tuple[str, str]:
    """The first line is the title; what does not fit there, and the rest, the description."""
    first, _, rest = text.strip().partition("\n")
    title = clean_line(first) or "a text that was kept"
    return (title, rest.strip()) if len(title) <= 200 else (cut(title, 200), text.strip())
