"""Views as text and JSON, for the command line and for other programs: a module for each view."""
