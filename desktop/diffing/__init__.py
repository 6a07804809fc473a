"""What changed in words, inside pairs that alignment found."""
