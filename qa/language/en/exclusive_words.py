"""English words of which only one can be true of one thing: what is the oldest is not the youngest, and what is red is not blue."""

from __future__ import annotations

SUPERLATIVES = (
    "highest/lowest largest,biggest/smallest tallest/shortest longest/shortest oldest,eldest/youngest newest/oldest best/worst "
    "fastest/slowest richest,wealthiest/poorest heaviest/lightest earliest/latest strongest/weakest"
).split()
ATTRIBUTES = (
    "northern/southern/eastern/western upper/lower left/right public/private male/female inner/outer rural/urban civil/criminal "
    "red/blue/green/yellow/white/black/orange/purple/brown/pink/grey,gray primary/secondary/tertiary elder/younger "
    "baseball/football/soccer/basketball/hockey/tennis/golf/cricket/rugby maternal/paternal monthly/weekly/daily/yearly,annual"
).split()
"""Families of attributes, whose members a slash parts; what they are said of follows them."""
