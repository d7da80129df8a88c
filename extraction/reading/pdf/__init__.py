"""PDF: the characters and rules of each page to text in reading order, tables as pipe tables, and where pages begin.

PDFium reads the file (`page.py`, `ruling.py`); what is ours is what a PDF does not say: which lines are one paragraph
(`paragraphs.py`), which cells one table (`grid.py`, `tables.py`), what only repeats (`furniture.py`), and which hyphens
the typesetter put in (`hyphens.py`). docs/decisions says why it is not somebody else's.
"""
