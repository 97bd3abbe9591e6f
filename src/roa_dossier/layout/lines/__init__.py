"""Paragraphs set whole: every break of a paragraph is chosen before its first line is made.

`shaping` reads a paragraph's boxes into numbers, `hyphens` says where its words may be broken, `places` makes
of both the places where a line may end, `fit` chooses among them by the `rules`, `galley` keeps what was
chosen, `hook` tells the engine, and `page_ends` sees to it that no page ends inside a word.
"""
