"""Chapters laid out alone, as fragments of a book that is bound later."""
