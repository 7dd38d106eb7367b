"""Pages of the web: asked only by the rules, kept only when they are texts; against a server of our own on 127.0.0.1."""

import gzip
import hashlib
import json
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partialmethod
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from qa import Corpus, Internet, open_corpus
from qa.api.fetching import FetchedCorpus
from qa.cli import main
from qa.corpus.manifest import read_corpus
from qa.errors import CorpusError, UsageError, WebError
from qa.parse import parse_bytes
from qa.references.sources import make_sources
from qa.web import request as requests
from qa.web.address import parse_address
from qa.web.archives import as_file
from qa.web.checking import PageState
from qa.web.client import Client
from qa.web.fetching import FetchResult, carry_out
from qa.web.keep import take
from qa.web.limits import LARGEST_PAGE
from qa.web.network import INTERNET
from qa.web.plan import FetchPlan, plan_fetching
from qa.web.public import is_public
from qa.web.robots import read_robots
from tests.web_server import WORDS, Served, Web, html, page, web


def bomb() -> bytes:
    """A packed page of 40 MB."""
    return gzip.compress(b"<html>" + b"a" * (LARGEST_PAGE + 15_000_000))


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A page of which a little comes, again and again, for a minute."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        for _ in range(1200):
            handler.wfile.write(b"<p>a</p>")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def leading(to: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    return 302, {"Location": to, **headers}, b""


PDF = b"%PDF-1.4\n"
PAGES: dict[str, Served | Callable[[BaseHTTPRequestHandler], None]] = {
    "paper.example/lanterns": html(page("Lanterns of Lumo"), Set_Cookie="who=me"),
    "paper.example/packed": html(gzip.compress(page("Packed lanterns")), Content_Encoding="gzip"),
    "paper.example/deflated": html(zlib.compress(page("Deflated lanterns"))[2:-4], Content_Encoding="deflate"),
    "paper.example/cut": html(gzip.compress(page("Packed lanterns"))[:-30], Content_Encoding="gzip"),
    "paper.example/moved": leading("/lanterns", **{"Set-Cookie": "who=me"}),
    "paper.example/round": leading("/round"),
    "paper.example/to-file": leading("file:///etc/passwd"),
    "paper.example/to-other": leading("http://other.example:PORT/inside"),
    "paper.example/huge": html(b"a" * (LARGEST_PAGE + 1)),
    "paper.example/bomb": html(bomb(), Content_Encoding="gzip"),
    "paper.example/endless": endless,
    "paper.example/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n"),
    "paper.example/numbered": (200, {"Content-Type": f"text/html; x*{'9' * 5000}=a"}, b"\x00"),
    "paper.example/feed": (200, {"Content-Type": "application/rss+xml"}, b"<?xml version='1.0'?><rss></rss>"),
    "paper.example/report.pdf": html(page("Sign in to read the report")),
    "paper.example/empty": html(b""),
    "paper.example/tiny": html(page("Lanterns", "Ninety.").replace(WORDS.encode(), b"")),
    "paper.example/wall": html(page("Just a moment...", "Checking your browser before you go on, as we always do.")),
    "paper.example/login": html(page("Members", 'Your name and password, please: <input type="password">')),
    "paper.example/soft": html(page("Page not found", "Our harbour has no such page; try the search. ")),
    "paper.example/home": leading("/"),
    "paper.example/": html(page("Welcome to Lumo")),
    "paper.example/teaser": html(page("Lanterns") + b'<script>{"isAccessibleForFree": false}</script>'),
    "paper.example/framed": html(page("Page not found | Lumo Gazette", WORDS * 30)),
    "paper.example/plain": (
        200,
        {"Content-Type": "text/plain; charset=cp1252"},
        ("Café. " + WORDS * 4).encode("cp1252"),
    ),
    "closed.example/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private\n"),
    "closed.example/private/lanterns": html(page("Private lanterns")),
    "closed.example/lanterns": html(page("Open lanterns")),
    "broken.example/robots.txt": (503, {}, b""),
    "web.archive.org/web/20210503id_/GONE": html(page("Archived lanterns")),
}


