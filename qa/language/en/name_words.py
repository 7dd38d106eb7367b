"""English words around names: titles, what joins their parts, what opens a sentence with a capital, and what peoples are called."""

from __future__ import annotations

TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady prof professor president vice minister prime premier chancellor senator sen rep
    representative congressman congresswoman governor gov mayor general gen colonel col captain capt major maj lieutenant lt
    sergeant sgt judge justice prosecutor attorney chief king queen prince princess emperor empress pope cardinal bishop
    archbishop saint st director chairman chairwoman secretary ambassador officer inspector commissioner
    detective agent professor reverend rev father brother sister uncle aunt count duke earl baron the""".split()
)
"""What stands before a name and may be left out: “President Noboa” is Noboa."""
ARTICLES = frozenset({"the", "a", "an"})
COMPANY_FORMS = frozenset(
    "llc llp lp inc incorporated corp corporation co company ltd limited plc pllc pc gmbh ag sa sas srl spa bv nv ab oy as kg sl lda".split()
)
"""What stands behind a firm's name and tells none from another."""
PARTICLES = frozenset(
    "de del della di da do dos das du des la le los las von van der den ter al el bin ibn ben y e zu of".split()
)
"""Lower-case words inside a name."""
CONNECTORS = frozenset("of the and for against in on to de la del des et et- und y & für der die das".split())
"""What the initials of a body leave out: the Drug Enforcement Administration, the Global Initiative Against …"""
OPENERS = frozenset(
    """a an the this that these those he she it they we you i his her its their our your my one two three four five six seven
    eight nine ten some many most all both each every few several no not none nobody and but or so yet nor for if when while
    where after before since until because although though as at by in on of to from with without within under over between
    among during through about above across against along around behind below beneath beside besides beyond despite down
    except inside into like near off onto out outside past per regarding toward towards up upon via what which who whom whose
    why how there here then thus hence therefore however moreover furthermore additionally also still even only just once
    twice again another other others such same first second third finally later earlier today yesterday tomorrow now never
    always often sometimes usually generally originally initially eventually recently currently formerly previously
    meanwhile instead indeed according unlike unless whereas whether is are was were be been being have has had do does did
    can could may might must shall should will would more less much too very early late new old following based including
    given due together apart rather overall""".split()
)
"""Words that are no names though a sentence begins with them."""
PEOPLES = {
    "spanish": "spain", "spaniard": "spain", "spaniards": "spain", "french": "france", "dutch": "netherlands",
    "british": "uk", "britain": "uk", "american": "us", "americans": "us", "america": "us", "usa": "us", "german": "germany",
    "germans": "germany", "greek": "greece", "greeks": "greece", "turkish": "turkey", "turks": "turkey", "polish": "poland",
    "swiss": "switzerland", "danish": "denmark", "swedish": "sweden", "finnish": "finland", "irish": "ireland", "welsh": "wales",
    "scottish": "scotland", "peruvian": "peru", "norwegian": "norway", "portuguese": "portugal", "thai": "thailand",
    "philippine": "philippines", "filipino": "philippines", "ukrainian": "ukraine", "chinese": "china", "english": "england",
    "argentine": "argentina", "argentinian": "argentina", "belgian": "belgium", "czech": "czechia", "iraqi": "iraq",
    "israeli": "israel", "pakistani": "pakistan", "afghan": "afghanistan", "european": "europe", "kosovar": "kosovo",
    "montenegrin": "montenegro", "croat": "croatia", "serb": "serbia", "bosniak": "bosnia", "albanian": "albania",
    "mexican": "mexico", "canadian": "canada", "norman": "normandy", "moroccan": "morocco", "hungarian": "hungary",
    "italian": "italy", "egyptian": "egypt", "brazilian": "brazil", "lebanese": "lebanon", "japanese": "japan",
}  # fmt: skip
"""Peoples and languages → the country, where neither begins with the other."""
PEOPLE_SUFFIXES = frozenset(
    {"", "s", "n", "an", "ian", "ese", "ish", "i", "es", "er", "ans", "ns", "ians", "ean", "ern", "ic", "o"}
)
"""What makes a people of a country: Ecuador, Ecuadorian."""
_COUNTRIES = frozenset(PEOPLES.values()) - {"us", "uk"} | {"america", "britain"}
"""As they are named in text; “US troops” are as good as American ones."""
_ADJECTIVES = frozenset({"n", "an", "ian", "ese", "ish", "i", "ean"})
_LEAST_COUNTRY = 4


def is_people_of(people: str, country: str) -> bool:
    """Whether one word is the adjective, the people or the language of a country, which is the other: Welsh, Wales."""
    people, country = people.casefold(), country.casefold()
    if country in _COUNTRIES:
        return people not in _COUNTRIES and PEOPLES.get(people) == PEOPLES.get(country, country)
    stem = country if people.startswith(country) else country.rstrip("aeyo")
    return len(country) >= _LEAST_COUNTRY and people.startswith(stem) and people[len(stem) :] in _ADJECTIVES
