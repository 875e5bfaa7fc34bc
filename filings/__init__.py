"""Watches stock exchanges and flags project terminations and asset disposals, with page and quote."""
