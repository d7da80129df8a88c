"""What turns a document into a raw answer: the built-in rules, and language models."""
