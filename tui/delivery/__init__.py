"""The delivery screen: every project in one table, what needs attention on top."""
