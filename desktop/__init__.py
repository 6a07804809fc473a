"""Naast: lay editions of a document side by side and say in words what changed."""

__version__ = "0.1.0"
