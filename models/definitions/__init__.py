"""YAML in and out: the format, its reader, plan, apply and export. Kept free of imports: pydantic takes time."""
