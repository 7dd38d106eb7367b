"""English words that say the opposite of one another: one text has the one, the other the other."""

from __future__ import annotations

OPPOSITE_PAIRS = (
    (
        "rise rises rose risen rising increase increased grow grew grown climb climbed jump jumped soar soared surge surged double doubled",
        "fall falls fell fallen falling decrease decreased decline declined drop dropped shrink shrank shrunk plunge plunged halve halved",
    ),
    ("up", "down"),
    ("win wins won", "lose loses lost"),
    ("accept accepted approve approved adopt adopted", "reject rejected"),
    ("allow allowed permit permitted", "ban banned forbid forbade forbidden prohibit prohibited"),
    ("support supported back backed", "oppose opposed"),
    ("convict convicted", "acquit acquitted"),
    ("legal lawful", "illegal unlawful"),
    ("guilty", "innocent"),
)
"""In two columns, the words of each side in their forms."""

DEGREES = (
    ("more greater higher larger longer later older above", "fewer less lower smaller shorter earlier younger below"),
    (
        "most greatest highest largest longest latest oldest best",
        "fewest least lowest smallest shortest earliest youngest worst",
    ),
)
"""The same, of words that say the opposite only in one another's place: a text may well have both."""
