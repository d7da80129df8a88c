"""DOCX: mammoth makes it a page of HTML, by the meaning of its styles; our reader of pages makes that Markdown."""
