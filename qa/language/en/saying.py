"""The words of saying in English, and those for who says something: verbs, nouns, names; pieces for patterns."""

from __future__ import annotations

SAY = (
    "said|says|say|told|tells|wrote|writes|noted|notes|explained|explains|added|adds|argued|argues|warned|warns|stated|states|"
    "claimed|claims|recalled|recalls|remarked|remarks|observed|observes|commented|insisted|insists|stressed|stresses|"
    "testified|testifies|replied|replies|declared|declares|acknowledged|acknowledges|admitted|admits|alleged|alleges|"
    "confirmed|confirms|maintained|maintains|suggested|suggests|complained|complains|asked|asks|described|describes|"
    "concluded|concludes|predicted|predicts|reported|reports|held|opined|emphasized|emphasised|tweeted|conceded|concedes|asserted|"
    "asserts|contended|contends|cautioned|cautions|vowed|promised|pledged|revealed|remembered|remembers|joked|boasted|answered|"
    "responded|complain|argue|claim|warn|recall|allege|insist|maintain|contend|acknowledge|concede|predict|testify|countered|retorted|lamented|agreed|agrees|continued|continues|urged|urges|shouted|exclaimed|speculated|posted"
)
JUDGE = (
    "called|calls|labelled|labeled|branded|dismissed|dismisses|rejected|rejects|denounced|denounces|condemned|condemns|praised|"
    "praises|hailed|hails|criticised|criticized|likened|characterised|characterized|termed|dubbed|mocked|spoke of|speaks of|"
    "referred to|refers to|accused|ridiculed|attacked|welcomed|defended"
)
"""Verbs that say something only with a quotation behind them: “dismissed the report as ‘guesswork’”."""
THAT_ONLY = (
    "believe|believes|believed|think|thinks|estimate|estimates|estimated|found|finds|announced|announces|believing|fear|fears|feared|"
    "deny|denied|denies|denying|disclosed|assured|informed|expects|expected|hopes|hoped|judged|ruled"
)
DIRECT = (
    "said|says|say|told|tells|warned|warns|alleges|alleged|insists|insisted|argues|argued|believes|believed|fears|describe|describes|"
    "described"
)

UP = r"[^\W\d_a-zß-öø-ÿ]"
CAP = rf"{UP}[\w.’'&-]*"
_SMALL = (
    r"(?!(?:The|A|An|In|On|At|By|As|If|When|While|Although|But|And|Yet|For|Of|To|From|That|This|It|He|She|They|We|I)\b)"
)
NAME = rf"{_SMALL}{CAP}(?:\s+(?:(?:of|for|and|on|the|de|del|la|van|von|der|bin|al|da|dos|du|y|v\.|vs\.)\s+){{0,2}}{CAP}){{0,7}}"
NOUN = (
    "police|officers?|officials?|prosecutors?|investigators?|detectives?|authorities|ministry|ministers?|president|government|"
    "spokes(?:man|woman|person|people)|journalists?|reporters?|experts?|analysts?|researchers?|scholars?|economists?|scientists?|"
    "residents?|witness(?:es)?|lawyers?|attorneys?|judges?|court|navy|army|military|intelligence|sources?|interviewees?|"
    "respondents?|informants?|activists?|director|head|chief|mayor|governor|senator|ambassador|diplomats?|secretary|commissioner|"
    "professor|doctors?|teachers?|farmers?|fishermen|traders?|dealers?|smugglers?|traffickers?|members?|victims?|critics|"
    "agency|agencies|bank|company|newspaper|media|stud(?:y|ies)|survey|auditors?|committee|commission|union|plaintiffs?|defendants?|"
    "counsel|man|woman|person|mother|father|brother|sister|workers?|employees?|managers?|businessman|businesswoman|observers|"
    "engineers?|inspectors?|nurses?|drivers?|brokers?|dockers?|guards?|clerks?|accountants?|archbishop|bishop|commanders?|"
    "captains?|soldiers?|villagers?|locals|students?|pilots?|miners?|sailors?|parents?|pollsters?|campaigners?|supporters|"
    "opponents|owners?|tenants?|refugees?|migrants?|prisoners?|inmates?|historians?|insiders?|regulators?|lawmakers?|legislators?|"
    "deputies|councillors?|bankers?|shopkeepers?|neighbou?rs?|relatives|colleagues|firm|charity|foundation|institute|think tank|"
    "watchdog|council|parliament|tribunal|panel|groups?|part(?:y|ies)|office|ombudsman|opposition|embassy|university"
)
_DETERMINER = "the|a|an|one|two|three|several|some|many|most|local|former|senior|other|both|another|its|their|his|her"
COMMON = (
    rf"(?:(?i:{_DETERMINER})\s+){{0,3}}(?:[\w’'-]+\s+){{0,2}}?(?i:{NOUN})"
    rf"(?:\s+(?:of|in|from|at|for|with)\s+(?:the\s+)?(?:{NAME}|[a-z]+))?"
)
SUBJECT = rf"(?:[Tt]he\s+)?(?:{COMMON}(?!\s+{UP})|{NAME})"
ADVERB = r"(?:(?:also|later|has|have|had|then|once|recently|already|repeatedly|\w+ly)\s+){0,2}"
AGENT = (
    "(?<!numb)(?<!pap)(?<!chapt)(?<!lett)(?<!ord)(?<!fact)(?<!indicat)(?<!docum)(?<!agreem)(?<!statem)(?<!assessm)(?<!powe)(?<!wat)"
    "(?:ers?|ors?|ists?|ants?|ents?|ians?|men|women|people|ees|locals|chiefs|heads|aides|clerks|guards|victims|captains|pilots|heirs)"
)
"""How words for people end who are called by what they do: dockers, inspectors, accountants, fishermen."""
