"""The database: connection, tables, the gate for every write, migrations, backup and check."""

from __future__ import annotations

import sys

# peewee imports every PostgreSQL driver that it finds, and psycopg alone costs 190 ms at every start. Only
# SQLite is spoken here, so the drivers are hidden while peewee is imported, and shown again afterwards.
_HIDDEN = [name for name in ("psycopg2cffi", "psycopg2", "psycopg") if name not in sys.modules]
for _name in _HIDDEN:
    sys.modules[_name] = None  # type: ignore[assignment]
try:
    import peewee as _peewee  # noqa: F401
finally:
    for _name in _HIDDEN:
        del sys.modules[_name]
