"""Handling of text that knows nothing of documents: lines, repairs, tokens, numbering, languages."""
