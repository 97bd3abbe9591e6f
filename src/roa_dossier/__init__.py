"""Printable research dossiers in which every quoted word and stated fact is checked against its source."""