@pytest.fixture(scope="module")
def served() -> Iterator[Web]:
    with web(dict(PAGES)) as found:
        yield found


def had(served: Web, path: str, network: Internet | None = None) -> bytes:
    return take(Client(network or served.network).get(served.address(path))).page.data


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("paper.example/lanterns", "Lanterns of Lumo"),
        ("paper.example/packed", "Packed lanterns"),
        ("paper.example/deflated", "Deflated lanterns"),
        ("closed.example/lanterns", "Open lanterns"),
    ],
)
def test_page_is_had_with_its_footnote(served: Web, path: str, title: str) -> None:
    taken = take(Client(served.network).get(served.address(path)))
    assert (taken.document.title, taken.ending, len(taken.document.footnotes)) == (title, ".html", 1)
    assert taken.fetched.sha256 == hashlib.sha256(page(title)).hexdigest()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("paper.example/nothing", r"has no such page \(404\)"),
        ("paper.example/cut", "cut off"),
        ("paper.example/round", "5 redirects"),
        ("paper.example/to-file", "only addresses that begin with http"),
        ("paper.example/huge", "larger than 25 MB"),
        ("paper.example/bomb", "larger than 25 MB"),
        ("paper.example/picture", "image/png came, which is not read"),
        ("paper.example/numbered", "something came, which is not read"),
        ("paper.example/feed", "XML of a kind that is not read"),
        ("paper.example/report.pdf", "in place of the file"),
        ("paper.example/empty", "an empty page"),
        ("paper.example/tiny", "hardly any text"),
        ("paper.example/wall", "a check for people"),
        ("paper.example/login", "a login"),
        ("paper.example/soft", "no such page"),
        ("paper.example/framed", "no such page"),
        ("paper.example/home", "first page of paper.example"),
        ("paper.example/teaser", "for subscribers"),
        ("closed.example/private/lanterns", "robots.txt"),
        ("broken.example/lanterns", r"robots.txt cannot be had \(503\)"),
    ],
)
def test_what_is_no_text_is_told_in_a_line(served: Web, path: str, said: str) -> None:
    with pytest.raises(WebError, match=said) as caught:
        had(served, path)
    assert "\n" not in str(caught.value)
    assert caught.value.gone is (path.rpartition("/")[2] in ("nothing", "soft", "framed", "home"))


@pytest.mark.parametrize(
    "words",
    [
        "Security checks were made at 404 houses, and 410 people were held. A suspect could not be found.",
        "The error was small. Access was denied to nobody; traffic was unusual, and a captcha of brass hung at the quay.",
        "The document is not available in English. Members sign in at the gate with a password.",
    ],
)
def test_short_text_in_such_words_is_kept(served: Web, words: str) -> None:
    served.pages["paper.example/short"] = html(page("Lanterns of Lumo", f"{words} {WORDS * 5}"))
    assert words.encode() in had(served, "paper.example/short")


