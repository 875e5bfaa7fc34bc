"""1. Where filings come from: one module per exchange behind a small Protocol."""
