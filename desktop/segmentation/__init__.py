"""From lines to a document: page furniture, notes, blocks, headings, section tree, clean text with its way back."""