def test_slow_page_ends_in_time(served: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(requests.request.__kwdefaults__ or {}, "seconds", 0.5)
    began = time.monotonic()
    with pytest.raises(WebError, match="no answer in time"):
        had(served, "paper.example/endless")
    assert time.monotonic() - began < 15


def test_request_says_name_and_version_and_nothing_of_the_person(served: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    served.asked.clear()
    had(served, "paper.example/moved")
    (first, _), (second, headers) = served.asked[1:]
    assert (first, second) == ("paper.example/moved", "paper.example/lanterns")
    assert headers.keys() == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert headers["user-agent"].startswith("footnote-qa/")


def test_text_in_another_encoding_is_read_as_the_host_says(served: Web) -> None:
    taken = take(Client(served.network).get(served.address("paper.example/plain")))
    assert taken.document.text.startswith("Café.") and (taken.ending, taken.encoding) == (".txt", "cp1252")


@pytest.mark.parametrize(
    ("text", "allowed", "forbidden"),
    [
        ("", ["/", "/x"], []),
        ("User-agent: *\nAllow: /\nDisallow: /private", ["/", "/x"], ["/private", "/private/x", "/%70rivate"]),
        ("User-agent: *\nDisallow: /\nAllow: /open/", ["/open/x"], ["/", "/open"]),
        ("User-agent: *\nDisallow: /*.pdf$", ["/a.pdf?x", "/a.html"], ["/a.pdf", "/b/a.pdf"]),
        ("User-agent: *\nDisallow: /*/print$\nDisallow: /a*b*c", ["/print", "/acb"], ["/x/print", "/a1b2c3"]),
        ("User-agent: *\nDisallow:\n", ["/x"], []),
        ("User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Footnote-QA/9\nDisallow: /b # ours", ["/a"], ["/b"]),
        ("\ufeffuser-agent : *\r\ndisallow : /a\r\nSitemap: https://x/\r\ndisallow: /b", ["/c"], ["/a", "/b"]),
    ],
)  # fmt: skip
def test_robots_are_read_by_their_standard(text: str, allowed: list[str], forbidden: list[str]) -> None:
    rules = read_robots(text, "footnote-qa")
    assert [t for t in (*allowed, *forbidden) if rules.allows(t)] == allowed


def test_hostile_robots_take_no_time() -> None:
    text = "User-agent: *\ncrawl-delay: 1e9\n" + f"Disallow: /{'a*' * 900}b$\n" * 280
    rules, began = read_robots(text, "footnote-qa"), time.process_time()
    assert rules.allows("/" + "a" * 1900) and rules.delay is None
    assert time.process_time() - began < 1


# Where it may go


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "gopher://paper.example/", "ftp://paper.example/x", "javascript:alert(1)", "http://", "http:///x",
        "http://me:secret@paper.example/", "http://paper.example@127.0.0.1/", "http://a\\b.example/", "http://a b/", "//x.example/",
        "http://paper.example:0/", "http://[::1%25eth0]/", "http://" + "a" * 3000, "http://x.example/\udcff",
    ],
)  # fmt: skip
def test_address_that_is_none_of_a_page_is_refused(address: str) -> None:
    with pytest.raises(WebError) as caught:
        parse_address(address)
    assert str(caught.value).encode()


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", 
        "224.0.0.1", "255.255.255.255",
        "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1",
        "localhost", "",
    ],
)  # fmt: skip
def test_address_that_is_not_public_is_told(ip: str) -> None:
    assert not is_public(ip)
    assert is_public("93.184.216.34") and is_public("2606:2800:220:1::1")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_this_computer_is_never_asked(served: Web, host: str) -> None:
    served.asked.clear()
    network = Internet(connect=INTERNET.connect, pause=0, allowed=frozenset({("192.0.2.1", served.port)}))
    with pytest.raises(WebError, match=r"no public address|no such host"):
        Client(network).get(f"http://{host}:{served.port}/lanterns")
    assert not served.asked


def test_redirect_to_this_computer_is_refused(served: Web) -> None:
    served.asked.clear()
    inside = {"other.example": "127.0.0.2"}
    network = Internet(
        lambda host, port: [inside.get(host, "127.0.0.1")], pause=0, allowed=frozenset({("127.0.0.1", served.port)})
    )
    with pytest.raises(WebError, match=r"other.example: leads to 127.0.0.2"):
        had(served, "paper.example/to-other", network)
    assert served.paths() == ["paper.example/to-other"]


