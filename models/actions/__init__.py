"""What a person can do: one function, one transaction, one group of events with a sentence that undo prints.

Every function takes the open portfolio first. ``add`` returns an id (cards: a CardRef), the others return
the sentence. ``seen`` is the version that the person saw, None for no check. ``fields`` are keywords, typed
by the module's TypedDict; None clears a field. All raise InvalidValue (.field, .sentence), Missing, Conflict
and what the store raises; entering a full column with a hard limit raises LimitReached.

==========  ================================================================================================
module      functions
==========  ================================================================================================
cards       add(p, project_id, title, *, column_id, after_id, **fields) -> CardRef(id, number, key, version)
            edit(p, card_id, seen, *, saw=CardLists, **fields)
            edit_many(p, [(card_id, seen)], *, saw=CardLists, **fields)
            move(p, card_id, seen, column_id, *, after_id)     reorder(p, card_id, seen, *, after_id)
            move_many(p, [(card_id, seen)], column_id, *, after_id)
            complete(p, card_id, seen)     complete_many(p, [(card_id, seen)])
            archive(p, card_id, seen)      archive_many(p, [(card_id, seen)])
            restore(p, card_id)            restore_many(p, [card_id])     delete(p, card_id)
            block(p, card_id, seen, reason)     unblock(p, card_id, seen)
            move_to_project(p, card_id, seen, project_id, column_id)
            move_to_project_many(p, [(card_id, seen)], project_id, column_id)
            add_comment(p, card_id, said)  edit_comment(p, id, seen, said)  remove_comment(p, id, seen)
            add_check(p, card_id, step, *, after_id)     set_check(p, id, seen, done)
            restore_comment(p, id)         restore_check(p, id)
            edit_check(p, id, seen, step)  reorder_check(p, id, seen, *, after_id)  remove_check(p, id, seen)
columns     add(p, project_id, *, after_id, **fields)      edit(p, id, seen, **fields)
            reorder(p, id, seen, *, after_id)   archive(p, id, seen, move_cards_to)   restore, delete(p, id)
projects    add(p, key, name, *, columns, **fields)        edit(p, id, seen, **fields)
            archive(p, id, seen)           restore(p, id)  delete(p, id)
milestones  add(p, project_id, **fields), edit, complete(p, id, seen, done), reopen(p, id, seen), archive,
            restore, delete
plan        add_, edit_, archive_, restore_ and delete_ of budget_line, cost, allocation; baseline (no delete)
risks       add(p, project_id, **fields), edit, archive, restore, delete
statements  add(p, project_id, **fields), edit, archive, restore, delete
clients     add(p, **fields), edit, archive, restore; the same with _contact (of a client), _stakeholder,
            _expectation and _satisfaction (of a project), and delete_ of these
people      add(p, **fields), edit, archive, restore; the same with _absence (of a person), delete_absence
programs    add(p, **fields), edit, archive, restore; the same with _goal
views       add(p, **fields), edit, archive, restore, delete: saved views
settings    set_value(p, key, value)
snapshots   record(p, {project_id: numbers}) -> how many were written
undo        undo(p), redo(p): raise NothingToUndo, UndoRefused
==========  ================================================================================================

``after_id``: behind that one; 0: at the top; None, or one that is gone: at the end. ``values`` has the words
that fields are made of. Where no arguments stand: ``edit(p, id, seen, **fields)``, ``archive(p, id, seen)``,
``restore(p, id)``, ``delete(p, id)``.
"""
