"""Words that turn a statement round, in the languages that have a list. The sentences are made up."""

from __future__ import annotations

import pytest

from qa.citation.agreement.judge import Window, judge
from qa.language.turning_words import turning_words_in
from qa.types.backing import Backing, ValueKind
from qa.types.document import Span

TURNED = (
    ("Las autoridades congelaron los activos de la firma.", "Las autoridades nunca congelaron los activos de la firma."),
    ("Le tribunal a condamné la société pour fraude.", "Le tribunal n'a pas condamné la société pour fraude."),
    ("Die Behörde hat das Vermögen der Firma eingefroren.", "Die Behörde hat das Vermögen der Firma nicht eingefroren."),
    ("Il governo ha pagato i fornitori della regione.", "Il governo non ha pagato i fornitori della regione."),
    ("A empresa pagou os impostos do ano passado.", "A empresa não pagou os impostos do ano passado."),
    ("De rechter heeft het bedrijf veroordeeld voor fraude.", "De rechter heeft het bedrijf niet veroordeeld voor fraude."),
    ("Sąd skazał spółkę za oszustwo w maju.", "Sąd nie skazał spółkę za oszustwo w maju."),
    ("Суд признал компанию виновной в мошенничестве.", "Суд не признал компанию виновной в мошенничестве."),
    ("Η κυβέρνηση πλήρωσε τους προμηθευτές της περιοχής.", "Η κυβέρνηση δεν πλήρωσε τους προμηθευτές της περιοχής."),
)  # fmt: skip


@pytest.mark.parametrize(("said", "denied"), TURNED)
def test_a_denial_is_found_on_either_side(said: str, denied: str) -> None:
    for statement, source in ((said, denied), (denied, said)):
        found = judge(statement, Window(source, Span(0, len(source))))
        assert found.backing is not Backing.BACKS, (statement, source)
        assert ValueKind.NEGATION in {c.kind for c in found.clashes} | {v.kind for v in found.lacks}


@pytest.mark.parametrize("said", [said for said, _ in TURNED])
def test_the_same_sentence_backs_itself(said: str) -> None:
    assert judge(said, Window(said, Span(0, len(said)))).backing is Backing.BACKS


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("Al menos 48 contenedores fueron revisados por la policía.", "Hasta 48 contenedores fueron revisados por la policía."),
        ("Au moins 48 conteneurs ont été contrôlés par la police.", "Moins de 48 conteneurs ont été contrôlés par la police."),
        ("Nach dem Bericht wurden mindestens 48 Container geprüft.", "Nach dem Bericht wurden höchstens 48 Container geprüft."),
    ],
)  # fmt: skip
def test_bounds_of_numbers_differ(more: str, less: str) -> None:
    found = judge(more, Window(less, Span(0, len(less))))
    assert [clash.kind for clash in found.clashes] == [ValueKind.QUANTIFIER]


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("Police said that the boat was not found in the harbour of La Rochelle.", "not"),
        ("No solo la policía, sino también la fiscalía lo dijo.", None),
        ("Nicht nur die Polizei war da.", None),
        ("Le ministre dit que personne ne l'a vu et qu'il n'y a rien.", "rien"),
    ],
)
def test_what_denies_is_of_the_language_of_the_text(text: str, denies: str | None) -> None:
    words = turning_words_in(text)
    harmless = words.harmless.search(text)
    found = words.negation.search(text, harmless.end() if harmless else 0)
    assert (found and found.group()) == denies
