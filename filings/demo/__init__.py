"""A simulated exchange with authored filings and faults, and the story told with them."""
