"""What English counts and measures in: units by what they measure, and currencies by their codes (ISO 4217)."""

from __future__ import annotations

_UNITS = {
    "g": ("kg", 1e-3, "gram grams g gramme grammes"),
    "kg": ("kg", 1.0, "kilogram kilograms kilogramme kilogrammes kilo kilos kg kgs"),
    "t": ("kg", 1e3, "tonne tonnes"),
    "ton": ("kg", 1e3, "ton tons"),
    "lb": ("kg", 0.45359237, "pound pounds lb lbs"),
    "oz": ("kg", 0.028349523, "ounce ounces oz"),
    "mm": ("m", 1e-3, "millimetre millimetres millimeter millimeters mm"),
    "cm": ("m", 1e-2, "centimetre centimetres centimeter centimeters cm"),
    "m": ("m", 1.0, "metre metres meter meters m"),
    "km": ("m", 1e3, "kilometre kilometres kilometer kilometers km kms"),
    "in": ("m", 0.0254, "inch inches"),
    "ft": ("m", 0.3048, "foot feet ft"),
    "yd": ("m", 0.9144, "yard yards yd"),
    "mi": ("m", 1609.344, "mile miles mi"),
    "ha": ("m²", 1e4, "hectare hectares ha"),
    "acre": ("m²", 4046.8564, "acre acres"),
    "m²": ("m²", 1.0, "m² sqm"),
    "km²": ("m²", 1e6, "km²"),
    "l": ("l", 1.0, "litre litres liter liters l"),
    "gal": ("l", 3.785411784, "gallon gallons"),
    "bbl": ("bbl", 1.0, "barrel barrels bbl"),
    "s": ("s", 1.0, "seconds secs"),
    "min": ("s", 60.0, "minute minutes min mins"),
    "h": ("s", 3600.0, "hour hours hr hrs h"),
    "d": ("s", 86400.0, "day days"),
    "wk": ("s", 604800.0, "week weeks"),
    "mo": ("month", 1.0, "month months"),
    "yr": ("month", 12.0, "year years yr yrs"),
    "decade": ("month", 120.0, "decade decades"),
    "century": ("month", 1200.0, "centuries"),
    "W": ("W", 1.0, "watt watts"),
    "kW": ("W", 1e3, "kilowatt kilowatts kw"),
    "MW": ("W", 1e6, "megawatt megawatts mw"),
    "GW": ("W", 1e9, "gigawatt gigawatts gw"),
    "°C": ("°C", 1.0, "celsius centigrade"),
    "°F": ("°F", 1.0, "fahrenheit"),
    "mph": ("km/h", 1.609344, "mph"),
    "km/h": ("km/h", 1.0, "kph kmh"),
    "knot": ("km/h", 1.852, "knot knots"),
    "B": ("B", 1.0, "bytes"),
    "kB": ("B", 1e3, "kilobyte kilobytes kb"),
    "MB": ("B", 1e6, "megabyte megabytes mb"),
    "GB": ("B", 1e9, "gigabyte gigabytes gb"),
    "TB": ("B", 1e12, "terabyte terabytes tb"),
}
MEASURES = {word: (base, factor) for base, factor, words in _UNITS.values() for word in words.split()}
"""Word → what it measures, by its base unit, and how many of these it is."""
DURATIONS = frozenset({"s", "month"})

CURRENCY_SIGNS = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₴": "UAH",
    "US$": "USD", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD", "R$": "BRL", "S$": "SGD",
}  # fmt: skip
CURRENCY_WORDS = {
    "eur": "EUR", "euro": "EUR", "euros": "EUR", "usd": "USD", "dollar": "USD", "dollars": "USD", "gbp": "GBP",
    "sterling": "GBP", "yen": "JPY", "jpy": "JPY", "rupee": "INR", "rupees": "INR", "inr": "INR", "rubles": "RUB",
    "roubles": "RUB", "yuan": "CNY", "renminbi": "CNY", "cny": "CNY", "rmb": "CNY", "franc": "CHF", "francs": "CHF",
    "chf": "CHF", "krona": "SEK", "kronor": "SEK", "kroner": "NOK", "peso": "peso", "pesos": "peso", "lira": "TRY",
    "zloty": "PLN", "pounds": "GBP", "pound": "GBP", "cents": "cent", "marks": "DEM", "shillings": "shilling",
}  # fmt: skip
"""“Pounds” is money or weight: a number with it is read in both ways."""
