"""YAML in and out: the format, its reader, plan, apply, export. Free of imports: pydantic takes time."""
