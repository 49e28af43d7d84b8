"""A portfolio that looks alive on any day, for those who want to see pmboard before they use it."""

from models.demo.document import build
from models.demo.opening import open_demo

__all__ = ["build", "open_demo"]
