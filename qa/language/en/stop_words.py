"""English words that only hold a sentence together, or a question about a document."""

STOP_WORDS = frozenset(
    """a an the of in on at by to for from with and or is are was were be been do does did has have had how many much what which
    who whom whose when where why that this it its as there any some into about s t not than their his her their they he she say
    says said tell tells told happen happens happened mention mentions mentioned describe describes report document according
    """.split()
)
FUNCTION_WORDS = frozenset(
    """about above across after again against ahead along also although always among amid another around away because been before behind
    being below beneath beside besides between beyond both cannot could despite doing down during each either else ever every except
    few further given having here hers herself himself however inside instead itself just least less like many might more most must
    near neither never next nobody none nothing off once only onto other others ought ours out outside over own perhaps quite rather
    same shall should since still such than that their theirs them themselves then there these they those though through throughout
    till today together too toward towards under unless unlike until unto upon used very versus were while whilst whoever will within
    without would your yours yourself anybody anyone anything everybody everyone everything somebody someone something
    actually already currently really simply today anyway exactly ever please""".split()
)
"""Words that no refusal names as lacking: what is missing are things, deeds and names."""
