"""The database: connection, tables, the gate for every write, migrations, backup and check."""
