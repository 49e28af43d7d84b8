"""The commands behind the door: a module each, imported only when its command is typed.

Such a module has `arguments(parser, families)`, which says what may stand behind the command, and
`run(options)`, which does it and returns the exit code. Errors are raised: the door says them.
"""
