"""Well-known newspapers, agencies and broadcasters by the country that they are of: a note seldom says it."""

from __future__ import annotations

_BY_COUNTRY = """
argentina: La Nación, Clarín, Página 12, Infobae, La Nacion, Clarin
australia: The Australian, Sydney Morning Herald, The Age, ABC News Australia
austria: Der Standard, Die Presse, Kurier
belgium: Le Soir, De Standaard, De Morgen, La Libre Belgique
bolivia: La Razón, El Deber, Los Tiempos, Página Siete
brazil: Folha de S.Paulo, Folha de São Paulo, O Globo, Estadão, O Estado de S. Paulo, G1
canada: Globe and Mail, Toronto Star, CBC, National Post
chile: El Mercurio, La Tercera
china: Xinhua, China Daily, Global Times, People’s Daily
colombia: El Tiempo, El Espectador, Semana, El Colombiano, Caracol, La Silla Vacía
ecuador: El Universo, Eluniverso, El Comercio, Primicias, Expreso, Ecuavisa, Teleamazonas, La Hora, El Telégrafo, Plan V, GK
france: Le Monde, Le Figaro, Libération, AFP, Agence France-Presse, Mediapart, France 24, Le Parisien
germany: Der Spiegel, Spiegel, Süddeutsche Zeitung, Frankfurter Allgemeine Zeitung, FAZ, Die Zeit, Die Welt, Bild, Deutsche Welle, DW, taz
india: The Hindu, Times of India, Indian Express, Hindustan Times
ireland: Irish Times, Irish Independent, RTÉ
israel: Haaretz, Jerusalem Post, Times of Israel
italy: Corriere della Sera, La Repubblica, La Stampa, ANSA, Il Sole 24 Ore
japan: Asahi Shimbun, Nikkei, Japan Times, Mainichi
kenya: Daily Nation, The East African, The Standard (Kenya)
mexico: El Universal, Reforma, La Jornada, Milenio, Proceso, Animal Político
netherlands: NRC, De Telegraaf, de Volkskrant, NOS, Het Parool, Algemeen Dagblad
nigeria: Premium Times, The Punch, Vanguard
peru: El Comercio (Peru), La República, Ojo Público, RPP
portugal: Público, Diário de Notícias, Expresso, Observador
qatar: Al Jazeera
russia: TASS, RIA Novosti, Kommersant, Novaya Gazeta, Izvestia, Meduza
south africa: Daily Maverick, Mail & Guardian, News24
spain: El País, El Mundo, ABC (Spain), La Vanguardia, EFE, El Confidencial, El Diario
sweden: Dagens Nyheter, Svenska Dagbladet, Aftonbladet
switzerland: Neue Zürcher Zeitung, NZZ, Tages-Anzeiger, Le Temps
turkey: Hürriyet, Cumhuriyet, Anadolu Agency, Daily Sabah
uk: Financial Times, FT, The Guardian, BBC, BBC News, The Times, The Telegraph, Daily Telegraph, The Independent, Reuters, The Economist, Sky News, Daily Mail, The Sun
us: New York Times, Washington Post, Wall Street Journal, AP, Associated Press, CNN, NPR, Los Angeles Times, Bloomberg, Politico, USA Today, Time, Newsweek, The Atlantic, Vice, Miami Herald, Fox News, NBC News, CBS News, ABC News, ProPublica, Forbes, Axios, Rolling Stone, InSight Crime
venezuela: El Nacional, El Universal (Venezuela), Efecto Cocuyo
"""


def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _BY_COUNTRY.strip().splitlines():
        country, _, outlets = line.partition(": ")
        found |= {_plain(outlet): country for outlet in outlets.split(", ")}
    return found


def _plain(outlet: str) -> str:
    return outlet.casefold().removeprefix("the ")


_COUNTRIES = _countries()


def country_of(outlet: str | None) -> str | None:
    """The country of an outlet, in lower case; None where it is not known."""
    return _COUNTRIES.get(_plain(outlet)) if outlet else None
