"""Frozen values that travel from stage to stage, and the invariant they obey. Imports no other wing."""
