"""The read side: look up, search, explain, and detect without storing."""
