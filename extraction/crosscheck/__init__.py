"""What a model says, held against the document's tables and against what the built-in rules read there."""