def test_connection_is_made_to_the_address_that_was_checked() -> None:
    """A name that is public when it is checked and this computer right after: one look-up, whose answer is connected to."""
    answers, reached = iter(["93.184.216.34", "127.0.0.1"]), []

    def refuse(ip: str, port: int, seconds: float) -> socket.socket:
        reached.append(ip)
        raise ConnectionRefusedError("no connection is made in this test")

    client = Client(Internet(lambda host, port: [next(answers)], refuse, pause=0))
    with pytest.raises(WebError, match="cannot be reached"):
        client.get("https://rebound.example/")
    with pytest.raises(WebError, match="no public address"):
        client.get("https://rebound.example/")
    assert reached == ["93.184.216.34"]


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(WebError, match=r"leads to 10\.0\.0\.1"):
        Internet(lambda host, port: ["93.184.216.34", "10.0.0.1"]).addresses("both.example", 80)


def test_hosts_are_spared(served: Web) -> None:
    network = Internet(served.network.resolve, pause=0.2, allowed=served.network.allowed)
    client, began = Client(network), time.monotonic()
    for path in ("lanterns", "packed"):
        client.get(served.address(f"paper.example/{path}"))
    assert time.monotonic() - began >= 0.4  # robots.txt, and two pages


def test_offline_comes_before_everything(served: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served.asked.clear()
    monkeypatch.setenv("QA_OFFLINE", "1")
    for asked in (
        lambda: Corpus(tmp_path, tmp_path).fetch(FetchPlan(()), network=served.network),
        lambda: Corpus(tmp_path, tmp_path).add_from_web(
            served.address("paper.example/lanterns"), network=served.network
        ),
        lambda: Corpus(tmp_path, tmp_path).check_fetched(network=served.network),
    ):
        with pytest.raises(UsageError, match="QA_OFFLINE"):
            asked()
    assert not served.asked


def test_offline_comes_before_the_list_of_what_would_be_asked(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QA_OFFLINE", "1")
    folders = ["--corpus", str(corpus.folder), "--index", str(corpus.index_folder)]
    for asked in (["--all"], ["6"], ["--check"]):
        assert main(["fetch", *folders, *asked]) == 2
        said = capsys.readouterr()
        assert not said.out and "QA_OFFLINE" in said.err


# What is asked for, and what is kept


def report_of(served: Web) -> str:
    notes = [
        f"Lumo Gazette, “Lanterns of Lumo”, 3 May 2021, {served.address('paper.example/lanterns')}.",
        f"Lumo Gazette, “Gone lanterns”, 3 May 2021, {served.address('paper.example/gone')}.",
        f"Lumo Gazette, “Private lanterns”, 3 May 2021, {served.address('closed.example/private/lanterns')}.",
        "Interview with a harbour master, Lumo, May 2021.",
        "Lumo Gazette, “Lanterns in print”, 3 May 2021.",
    ]
    said = "\n\n".join(f"Lantern {number} of Lumo burned all night.[^{number}]" for number in range(1, 6))
    return f"# Lanterns\n\n{said}\n\n" + "\n".join(f"[^{n}]: {note}" for n, note in enumerate(notes, start=1)) + "\n"


@pytest.fixture
def plan(served: Web, tmp_path: Path) -> FetchPlan:
    """Of a made-up report; its gone page is in the archive, which is the same server."""
    text = report_of(served).encode()
    (tmp_path / "report.md").write_bytes(text)
    return plan_fetching(make_sources(parse_bytes(text, "report.md", "report")))


def results_of(served: Web, plan: FetchPlan, folder: Path, hosts: list[str] | None = None) -> list[FetchResult]:
    return list(carry_out(folder, plan, hosts, Client(served.network)))


def test_list_says_what_is_asked_of_whom_and_what_is_not(served: Web, plan: FetchPlan) -> None:
    served.asked.clear()
    assert plan.hosts == {"paper.example": 2, "closed.example": 1} and plan.archives == ("web.archive.org",)
    assert [errand.sources for errand in plan.errands] == [("report#1",), ("report#2",), ("report#3",)]
    assert dict(plan.left_out) == {"report#4": "an interview", "report#5": "no address"}
    assert not served.asked


def test_pages_are_kept_as_they_came_and_failures_are_told(served: Web, plan: FetchPlan, tmp_path: Path) -> None:
    first, gone, closed = results_of(served, plan, tmp_path, ["paper.example", "closed.example"])
    assert first.entry and first.entry.source_of == ("report#1",) and first.entry.kind == "source"
    assert first.entry.path.read_bytes() == page("Lanterns of Lumo")
    assert first.entry.path.name == "lanterns-of-lumo.html"
    (entry,) = (entry for entry in read_corpus(tmp_path).entries if entry.doc_id == first.entry.doc_id)
    assert entry.fetched and entry.fetched.address == served.address("paper.example/lanterns")
    assert entry.fetched.sha256 == hashlib.sha256(entry.path.read_bytes()).hexdigest()
    assert (
        gone.entry is None and "404" in str(gone.reason) and "web.archive.org was not to be asked" in str(gone.reason)
    )
    assert closed.entry is None and "robots.txt" in str(closed.reason)
    log = [json.loads(line) for line in (tmp_path / "_log.jsonl").read_text().splitlines()]
    assert [line["from"] for line in log] == [served.address("paper.example/lanterns")]


def test_archive_is_asked_for_what_is_gone(served: Web, plan: FetchPlan, tmp_path: Path) -> None:
    _, gone, _ = plan.errands
    assert gone.archive == f"https://web.archive.org/web/20210503id_/{gone.addresses[0]}"
    own = replace(gone, archive=served.address("web.archive.org/web/20210503id_/GONE"))
    (result,) = results_of(served, FetchPlan((own,)), tmp_path)
    assert result.entry and result.entry.path.read_bytes() == page("Archived lanterns")
    assert result.address == own.archive


def test_who_stops_listening_keeps_what_was_had(served: Web, plan: FetchPlan, tmp_path: Path) -> None:
    served.asked.clear()
    found = carry_out(tmp_path, plan, None, Client(served.network))
    assert next(found).entry
    del found
    assert [entry.path.name for entry in read_corpus(tmp_path).entries] == ["lanterns-of-lumo.html", "report.md"]
    assert served.paths() == ["paper.example/lanterns"]


def test_page_that_changed_or_went_is_noticed(served: Web, tmp_path: Path) -> None:
    corpus, network = Corpus(tmp_path / "corpus", tmp_path / "index"), served.network
    places = {name: f"news.example/{name}" for name in ("same", "restyled", "changed", "gone")}
    for name, place in places.items():
        served.pages[place] = html(page(f"The {name} lanterns"))
        corpus.add_from_web(served.address(place), network=network)
    served.pages[places["restyled"]] = html(page("The restyled lanterns").replace(b"<p>", b"<p class='new'>"))
    served.pages[places["changed"]] = html(page("The changed lanterns", WORDS.replace("ninety", "nine") * 4))
    del served.pages[places["gone"]]
    states = {check.document: check for check in corpus.check_fetched(network=network)}
    assert {name: check.state for name, check in states.items()} == {
        "the-same-lanterns": PageState.SAME,
        "the-restyled-lanterns": PageState.SAME,
        "the-changed-lanterns": PageState.CHANGED,
        "the-gone-lanterns": PageState.GONE,
    }
    assert "1 of" in str(states["the-changed-lanterns"].reason)


def test_new_version_from_a_file_came_from_nowhere(served: Web, tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "corpus", tmp_path / "index")
    entry = corpus.add_from_web(served.address("paper.example/lanterns"), network=served.network)
    assert entry.fetched
    assert corpus.replace(entry.doc_id, "new.html", data=page("By hand")).fetched is None
    assert corpus.restore(entry.doc_id).fetched == entry.fetched


GOOD = {
    "address": "https://x.example/",
    "final": "https://x.example/",
    "time": "2026-01-01T00:00:00Z",
    "sha256": "0" * 64,
}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("address", "file:///etc/passwd"), ("final", "https://x.example/\x1b[2J"), ("time", "now"), ("sha256", "0"),
        ("sha256", None), ("", None),
    ],
)  # fmt: skip
def test_what_a_manifest_says_of_a_page_is_checked(tmp_path: Path, key: str, value: str | None) -> None:
    said = {name: text for name, text in {**GOOD, key: value}.items() if text is not None} if key else GOOD
    table = "".join(f"{name} = {json.dumps(text)}\n" for name, text in said.items())
    (tmp_path / "a.txt").write_text("Made up.\n")
    (tmp_path / "corpus.toml").write_text(f"[[document]]\nfile = 'a.txt'\n[document.fetched]\n{table}")
    if not key:
        assert read_corpus(tmp_path).entries[0].fetched
        return
    with pytest.raises(CorpusError, match=r"fetched"):
        read_corpus(tmp_path)


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://arxiv.org/abs/2310.11511v2", "https://arxiv.org/pdf/2310.11511v2"),
        ("https://doi.org/10.48550/arXiv.2310.11511", "https://arxiv.org/pdf/2310.11511"),
        ("http://web.archive.org/web/20210503120000/http://a.example/x?y=1", "https://web.archive.org/web/20210503120000id_/http://a.example/x?y=1"),
        ("https://arxiv.org/list/cs/new", "https://arxiv.org/list/cs/new"),
    ],
)  # fmt: skip
def test_address_of_the_file_itself_is_asked(address: str, wanted: str) -> None:
    assert as_file(address) == wanted


