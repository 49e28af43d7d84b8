"""What is kept beside the rows: every change ever made, and what was last imported."""

from __future__ import annotations

from models.store.orm import AutoField, IntegerField, Model, TextField


class Event(Model):
    """One changed row. ``group`` is one action of one person; ``undoes`` the group that this one takes back.

    ``before`` and ``after`` are JSON objects of the changed fields only. The key ``@origin`` in them is the
    row's entry in Origin. ``summary`` is the sentence of the whole group, on its first event only.
    ``digest`` is empty where an older program wrote the event (digests.py).
    """

    seq = AutoField()
    group = TextField(column_name="grp")
    at = IntegerField()
    author = TextField()
    session = TextField()
    action = TextField()
    entity = TextField()
    row = IntegerField()
    project = IntegerField(null=True)
    version = IntegerField()
    before = TextField()
    after = TextField()
    undoes = TextField(null=True)
    summary = TextField(null=True)
    digest = IntegerField(null=True)

    class Meta:
        """peewee's settings of the table."""

        legacy_table_names = False


class Origin(Model):
    """The values of a row as a definition file last gave them (JSON); changed by its row's events."""

    entity = TextField()
    row = IntegerField()
    fields = TextField()

    class Meta:
        """peewee's settings of the table."""

        primary_key = False
        legacy_table_names = False
