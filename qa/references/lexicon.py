"""Words by which publishers, newspapers, platforms, places and kinds of work are known."""

from __future__ import annotations

import re

from qa.regex import regex


def _any(words: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern for any of the words, separated by `|`, as whole words."""
    return regex(rf"(?<!\w)(?:{words})(?!\w)", flags)


PRESS = _any(
    "press|presses|publish(?:ers?|ing|ed by)|publications?|books|verlag|editions?|éditions?|editorial|editrice|"
    "edizioni|editora|uitgeverij|springer(?:[ -]verlag)?|elsevier|wiley|blackwell|routledge|penguin|random house|"
    r"vintage|mcgraw-hill|prentice hall|addison-wesley|sage|macmillan|palgrave|harper\w*|knopf|norton|oxford up|oup|cup|bloomsbury|hurst|longman|"
    "mit|o'reilly|academic press|kluwer|birkhäuser|de gruyter|brill|gallimard|seuil|puf|flammarion|fayard|"
    "hachette|l'harmattan|armand colin|dunod|suhrkamp|reclam|fischer|laterza|einaudi|mondadori|morgan kaufmann|"
    "north-holland|chapman|erlbaum"
)
OUTLET = _any(
    "times|post|weekly|herald|guardian|gazette|tribune|telegraph|independent|observer|chronicle|daily|sun|mirror|mail|"
    "express|star|courier|news|newspaper|newsweek|journal sentinel|wall street journal|economist|atlantic|"
    "new yorker|wired|bloomberg|reuters|bbc|cnn|nbc|cbs|abc news|npr|pbs|sky news|al jazeera|france 24|dw|"
    "deutsche welle|afp|agence france-presse|associated press|ap|politico|axios|insight crime|balkan insight|"
    "occrp|bellingcat|vice|radio free europe(?:/radio liberty)?|rfe/rl|voice of america|radio \\w+|mediapart|krik|birn|"
    "le monde(?: diplomatique)?|le figaro|libération|la croix|les échos|"
    r"(?:el|il|la|le|die|der) [A-ZÀ-Ý]\w+|der spiegel|spiegel(?: online)?|die zeit|"
    r"süddeutsche zeitung|zeitung|frankfurter allgemeine(?: zeitung)?|faz|taz|clarín|folha de s\.? ?paulo|o globo|"
    "corriere della sera|la repubblica|de volkskrant|nrc|haaretz|kommersant|pravda|xinhua|tass|tanjug"
)
NEWS_AGENCY = _any(
    "reuters|afp|agence france-presse|associated press|ap|bbc(?: news)?|bloomberg(?: news)?|cnn|xinhua|tass|efe"
)
SERIAL = _any(
    "journal|bulletin|annals|review|revue|revista|rivista|zeitschrift|quarterly|magazine|letters|transactions|"
    "archives?|proceedings|proc|acta|annales|annali|cahiers|studies|yearbook|newsletter|digest|jahrbuch|"
    "symposium|conference|workshop|lecture notes|encyclopedia|handbook|encyclopædia|blog|j|trans|lett|rev|bull|"
    "ann"
)
ORGANISATION = _any(
    "ministry|ministerio|ministère|ministerium|agency|agencia|agence|office|oficina|department|departamento|"
    "bureau|organi[sz]ation|organización|initiative|observatory|observatorio|police|policía|policia|polizei|"
    "polizia|gendarmerie|nations|council|conseil|consejo|bank|institute|instituto|institut|university|"
    "universidad|université|universität|committee|commission|comisión|association|asociación|centre|center|"
    "centro|federation|confederation|union|unit|service|services|authority|group|foundation|fundación|fund|"
    "society|network|programme|program|project|watch|amnesty international|transparency international|"
    "chatham house|house|europol|eurojust|interpol|frontex|unodc|unicef|unhcr|undp|osce|nato|oecd|who|imf|"
    "emcdda|euda|rand|csis|icg|crisis group|cfr|brookings|carnegie|sipri|iiss|rusi|government|gobierno|"
    "governo|gouvernement|attorney|prosecutor|prosecution|court|tribunal|parliament|congress|senate|assembly|"
    "secretariat|force|forces|guard|navy|army|customs|inc|ltd|llc|plc|gmbh|corporation|company|corp|board|"
    "division|directorate|embassy|coalition|alliance|forum|lab|laboratory|laboratories|academy|college|school|"
    "administration|treasury|sénat|senado|senato|bundestag|bundesrat|sabor|riksdag|storting|folketing|sejm|assemblée|bundeskriminalamt|bka|fbi|dea|doj|nca"
)
SEE = r"(?:see(?: also)?|cf\.|vgl\.|siehe|voir|véase|compare)"
"""What leads to a work that is named in short: `siehe Meier 2007`."""
HEREINAFTER = (
    r"(?:hereinafter|hereafter|im folgenden|fortan|nachfolgend|ci-après|en adelante|en lo sucesivo|doravante|di seguito|dalje|dalej|далее)"
    r"(?:\s(?:referred to as|cited as|called|zitiert als|zit\.|cité|citado como))?"
)
"""What leads up to the short name of a work."""
_PARTS = "office|bureau|division|section|branch|committee|subcommittee|commission|directorate|department|unit|inspectorate|secretariat"
PART_OF_BODY = regex(rf"(?:\w+\s){{0,2}}(?:{_PARTS})\s(?:of|for|on)\s|(?:\w+\s){{1,3}}(?:{_PARTS})\Z", re.IGNORECASE)
"""`Office of the Inspector General`, `Criminal Division`: a part of the body named before it."""
OFFICIAL = _any(
    "europol|eurojust|interpol|frontex|olaf|police|policía|policia|polizei|polizia|carabinieri|gendarmerie|"
    r"prosecutor\w*|prosecution|attorney'?s?|attorney general|u\.?s\.? department of justice|"
    "department of justice|doj|ministry|ministerio|ministère|ministerium|ministero|treasury|fbi|dea|"
    "national crime agency|nca|customs|border force|home office|coast guard|guardia civil|guardia di finanza|"
    r"white house|state department|department of \w+|european commission|press office|fiscalía"
)
PLATFORM = _any(
    r"twitter\s?/\s?x|x\s?/\s?twitter|x \(?(?:formerly|previously)(?: known as)? twitter\)?|twitter|tweet|"
    "facebook|telegram|instagram|tiktok|youtube|linkedin|bluesky|mastodon|vkontakte|vk|whatsapp|threads|reddit|"
    "snapchat|x"
)
SOCIAL_SITE = regex(
    r"//(?:www\.|m\.|mobile\.)?(?:twitter\.com|x\.com|facebook\.com|t\.me|instagram\.com|tiktok\.com|youtube\.com|youtu\.be"
    r"|linkedin\.com|bsky\.app|vk\.com|threads\.net|reddit\.com)/",
    re.IGNORECASE,
)
_RELEASE_WORDS = (
    "(?:press|news|media) (?:release|statement)|press office|comunicado(?: de prensa| de imprensa)?|communiqué(?: de presse)?|"
    "comunicato stampa|pressemitteilung|medienmitteilung|nota de imprensa|(?:boletín|nota) de prensa|persbericht|pressmeddelande|"
    "pressemeddelelse|pressemelding|lehdistötiedote|comunicat de presă|komunikat prasowy|tisková zpráva|tlačová správa|sajtóközlemény|"
    "basın (?:açıklaması|bülteni)|δελτίο τύπου|njoftim për (?:shtyp|media)|komunikatë (?:për|e) shtyp(?:i|it)?|"
    "priopćenje(?: za (?:medije|javnost|tisak))?|sa?opšten?je(?: za (?:medije|javnost|štampu))?|sporočilo za (?:medije|javnost)|"
    "саопштење(?: за (?:медије|јавност|штампу))?|соопштение(?: за (?:медиумите|јавноста))?|прессъобщение|пресс-релиз|прес-реліз"
)
PRESS_RELEASE = _any(_RELEASE_WORDS)
DATASET = _any(
    "data ?sets?|data from|indicators|database|data portal|databank|open data|data base|statistical (?:tables|dataset)|zenodo|figshare|dataverse"
)
GENRE = _any(
    f"{_RELEASE_WORDS}|data ?set|database|tweet|blog(?: post)?|"
    "(?:video|podcast|film)|"
    "(?:research|policy|working|briefing|discussion|white|issue|technical|occasional|conference)[- ]"
    r"(?:paper|brief|report|note|briefing)s?|"
    r"policy brief|technical report|tech\.? rep\.?|annual report|report|unpublished.*|ph\.? ?d\.?.*|"
    r"(?:doctoral|master'?s?|m\.?[as]\.?c?) (?:thesis|dissertation)|thesis|dissertation|diss\.?|"
    r"(?:tesis|thèse|tesi|tese)(?: (?:doctoral|de doctorat|di dottorato|de doutorado|de maestría))?|motion picture|preprint|"
    "mimeo|manuscript|in press|forthcoming|to appear|online|print|web|electronic version|"
    "forthcoming|"
    "facebook post|telegram post|post"
)
EDITION = _any(
    r"(?:\w+|\d+(?:st|nd|rd|th)?)\.? ?(?:rev(?:ised)?\.? )?(?:ed|edn|edition|aufl(?:age)?|éd)\.?(?: rev\.?)?"
)
BY_LINE = r"(?:(?:written|co-?written|prepared|compiled|authored|coordinated)\sby|by|par|por)"
"""What stands before the name of who made a work."""
LAW = _any("act|law|decree|order|statute|regulations?|resolution|decision|court|majority|vote|proclamation")
"""What is done `by` these is an act of law, not a work."""
NUMBERED = (
    "(?:(?:[Rr]eport|[Pp]aper|[Pp]ublication|[Bb]ulletin|[Cc]ircular|[Mm]emorandum|[Bb]rief(?:ing)?|[Nn]ote|[Dd]ocument|[Pp]ub|[Tt]ech\\. [Rr]ep"
    "|[Bb]ericht|[Rr]apport|[Ii]nforme|[Rr]elatório|[Rr]apporto|[Dd]rucksache)\\b\\.?)"
)
"""What bodies number: the number after it is not part of a title."""
EDITOR = regex(r"\b(?:eds?|editors?|edited by|trans(?:lat(?:ed|or)s?)?|hrsg|dir|coord|comps?|réd)\b\.?", re.IGNORECASE)
PLACE_NAME = _any(
    "london|new york|oxford|cambridge|paris|berlin|vienna|geneva|the hague|brussels|washington|boston|chicago|"
    "princeton|new haven|berkeley|los angeles|san francisco|stanford|philadelphia|baltimore|toronto|ottawa|"
    "montréal|montreal|vancouver|sydney|melbourne|canberra|auckland|wellington|dublin|edinburgh|glasgow|"
    "manchester|bristol|leeds|cardiff|amsterdam|luxembourg|rotterdam|leiden|dordrecht|utrecht|antwerp|leuven|stockholm|"
    "uppsala|oslo|copenhagen|helsinki|reykjavik|hamburg|munich|münchen|frankfurt(?: am main)?|stuttgart|tübingen|"
    "göttingen|leipzig|köln|cologne|bonn|heidelberg|wien|zürich|zurich|basel|bern|lausanne|genève|milan|milano|"
    "rome|roma|torino|turin|bologna|firenze|napoli|bari|venezia|madrid|barcelona|lisbon|lisboa|porto|athens|"
    "piraeus|istanbul|ankara|sofia|bucharest|budapest|prague|praha|bratislava|warsaw|warszawa|kraków|kyiv|kiev|"
    "moscow|moskva|belgrade|beograd|zagreb|ljubljana|sarajevo|skopje|tirana|pristina|podgorica|durrës|vlorë|"
    "tallinn|riga|vilnius|quito|guayaquil|bogotá|lima|la paz|santiago(?: de chile)?|buenos aires|montevideo|"
    "asunción|são paulo|rio de janeiro|brasília|caracas|panama city|san josé|guatemala city|mexico city|méxico|"
    "mexiko|havana|cairo|tunis|algiers|rabat|dakar|abuja|lagos|accra|nairobi|kampala|addis ababa|cape town|"
    "pretoria|johannesburg|harare|beirut|amman|jerusalem|tel aviv|dubai|tehran|baghdad|kabul|islamabad|new delhi|"
    "delhi|mumbai|calcutta|kolkata|dhaka|colombo|bangkok|hanoi|manila|jakarta|singapore|kuala lumpur|beijing|"
    "shanghai|hong kong|taipei|seoul|tokyo|osaka|englewood cliffs|upper saddle river|thousand oaks|newbury park|"
    "hillsdale|mahwah|reading|san diego|san mateo|ithaca|durham|bloomington|ann arbor|minneapolis|urbana|albany|"
    "austin|lubbock|notre dame|chapel hill|malden|hoboken|norwell|paris|lyon|grenoble|bordeaux|toulouse|"
    "marseille|lille|rennes|strasbourg|aix-en-provence|bruxelles|москва|greenwich|westport|new brunswick|"
    r"englewood|garden city|rochester|pittsburgh|providence|usa|u\.?s\.?a\.?|uk|u\.?k\.?"
)
ROLE = _any(
    "head|director|chief|officer|professor|researcher|journalist|analyst|expert|minister|prosecutor|manager|spokes\\w+|"
    "president|chair\\w*|founder|coordinator|consultant|lawyer|judge|activist|member|police|source|official"
)
