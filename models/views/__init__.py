"""What a screen, a command or a report reads: frozen values, a fixed number of queries each."""
