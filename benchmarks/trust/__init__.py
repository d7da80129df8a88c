"""Trust, measured: `python -m benchmarks.trust [CASES] [--held-out]`.

Quotes and leaf values over real documents, true and false, put to every tool that says where a model's words stand.
All of it is made by a procedure that is seeded and gives the same cases for the same documents:

- documents: the repository's seeds, and where they lie beside the clone, public statements of 2 to 12 kB; half of
  those are held out: nothing was tuned on them;
- passages: sentences of 8 to 60 words and stretches of sentences, which stand once in their document; half-numbers,
  halved names and what a negation is cut off from are never quoted;
- true quotes: exact; printed otherwise (line ends, spaces, quotation marks, dashes); lightly paraphrased (one to three
  changes: spelling, contractions, articles, parentheses, the form of numbers and dates, other words for the same);
  heavily paraphrased (a quarter of the words or more). The first and the last two words stay, so that where a quote
  stands is beyond doubt: it counts as placed if both ends are within three characters;
- false quotes: one number, country, date, negation or word turned into its opposite, half of them paraphrased besides;
  two half sentences joined; sentences made of the document's words; passages of other documents that this one has
  nothing like;
- leaf values: numbers, dates, countries, money and names as printed and in other forms of the same value; false ones
  that are in the document nowhere, parts of numbers and amounts, negated numbers, other currencies and magnitudes.

What is no error of a tool: a heavily paraphrased quote that it refuses, for it is not what the document says.
"""
