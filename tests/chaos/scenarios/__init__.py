"""One module per way of going wrong; each `play(house, size)` yields rows of the table."""
