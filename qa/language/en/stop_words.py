"""English words that only hold a sentence together, or a question about a document."""

STOP_WORDS = frozenset(
    """a an the of in on at by to for from with and or is are was were be been do does did has have had how many much what which
    who whom whose when where why that this it its as there any some into about s t not than their his her their they he she say
    says said tell tells told happen happens happened mention mentions mentioned describe describes report document according
    """.split()
)
