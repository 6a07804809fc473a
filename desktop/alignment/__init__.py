"""Which sentence, block and section of one edition corresponds to which of the other."""
