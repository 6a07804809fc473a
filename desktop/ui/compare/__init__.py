"""The comparison itself: aligned rows, the ruler, what a screen reader hears."""
