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

IN_PLACE = """before/after first/last more/less,fewer larger,bigger,greater/smaller higher/lower older/younger longer/shorter earlier/later
better/worse stronger/weaker richer/poorer faster/slower open,opened/closed,shut for,favour,favor/against north/south/east/west
northern/southern/eastern/western northwards,northward/southwards,southward inside/outside above/below within/beyond
import,imports,imported/export,exports,exported buy,buys,bought/sell,sells,sold lend,lends,lent/borrow,borrows,borrowed
hire,hired/fire,fired,dismiss,dismissed appoint,appointed/dismiss,dismissed enter,entered,join,joined/leave,leaves,left
begin,begins,began,begun,start,starts,started/end,ends,ended,finish,finished,stop,stopped succeed,succeeds,succeeded/fail,fails,failed
praise,praised/criticise,criticised,criticize,criticized,condemn,condemned uphold,upheld/overturn,overturned,quash,quashed,reverse,reversed
confirm,confirmed/deny,denied include,includes,included/exclude,excludes,excluded enlarge,enlarged/reduce,reduced
strengthen,strengthened/weaken,weakened encourage,encouraged/discourage,discouraged attack,attacked/defend,defended
gain,gained/lose,lost victory,win/defeat,loss success/failure profit,profits/loss,losses surplus/deficit majority/minority
ally,allies,friend,friends/enemy,enemies rich,wealthy/poor natural/artificial oval,circular,round/triangular/rectangular/square
hot/cold wet/dry dark/bright safe/dangerous,unsafe temporary/permanent voluntary/compulsory,mandatory,obligatory
married/unmarried,single alive/dead man/woman men/women boy/girl boys/girls father/mother son/daughter sons/daughters brother/sister
brothers/sisters husband/wife uncle/aunt nephew/niece king/queen buyer,buyers/seller,sellers plaintiff/defendant landlord/tenant winner/loser
domestic/foreign internal/external positive,positively/negative,negatively favourable,favorable/unfavourable,unfavorable
optimistic/pessimistic peace/war day/night morning/afternoon/evening summer/winter/autumn credit/debit
gold,golden/silver/bronze/copper/brass/iron/steel sufficient,adequate/insufficient,inadequate constitutional/unconstitutional
valid/invalid able/unable willing/unwilling mandatory/optional horizontal/vertical minimum/maximum least/most oldest/newest
unanimous,unanimously/divided early/late public/private same/different long/short major/minor legal/illegal lawful/unlawful many/few
most/few,least highest/lowest largest,biggest,greatest/smallest oldest/youngest earliest/latest longest/shortest best/worst
strong/weak fast/slow old/young,new high/low large,big/small accepted,approved/rejected allowed,permitted/forbidden,banned
supported,support,supports/opposed,oppose,opposes arrived,arrives/left,leaves,departed upper/lower left/right inner/outer urban/rural
always/sometimes,rarely often,frequently/rarely,seldom all/some,few everybody,everyone/somebody,someone can/cannot""".split()
"""Families of words that exclude each other where two sentences have one each in the same place."""
