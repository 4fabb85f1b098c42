"""Word files: whether one is safe to take in, what its placeholders are, filling them, and setting it as a PDF."""
