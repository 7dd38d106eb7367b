from pathlib import Path

import pytest

from qa.errors import DocumentError
from qa.parse.xml import parse_xml

JATS = b'<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "http://example.invalid/JATS.dtd"'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'


def text(data: bytes) -> str:
    return "".join(parse_xml(data, "made-up.xml").itertext())


@pytest.mark.parametrize(
    "data, expected",
    [
        (b"<x>a</x>", "a"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><x>\xc3\xa9</x>", "é"),
        ('<?xml version="1.0" encoding="UTF-16"?><x>é</x>'.encode("utf-16"), "é"),
        ("<x>é</x>".encode("utf-16-le"), "é"),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?><x>\xe9</x>', "é"),
        (b'<?xml version="1.0" encoding="windows-1252"?><x>\x93a\x94</x>', "“a”"),
        (b"<x>a&nbsp;b&mdash;c &amp; &lt;d&gt; &eacute;</x>", "a\xa0b—c & <d> é"),
        (b"<!DOCTYPE html><x>&nbsp;&hellip;</x>", "\xa0…"),
        (JATS + b"><x>a&ndash;b</x>", "a–b"),
        (JATS + b" []><x>a</x>", "a"),
        (b'<!-- <!ENTITY --><?pi?><!DOCTYPE x SYSTEM "f.dtd" ><x><![CDATA[<!ENTITY &nbsp;]]>&nbsp;</x>',
         "<!ENTITY &nbsp;\xa0"),
        (b"<x>&unknown; R&amp;D</x>", "&unknown; R&D"),
        (b"<x>a<!-- b -->c<?d e?>f</x>", "acf"),
    ],
)  # fmt: skip
def test_xml_is_read(data: bytes, expected: str) -> None:
    assert text(data) == expected


@pytest.mark.parametrize(
    "data, why",
    [
        (LAUGHS, "declares entities"),
        (JATS + b' [<!ENTITY chapter SYSTEM "file:///etc/passwd">]><x>&chapter;</x>', "declares entities"),
        (b'<!DOCTYPE x [<!-- ]> --><!ENTITY % p "q">]><x/>', "declares entities"),
        (LAUGHS.decode().encode("utf-16"), "declares entities"),
        (b'<?xml version="1.0" encoding="UTF-7"?><x/>', "encoding utf-7 is not read"),
        (b'<?xml version="1.0" encoding="ASCII"?><x>\xe9</x>', "not in the encoding that it declares"),
        (b"<x><y></x>", "line 1"),
        (b"", "malformed XML"),
        (b"plain text", "malformed XML"),
        (b"<x>" * 100_000, "nested too deeply"),
        (b"<x><![CDATA[ &nbsp; </x>", "malformed XML"),
        (b"<x>" + b"<y/>" * 4_000_000 + b"</x>", "too many elements"),
        (b"<x>\xff</x>", "malformed XML"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_xml_that_is_unsafe_or_malformed_is_refused_in_one_line(data: bytes, why: str) -> None:
    with pytest.raises(DocumentError) as caught:
        text(data)
    message = str(caught.value)
    assert message.startswith("made-up.xml: ") and why in message and "\n" not in message


def test_nothing_is_fetched_for_an_external_doctype(tmp_path: Path) -> None:
    dtd = tmp_path / "x.dtd"
    dtd.write_text('<!ENTITY secret "told">', encoding="utf-8")
    data = f'<!DOCTYPE x SYSTEM "{dtd.as_uri()}"><x>&secret;</x>'.encode()
    assert text(data) == "&secret;"
