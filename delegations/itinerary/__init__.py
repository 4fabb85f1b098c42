"""The itinerary of a visit: its agenda with travel and rooms woven in, computed from the rows as they are."""
