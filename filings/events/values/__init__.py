"""Value readers: pure functions that find money, dates, shares, counts, names and titles in folded text.

Every function takes text as ``filings.model.text.normalise`` makes it and gives values with their exact
span [start, end) in that text. All of them run in linear time, whatever the text.
"""
