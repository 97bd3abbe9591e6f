"""The nouns every room speaks of: frozen values, no files, no clock."""
