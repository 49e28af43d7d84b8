"""The board of one project."""
