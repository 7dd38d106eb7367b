"""What counts as the same value in two texts, and what as another; all sentences are made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.citation.agreement.amounts import find_amounts
from qa.citation.agreement.dates import find_days
from qa.citation.agreement.judge import Agreement, Window, judge
from qa.citation.agreement.names import find_names, same_name
from qa.citation.agreement.pieces import find_values
from qa.types.backing import Backing, ValueKind
from qa.types.document import Span


def compare(statement: str, sentence: str, before: str = "", after: str = "") -> Agreement:
    text = " ".join(part for part in (before, sentence, after) if part)
    start = text.index(sentence)
    return judge(statement, Window(text, Span(start, start + len(sentence))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("€48 million", "EUR 48m"),
        ("48 million", "48 000 000"),
        ("48 million", "48,000,000"),
        ("two dozen boats", "24 boats"),
        ("forty-eight men", "48 men"),
        ("half a million people", "500,000 people"),
        ("two and a half tonnes", "2,500 kilos"),
        ("12 per cent", "12%"),
        ("30% of it", "three tenths of it"),
        ("90 minutes", "an hour and 1.5 hours"),
        ("ten miles", "16 km"),
        ("the 19th ship", "the nineteenth ship"),
        ("3 May 2024", "May 3, 2024"),
        ("3 May 2024", "2024-05-03"),
        ("in May 2024", "on 3 May 2024"),
        ("29 February 2024", "the last day of February 2024"),
        ("16 February 2024", "16 de febrero de 2024"),
        ("in 2017", "in the winter of 2016–17"),
        ("President Daniel Noboa", "the lawyer D. Noboa"),
        ("in Ecuador", "the Ecuadorian coast"),
        ("the DEA", "the Drug Enforcement Administration"),
    ],
)
def test_same_value_in_another_form_agrees(one: str, other: str) -> None:
    found = compare(f"They counted the cargo: {one}.", f"The cargo they counted was {other}.")
    assert (found.backing, found.clashes, found.lacks) == (Backing.BACKS, (), ())


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("48 million crates", "12 million crates", ValueKind.NUMBER),
        ("two dozen crates", "22 crates", ValueKind.NUMBER),
        ("€48 million", "$48 million", ValueKind.MONEY),
        ("€48 million", "€48 billion", ValueKind.MONEY),
        ("12 per cent", "12 percentage points", ValueKind.PERCENTAGE),
        ("10 km", "10 miles", ValueKind.MEASURE),
        ("five days", "five weeks", ValueKind.DURATION),
        ("3 May 2024", "13 May 2024", ValueKind.DATE),
        ("May 2024", "June 2024", ValueKind.DATE),
        ("2023", "2024", ValueKind.DATE),
        ("Tuesday", "Friday", ValueKind.DATE),
        ("Marbella", "Valencia", ValueKind.NAME),
        ("Daniel Noboa", "Daniel Ortega", ValueKind.NAME),
    ],
)
def test_another_value_in_the_same_place_differs(one: str, other: str, kind: ValueKind) -> None:
    statement, sentence = (f"The harbour police wrote {words} into their long report." for words in (one, other))
    found = compare(statement, sentence)
    (clash,) = found.clashes
    assert (found.backing, clash.kind) == (Backing.DIFFERS, kind)
    assert clash.ours and clash.theirs
    assert clash.ours.of(statement) in one and clash.theirs.of(sentence) in other


@pytest.mark.parametrize(
    ("statement", "sentence", "kind"),
    [
        ("The assets of the firm were frozen.", "The assets of the firm were not frozen.", ValueKind.NEGATION),
        ("The firm never paid the fine.", "The firm paid the fine.", ValueKind.NEGATION),
        ("The firm paid the fine.", "The firm did not pay the fine.", ValueKind.NEGATION),
        ("The mayor saw the fire.", "The mayor never saw the fire.", ValueKind.NEGATION),
        ("The firm sold the ship.", "The firm bought the ship.", ValueKind.DIRECTION),
        ("The boats left before the storm.", "The boats left after the storm.", ValueKind.DIRECTION),
        ("The gates were open in May.", "The gates were closed in May.", ValueKind.DIRECTION),
        ("The court upheld the ruling.", "The court overturned the ruling.", ValueKind.DIRECTION),
        ("The first to arrive was not seen.", "The last to arrive was not seen.", ValueKind.DIRECTION),
        ("The minister fled to the coast.", "The minister allegedly fled to the coast.", ValueKind.HEDGE),
        ("All prisoners left the yard.", "Some prisoners left the yard.", ValueKind.QUANTIFIER),
        ("At least 48 boats left the port.", "Up to 48 boats left the port.", ValueKind.QUANTIFIER),
        ("The mayor met 48 boats.", "The mayor met more than 48 boats.", ValueKind.QUANTIFIER),
    ],
)
def test_what_turns_a_statement_round_differs(statement: str, sentence: str, kind: ValueKind) -> None:
    found = compare(statement, sentence)
    assert (found.backing, {clash.kind for clash in found.clashes}) == (Backing.DIFFERS, {kind})


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("The firm did not pay the fine.", "The fine was not paid by the firm."),
        ("It was not only the firm that paid.", "It was the firm that paid."),
        ("The minister allegedly fled.", "The minister fled."),
        ("Tobacco is banned in the port.", "In the port, tobacco is banned."),
        ("Lena and Omar met the mayor.", "Omar and Lena met the mayor."),
        ("The firm sold the ship.", "The ship was bought by the firm, which sold the ship."),
        ("The boats left before the storm.", "The boats left before the storm and came back after the storm."),
    ],
)
def test_other_wording_alone_does_not_differ(statement: str, sentence: str) -> None:
    assert compare(statement, sentence).backing is Backing.BACKS


def test_a_statement_that_leaves_others_out_is_not_backed_by_one_that_does_not() -> None:
    statement = "Only the mayor signed the treaty."
    found = compare(statement, "The mayor signed the treaty in May.")
    assert (found.backing, [v.span.of(statement) for v in found.lacks]) == (Backing.MENTIONS, ["Only"])
    assert compare(statement, "The mayor alone signed the treaty.").backing is Backing.BACKS


def test_swapped_names_differ_although_both_occur() -> None:
    found = compare("Omar Lund beat Lena Berg in the last round.", "Lena Berg beat Omar Lund in the last round.")
    assert found.backing is Backing.DIFFERS and {clash.kind for clash in found.clashes} == {ValueKind.NAME}


def test_value_in_a_neighbouring_sentence_counts_and_a_missing_one_is_named() -> None:
    statement = "On 3 May 2024 the harbour was closed."
    assert compare(statement, "The harbour was closed.", before="It was 3 May 2024.").backing is Backing.BACKS
    found = compare(statement, "The harbour was closed.", before="It was a fine day.")
    assert (found.backing, [v.span.of(statement) for v in found.lacks]) == (Backing.MENTIONS, ["3 May 2024"])


def test_sentence_does_not_back_by_its_neighbours_alone() -> None:
    found = compare(
        "The harbour was closed in May 2024.", "He thanked them.", before="The harbour was closed in May 2024."
    )
    assert found.backing is Backing.MENTIONS


def test_year_of_a_date_may_stand_elsewhere() -> None:
    after = "The year 2004 was a good one."
    assert compare("It opened on November 2, 2004.", "It opened on November 2.", after=after).backing is Backing.BACKS


def test_last_names_and_initials_are_the_same_name_and_other_first_names_are_not() -> None:
    assert same_name(("noboa",), ("daniel", "noboa")) and same_name(("d", "noboa"), ("daniel", "noboa"))
    assert not same_name(("daniel", "noboa"), ("luisa", "noboa"))
    assert not same_name(("niger",), ("nigeria",)) and not same_name(("austria",), ("australia",))


def test_relative_dates_and_vague_numbers_claim_nothing() -> None:
    assert not list(find_days("Last week, yesterday and two days later they may march on."))
    assert not list(find_amounts("Thousands of people and a few boats."))


def test_first_word_of_a_sentence_is_no_sure_name() -> None:
    assert [(n.words, n.weak) for n in find_names("Police came. Then Noboa left.")] == [
        (("police",), True),
        (("noboa",), False),
    ]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared_and_places_lie_within_them(statement: str, sentence: str) -> None:
    found = judge(statement, Window(sentence, Span(0, len(sentence))))
    for clash in found.clashes:
        assert clash.ours is None or 0 <= clash.ours.start < clash.ours.end <= len(statement)
        assert clash.theirs is None or 0 <= clash.theirs.start < clash.theirs.end <= len(sentence)
    assert all(0 <= v.span.start < v.span.end <= len(statement) for v in find_values(statement))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_a_text_never_differs_from_itself(text: str) -> None:
    assert judge(text, Window(text, Span(0, len(text)))).backing is Backing.BACKS


def test_a_firms_legal_form_names_nobody() -> None:
    source = "Ada Lumo owned 100% of Many LLC. She sold Brin LLC."
    found = judge("Lumo owned 100% of Brin LLC.", Window(source, Span(0, source.index(" She"))))
    assert found.backing is not Backing.BACKS


@pytest.mark.parametrize(
    ("statement", "sentence", "ours", "theirs"),
    [
        ("Lumo is the oldest harbour of the island.", "The youngest harbour of the island is Lumo.", "oldest", "youngest"),
        ("It was the third novel by Ada Vetta.", "Ada Vetta wrote this, her second novel, in Lumo.", "third", "second"),
        ("The third novel by Ada Vetta sold well.", "Her debut novel sold well, said Ada Vetta.", "third", "debut"),
        ("Omar Lind played third baseman for Lumo.", "Omar Lind was a second baseman, and lived in Lumo.", "third", "second"),
        ("The eastern gate of Lumo was rebuilt.", "The northern gate of Lumo was rebuilt in May.", "eastern", "northern"),
    ],
)  # fmt: skip
def test_attributes_of_one_noun_that_cannot_both_be_true_differ(
    statement: str, sentence: str, ours: str, theirs: str
) -> None:
    found = compare(statement, sentence)
    assert found.backing is Backing.DIFFERS
    (clash,) = found.clashes
    assert clash.ours and clash.theirs and (clash.ours.of(statement), clash.theirs.of(sentence)) == (ours, theirs)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Lumo is the oldest harbour of the island.", "The youngest harbour of the island is Vetta, the oldest harbour Lumo."),
        ("Lumo is the oldest harbour of the island.", "The youngest sailors of the island live in Lumo."),
        ("The third novel by Ada Vetta sold well.", "The second edition of the novel by Ada Vetta sold out."),
        ("In the second half of May Lumo was rebuilt.", "Lumo was rebuilt in the first half of May."),
        ("It was the third novel by Ada Vetta.", "Of her first and second novel, Ada Vetta said little."),
    ],
)  # fmt: skip
def test_attributes_of_other_nouns_or_of_several_do_not_differ(statement: str, sentence: str) -> None:
    assert compare(statement, sentence).backing is not Backing.DIFFERS


def test_the_part_by_which_something_changed_differs_from_another_part() -> None:
    told = "The council voted on Thursday to cut its grant to the ferry by a quarter, after a debate."
    (clash,) = compare("The council cut its grant by about a third.", told).clashes
    assert clash.ours and clash.ours.of("The council cut its grant by about a third.") == "a third"
    assert not compare("The council cut its grant by a quarter.", told).clashes
    assert not compare("The council cut its grant by a third and raised the fare by a half.", told).clashes


def test_what_stands_there_instead_of_a_value_that_is_missing_is_named_where_it_is_the_only_one() -> None:
    statement = "The ferry Curlew, built in 1998, was replaced in 2020."
    told = compare(statement, "The Sandpiper took the place of the Curlew, which had served since 1998, in March 2021.")
    (other,) = told.instead
    assert told.backing is Backing.MENTIONS and other and other.days[0].year == 2021
    two = compare(statement, "The Curlew had served since 1998 and was sold in May 2022, a year after March 2021.")
    assert two.instead == (None,)


def test_a_figure_that_the_next_sentence_gives_otherwise_differs() -> None:
    statement = "The harbour of Lumo counted 50 boats in spring."
    nearest = "The harbour of Lumo counted its boats in spring."
    found = compare(statement, nearest, after="There were 48 boats, and no barge.")
    assert found.backing is Backing.DIFFERS and len(found.clashes) == 1
    for other in (
        "There were 48 sailors.",
        "There were 48 boats in May, and 12 boats in June.",
        "There were boats of 50 kinds.",
    ):
        assert compare(statement, nearest, after=other).backing is not Backing.DIFFERS, other
    assert compare(statement, nearest, before="There were 48 boats.").backing is not Backing.DIFFERS


@pytest.mark.parametrize(
    ("statement", "backs"),
    [
        ("Lumo reported a profit of €9 for 1910.", True),
        ("Lumo reported a profit of €70 for 1910.", False),
        ("Lumo reported a profit of €9 for 1911.", False),
    ],
)
def test_a_year_or_sum_of_the_next_sentence_is_not_that_of_this_one(statement: str, backs: bool) -> None:
    source = "For 1910 Lumo reported a profit of €9. For 1911 Lumo reported a profit of €70."
    found = judge(statement, Window(source, Span(0, source.index(" For 1911"))))
    assert (found.backing is Backing.BACKS) is backs


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "The harbour lost money for years, and Rossi, a young clerk, was given its books.",
            "Besides cranes it leased sheds, scales, carts and horses to merchants of the upper town who paid each spring, "
            "or so they said. The harbour lost money for years, and Bianchi, a young clerk, was given its books.",
        ),
        (
            "The Open Harbour Protocol (ULP) is an example of a rule.",
            "The Upper Lagoon Protocol (ULP) is an example of a rule.",
        ),
        ("It was run by Lagoon-style Omar Haddad.", "It was run by Lagoon-style Six Ministries."),
    ],
)
def test_another_name_differs_in_a_part_of_a_sentence_beside_an_acronym_and_behind_a_hyphen(
    statement: str, sentence: str
) -> None:
    # The changed name stands elsewhere, so that it is not told by its absence.
    assert (
        compare(statement, sentence, before="Rossi and Omar Haddad knew the Open Harbour.").backing is Backing.DIFFERS
    )
    assert compare(sentence, sentence).backing is Backing.BACKS


def test_what_the_rest_of_a_longer_sentence_denies_is_not_denied_of_a_part() -> None:
    part = "The captain wrote that the people of the coast were fond of the old harbour"
    assert compare(f"{part}.", f"{part}; I do not know how they could be moved").backing is Backing.BACKS


@pytest.mark.parametrize(
    ("statement", "source", "verdict"),
    [
        ("Lumo is a town in Southern Ostia.", "Lumo is a town in Southern Ostian. It has a port.", Backing.DIFFERS),
        ("Boats of Greek owners came to Malta.", "Boats of Greece's owners came to Malta. It rained.", Backing.BACKS),
        (
            "The Republicans of Lumo met in Southern Ostia.",
            "The Republic of Lumo met in Southern Ostia. It rained.",
            Backing.DIFFERS,
        ),
        (
            "Ana Vega met Ana Vega in the harbour of Lumo.",
            "Ana Vega met Omar Ruiz in the harbour of Lumo.",
            Backing.DIFFERS,
        ),
    ],
)
def test_a_form_of_a_name_that_names_another_thing_differs(statement: str, source: str, verdict: Backing) -> None:
    window = Window(source, Span(0, source.index(".") + 1))
    assert judge(statement, window).backing is verdict


@pytest.mark.parametrize(
    ("statement", "source", "theirs"),
    [
        (
            "The port has promised to dredge the channel.",
            "The port cannot promise that the channel will be dredged.",
            1,
        ),
        ("The mayor promised ferries to the islands.", "He promised nothing about ferries to the islands.", 1),
        ("The firm did not admit the leak in the dam.", "The leak in the dam was admitted by the firm.", 1),
        ("The port has promised to dredge the channel.", "The port promised that no channel is left.", 0),
        (
            "The mayor promised ferries to the islands.",
            "No council promised anything, but he promised the islands ferries.",
            0,
        ),
        ("The mayor promised ferries to the islands.", "The bishop cannot promise good weather.", 0),
    ],
)
def test_a_promise_differs_from_one_that_was_not_given(statement: str, source: str, theirs: int) -> None:
    found = compare(statement, source)
    assert (found.outright, len(found.clashes)) == (bool(theirs), theirs)


def test_another_count_beside_the_same_date_differs_in_other_words_too() -> None:
    statement = "The navy has recorded 17 attacks on ships since March 1, 2026, with several sailors killed."
    (clash,) = compare(statement, "Since 1 March 2026 this office has logged 23 attacks by drone and by boat.").clashes
    assert clash.kind is ValueKind.NUMBER and clash.ours and clash.ours.of(statement) == "17"
    assert not compare(statement, "In 2019 this office logged 23 attacks by drone and by boat.").clashes


def test_the_only_holder_of_a_role_differs_from_another() -> None:
    statement = "For instance, Norland is the top supplier of soybeans to the region."
    source = "In soybeans Sudria is the {} supplier to the coast, as it has been since 2019; Norland comes second."
    found = compare(statement, source.format("leading"))
    assert [c.theirs and c.theirs.of(source) for c in found.clashes] == ["Sudria"] and found.outright
    assert not compare(statement, source.format("smallest")).outright
    assert not compare(f"In 2011 {statement}", source.format("top")).outright


def test_one_counts_nothing_beside_the_numbers_of_a_source() -> None:
    found = compare(
        "One such ship, the Tern, joined the fleet.", "The Tern, a ship of 50,000 tons, joined the fleet with 21 men."
    )
    assert not found.lacks


@pytest.mark.parametrize(
    ("statement", "source", "theirs"),
    [
        ("Nearly all the oil from Norport is for Sudria.", "Of oil from Norport about half is for Sudria.", "about half"),
        ("Most of the oil from Norport is for Sudria.", "A third of the oil from Norport is for Sudria.", "A third of"),
        ("Nearly all the oil from Norport is for Sudria.", "Half of the grain is sour.", ""),
        (
            "Boatly told the court that Seaseat has moved to longer exclusive agreements with ports.",
            "The facts are otherwise: it is Boatly that has moved to longer exclusive agreements with ports this year.",
            "Boatly",
        ),
        (
            "Seaseat has moved to longer exclusive agreements with ports.",
            "As Boatly says, the firm (Seaseat) has moved to longer exclusive agreements with ports.",
            "",
        ),
    ],
)  # fmt: skip
def test_another_part_of_a_whole_and_another_doer_of_the_same_differ(statement: str, source: str, theirs: str) -> None:
    found = [clash.theirs.of(source) for clash in compare(statement, source).clashes if clash.theirs]
    assert found == ([theirs] if theirs else [])
