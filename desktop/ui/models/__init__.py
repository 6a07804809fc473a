"""Frozen rows as Qt sees them."""
