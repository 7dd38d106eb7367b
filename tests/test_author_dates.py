"""Notes by author and year lead to the entry of the bibliography that they mean. All works are made up."""

from __future__ import annotations

import pytest

from qa.parse.formats import parse_bytes
from qa.references.sources import make_sources

LIST = (
    "<h2>Bibliography</h2><ul><li>Holm, Anna (2007). <i>The Ports of the North</i>. Oslo: Fjord Press.</li>"
    "<li>Lind, Per, and Shah, Ari (1999a). <i>Ice</i>. Bergen: Quay Books.</li>"
    "<li>de la Cruz, Ana (2011). <i>Currents</i>. Vigo: Quay Books.</li>"
    "<li>Moe, Kari (2001). <i>Tides</i>. Oslo: Fjord Press.</li><li>Moe, Liv (2001). <i>Storms</i>. Oslo: Fjord Press.</li></ul>"
)


@pytest.mark.parametrize(
    ("note", "title"),
    [
        ("Holm 2007, p. 398.", "The Ports of the North"),
        ("See Holm (2007), pp. 4–6.", "The Ports of the North"),
        ("Lind and Shah 1999a: 12.", "Ice"),
        ("Lind & Shah 1999a.", "Ice"),
        ("Lind/Shah 1999a, S. 3 f.", "Ice"),
        ("Vgl. Holm et al. 2007, vol. 2, 12 ff.", "The Ports of the North"),
        ("de la Cruz 2011, pp. xii–xiv.", "Currents"),
        ("Moe 2001, p. 3.", None),
        ("Holm 2008, p. 398.", None),
        ("Berg 2007, p. 398.", None),
    ],
)
def test_a_note_by_author_and_year_means_one_entry(note: str, title: str | None) -> None:
    page = f"<p>It grew.<sup><a href='#f1' id='r1'>1</a></sup></p><ol><li id='f1'><a href='#r1'>^</a> {note}</li></ol>{LIST}"
    source = make_sources(parse_bytes(page.encode(), "made-up.html", "x"))[0]
    assert source.reference == note
    assert (
        source.title if source.title in ("The Ports of the North", "Ice", "Currents", "Tides", "Storms") else None
    ) == title
