"""Titles of filings: their cleaned text, their words by kind, their role, and what they assert."""
