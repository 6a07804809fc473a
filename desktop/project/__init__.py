"""Projects: what a person decided about a comparison, kept in one file so that none of it is lost."""
