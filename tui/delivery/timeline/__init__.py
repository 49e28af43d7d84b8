"""The timeline tab: every project on a calendar."""
