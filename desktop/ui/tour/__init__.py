"""The first minutes: a tour on the real window, and hints where they help."""
