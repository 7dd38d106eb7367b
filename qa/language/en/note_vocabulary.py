"""The words that a question about notes may hold without saying which source or statement it means, and those never passed over."""

from __future__ import annotations

import re

from qa.regex import regex

APPARATUS = frozenset(
    """footnote note endnote source sourced cite citation reference bibliography claim statement sentence assertion allegation fact finding
    figure evidence proof authority provenance vouch substantiate corroborate attest underpin attribution author
    """.split()
)
"""Stand for the apparatus, in any inflection: never a part of what a statement is looked for by."""
SAYING_NOTHING = frozenset(
    """times a an the this that these those and or of in on at by to for from with about as it its is are was were be been being do
    does did done has have had which what who whom whose when where why how many much there any all every each only
    contain contains contained include includes included feature features attach attached depend depends depending
    section chapter basis grounds ground backing back backs backed support supports supported base based rest
    rests rested resting rely relies relied writer writers researcher researchers analyst analysts paper papers
    article articles text texts study studies memo memorandum policy publish publishes published publication
    publications work works language languages date dates dated kind kinds type types sort title titles interview
    interviews interviewed interviewee interviewees outlet outlets newspaper newspapers magazine magazines website
    websites link links linked url urls address addresses page pages count number total share proportion percentage
    printed aired uploaded confirm confirms confirmed verify verifies verified mention mentions mentioned quote quotes quoted refer refers
    referred referenced authored other also please list name named names tell told me give gives given gave report document
    part parts into behind stand stands up come comes came taken take takes used use uses made make makes say says
    said write wrote written writes point here conduct conducted hold held place took person people somebody someone
    anybody information material data story piece show shows we you they us our their them i full exist exists issue
    issued issues put out brought bring day run ran carry carried appear appeared appearing off over under through
    posted tweeted among unpublished often frequently heavily more web fn sole solely alone single one foreign can
    could would find found get got states stated provide provides reports reported talk talked talks speak spoke
    spoken conversation conversations consult consulted met meet know known knew learn learned learnt hear heard
    trace word proof documents documented cover covers covered deal deals discuss discusses discussed treat treats
    lists belong belongs go goes stay stays remain remains unnamed anonymous headline called entitled titled subject
    talking speaking telling saying prop props bolster bolsters bolstered buttress buttresses shore shores edited
    topic anything something everything strength draw draws drawn lean leans idea ideas view notion statistic
    account passage estimate conclusion ever still again already both between against within appears explain
    explains explained explanation journalist reporter book books press media social post posts sense same different
    various certain such anywhere somewhere online internet read readable available cited saying per cent way ways
    numbered v vs else elsewhere should must may might shall look looks looking see seen check need needs want wants like point direct
    bear bears supply supplies supplied furnish furnished institution institutions body organisation organization speaks
    everything something someone himself herself itself themselves
    """.split()
)
"""Say nothing of which source, note or statement is meant, in a question about them."""
NEGATIONS = frozenset(
    "not no nor neither without lack lacks lacking never except excluding besides non isn’t aren’t isn't aren't".split()
)
"""Turn a description round: what is not understood of them is never passed over."""
CONDITIONS = frozenset(
    """author authors writer writers publisher publishers language languages dates page pages title titles kind kinds type types
    url urls link links address addresses year years online internet web website websites paper papers press media book books reports social
    available readable read single alone foreign unnamed anonymous journalist journalists reporter reporters text texts outlet outlets
    newspaper newspapers magazine magazines study studies policy memo memorandum article articles analyst analysts researcher researchers
    known named quoted information data idea ideas view notion statistic account passage estimate conclusion story stories subject topic
    strength section chapter day trace grounds ground old credible reliable trustworthy real original possible printed aired uploaded founded grounded platform basis person people institution institutions body organisation organization""".split()
)
"""Parts, kinds and states of sources: in “how many …” they are what is counted, or a condition, and never passed over."""
QUANTITIES = frozenset({"share", "number", "total", "count", "rate", "part"})
FILLERS = frozenset(
    """just exactly actually really simply basically kindly please anyway literally precisely specifically somewhere real
    thing things stuff bit bits guy guys folks okay ok hey so well apparently supposedly allegedly truly honestly directly
    kind sort quick quickly bother bothered ever anyhow mean means meant curious wonder wondering interested indicate able founded grounded upon knows collected gathered assembled per regarding concerning via plus platform old
    credible reliable trustworthy turn turns
    possible possibly maybe perhaps roughly altogether overall total totally entire entirely whole""".split()
)
"""Said in passing: they narrow nothing down."""
TELLING = frozenset(
    """source sourced sourcing origin original originate provenance reference citation cite footnote endnote note evidence proof
    prove proven confirm verify verified corroborate vouch attest testify testimony witness document documented documentation
    report reported reporter reporting journalist newspaper paper press media outlet magazine article story piece publication
    publish book study website tweet post interview interviewee informant quote attribute credit author writer researcher byline
    claim claimed say said tell told state mention describe write written wrote rely base rest draw derive trace support back
    basis authority account affirm affirmation assert assertion anonymous name named second sole person somebody someone
    information data behind talk conversation speak spoke material work paper date dated title know known learn hear find""".split()
)
"""Of sources, and of telling: one of them in a question that the text does not answer is a sign that its source is asked for."""
TELLING_PHRASES = regex(
    r"\bon\s+(?:the\s+)?record\b|\b(?:where['’]?d?|how|whence|from\s+(?:where|whom|what))\b.{0,40}?\b(?:get|got|gotten|take|took|taken|have|pull(?:ed)?|come|came|comes)\b"
    r"(?:\s+(?:that|this|it|these|those))?(?:\s+from)?|\b(?:come|comes|came|taken|pulled|lifted|drawn)\s+from\b",
    re.IGNORECASE,
)
"""“Where’d they get that?”"""
CLAUSE = regex(r"\b(?:is|are|was|were|has|have|had|will|would|did|does|do)\b|n['’]t\b", re.IGNORECASE)
"""Stands in what states something, rather than names it."""
WORD = regex(r"\d+(?:[.,]\d+)+|[\w’'-]+")
GENITIVE = regex(r"['’](?:s|ve|re|d|ll|m)?$")
