"""From a file to an `Extract`: text as decoded, and what was odd about it. Readers do not interpret."""
