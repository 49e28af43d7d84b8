"""The screens. Nothing is imported here, so that asking about the terminal stays cheap."""
