"""One YAML file per theme; ``tui.themes`` reads them."""