# From the shell


def test_shell_lists_asks_and_indexes_after_a_yes(
    scratch: Corpus, served: Web, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--corpus", str(scratch.folder), "--index", str(scratch.index_folder)]
    scratch.add("report.md", data=report_of(served).encode())
    scratch.build()
    for name in ("fetch", "add_from_web", "check_fetched"):
        monkeypatch.setattr(FetchedCorpus, name, partialmethod(getattr(FetchedCorpus, name), network=served.network))
    served.asked.clear()
    assert main(["fetch", *folders]) == 0
    assert main(["fetch", *folders, "report#1"]) == 2  # nobody is there to say yes
    out, err = capsys.readouterr()
    assert "asked: paper.example (2), closed.example (1)" in out and "no address" in out and "--yes" in err
    assert not served.asked
    assert main(["fetch", *folders, "--all", "--yes", "--no-archive"]) == 1
    out, _ = capsys.readouterr()
    assert "report#1: had, as lanterns-of-lumo" in out and "report#2: not had: paper.example has no such page" in out
    assert main(["fetch", *folders, "report#1", "--yes", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["plan"] == [] and said["left_out"] == [{"source": "report#1", "reason": "held, as lanterns-of-lumo"}]
    (held,) = scratch.find_sources("report#1")
    assert held.document == "lanterns-of-lumo"
    assert main(["fetch", *folders, "--check", "--yes", "--json"]) == 0
    assert [row["state"] for row in json.loads(capsys.readouterr().out)] == ["same"]
    assert main(["add", *folders, served.address("paper.example/packed"), "--for", "report#5"]) == 0
    assert main(["add", *folders, served.address("paper.example/nothing")]) == 1
    assert "run: qa add https://web.archive.org/web/2id_/http://paper.example" in capsys.readouterr().err


def test_keys_that_interrupt_keep_what_was_had(
    scratch: Corpus, served: Web, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.add("report.md", data=report_of(served).encode())
    scratch.build()

    fetch = Corpus.fetch

    def interrupted(self: Corpus, plan: FetchPlan, **given: object) -> Iterator[FetchResult]:
        found = fetch(self, plan, network=served.network)
        yield next(found)
        raise KeyboardInterrupt

    monkeypatch.setattr(Corpus, "fetch", interrupted)
    folders = ["--corpus", str(scratch.folder), "--index", str(scratch.index_folder)]
    assert main(["fetch", *folders, "--all", "--yes"]) == 130
    assert "1 of 3 had; interrupted" in capsys.readouterr().out
    assert open_corpus(scratch.folder, index=scratch.index_folder).document("lanterns-of-lumo")
