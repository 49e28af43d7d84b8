"""Everything that is true about the work: the store, the arithmetic, what a person can do, what a screen reads."""
