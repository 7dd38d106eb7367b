"""English names of peoples that do not begin as their countries' names do: “British” names the UK."""

from __future__ import annotations

_PAIRS = """british:uk,britain,kingdom,england english:england,uk,britain american:us,usa,america,states french:france spanish:spain
dutch:netherlands,holland swiss:switzerland danish:denmark greek:greece welsh:wales polish:poland swedish:sweden turkish:turkey turks:turkey norwegian:norway
finnish:finland irish:ireland scottish:scotland filipino:philippines chinese:china peruvian:peru czech:czechia german:germany belgian:belgium chilean:chile
cuban:cuba iranian:iran iraqi:iraq syrian:syria libyan:libya malian:mali emirati:uae,emirates saudi:arabia thai:thailand uk:britain,british
us:america,american,usa usa:us,america,american eu:european,union european:europe"""


def _both_ways() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for people, _, countries in (pair.partition(":") for pair in _PAIRS.split()):
        for country in countries.split(","):
            found[people] = found.get(people, frozenset()) | {country}
            found[country] = found.get(country, frozenset()) | {people}
    return found


SAME_COUNTRY = _both_ways()
"""Each name, lower case, and the others that name the same country."""
