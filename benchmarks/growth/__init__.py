"""Growth: what ten times as many documents, as long documents, as many kinds cost.

`python -m benchmarks.growth [DOCUMENTS…]` measures the curves: 10 to 10,000 documents unless told otherwise, 1 kB to
5 MB a document, 1 to 30 kinds. 100,000 documents, and long ones by the thousand, are measured by `make bench GROWTH=1`
and kept. A curve that is straight has the same cost a document, a megabyte or a kind in every row.
"""
