"""Everything that is true about the work: store, arithmetic, what a person can do, what a screen reads."""
