"""The floor: what a bare view needs for an answer of the same size, with one SELECT (or INSERT) and one plain template."""
