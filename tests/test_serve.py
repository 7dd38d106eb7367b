"""The corpus over HTTP: what its description allows is answered, whatever else is refused in one line."""

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from qa import Corpus, open_corpus
from qa.cli import main
from qa.errors import CrowdedError, LateError, ServiceError, UsageError
from qa.service.arguments import MOST_DRAFT
from qa.service.beside import ApiBeside
from qa.service.guard import MOST_BODY
from qa.service.http_api import make_api
from qa.service.openapi import make_openapi
from qa.service.operations import BY_NAME, OPERATIONS
from qa.service.tokens import read_token
from qa.service.workers import Workers
from qa.ui.door import Door, cookie_of
from tests.conftest import REPORT, ROOT

AT = "http://127.0.0.1:8600"
TOKEN = "Made-up_token-of-these-tests"
QUESTION = "How many prison staff were held hostage?"
KNOWN: dict[str, Any] = {
    "question": QUESTION, "words": "Europol", "document": REPORT, "documents": [REPORT], "start": 2913, "footnote": "6",
    "source": f"{REPORT}#6", "on": "nothing", "text": "More than 75 raids netted former judges.",
}  # fmt: skip
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


@pytest.fixture(scope="module")
def client(corpus: Corpus) -> Iterator[TestClient]:
    with Workers(corpus) as workers, TestClient(make_api(workers), base_url=AT) as opened:
        yield opened


@pytest.fixture(scope="module")
def described(corpus: Corpus) -> Iterator[Any]:
    """What schemathesis reads in the description; it asks the application under a name of its own."""
    with Workers(corpus) as workers:
        yield schemathesis.openapi.from_asgi("/openapi.json", make_api(workers, hosts=("testserver",)))


def post(client: TestClient, operation: str, **arguments: Any) -> Any:
    reply = client.post(f"/v1/{operation}", json=arguments)
    assert reply.status_code == 200, reply.text
    return reply.json()


def refused(reply: Any, status: int) -> str:
    assert reply.status_code == status and reply.headers["content-type"] == "application/json", reply.text
    line = reply.json()["error"]
    assert reply.json().keys() == {"error"} and "\n" not in line
    return str(line)


def test_operations_give_what_the_library_gives(client: TestClient, corpus: Corpus) -> None:
    assert post(client, "ask", question=QUESTION) == corpus.ask(QUESTION).to_dict()
    assert post(client, "find", words="Europol", limit=1) == corpus.find("Europol", limit=1).to_dict()
    assert post(client, "rests", on="6")["total"] == 1
    assert client.get(f"/v1/documents/{REPORT}").text.count("frozen as a result.[6]") == 1


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_what_the_description_allows_is_answered_and_nothing_else(described: Any, operation: Any) -> None:
    endpoint = described[f"/v1/{operation.name}"]["POST"]
    right = endpoint.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE).map(with_known)
    wrong = endpoint.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)
    answers = Counter[int]()

    @given(st.one_of(right, wrong))
    @settings(
        max_examples=8, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def ask(case: Any) -> None:
        answers[case.call_and_validate(checks=CHECKS).status_code] += 1

    ask()
    assert answers[200] and answers[422] + answers[400], answers


def with_known(case: Any) -> Any:
    """Real words and places, so that more than refusals is compared with the description."""
    if isinstance(case.body, dict):
        case.body |= {name: KNOWN[name] for name in case.body if name in KNOWN}
    return case


def test_description_is_openapi_and_no_two_schemas_share_a_name(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert described == make_openapi(token=False) and "security" not in described
    assert make_openapi(token=True)["security"] == [{"token": []}]
    for operation in OPERATIONS:
        defined = jsonschema_of(operation.name, described)
        jsonschema.Draft202012Validator.check_schema(defined)
        assert operation.name in client.get("/").text
    for name, schema in described["components"]["schemas"].items():
        assert not {key for key in refs(schema) if key not in described["components"]["schemas"]}, name


def jsonschema_of(name: str, described: Any) -> Any:
    return described["paths"][f"/v1/{name}"]["post"]["requestBody"]["content"]["application/json"]["schema"]


def refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(ref := value.get("$ref"), str):
            yield ref.removeprefix("#/components/schemas/")
        for inner in value.values():
            yield from refs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from refs(inner)


def test_several_questions_are_answered_line_by_line(client: TestClient, corpus: Corpus) -> None:
    reply = client.post("/v1/ask_all", json={"questions": [QUESTION, " ", "Who is Daniel Noboa?"]})
    assert reply.headers["content-type"].startswith("application/x-ndjson")
    first, second, third = map(json.loads, reply.text.splitlines())
    assert first == corpus.ask(QUESTION).to_dict() and third["status"] == "answered"
    assert second == {"question": " ", "error": "the question is empty"}


@pytest.mark.parametrize(
    ("body", "kind", "status", "words"),
    [
        (b"{", "application/json", 400, "the body is not JSON"),
        (b"[" * 100_000, "application/json", 400, "the body is not JSON"),
        (b'{"question": NaN}', "application/json", 400, "NaN is no number of JSON"),
        (b"\xff", "application/json", 400, "the body is not JSON"),
        (b'{"question": "x"}', "text/plain", 415, "Content-Type: application/json"),
        (b'{"question": "\\ud800"}', "application/json", 422, "question: "),
        (b'{"\\ud800": 1, "question": "x"}', "application/json", 422, "the whole: "),
        (b'{"question": "x", "documents": ["no"]}', "application/json", 404, "the operation `documents` lists them"),
        (b" " * (MOST_BODY + 1), "application/json", 413, "too large; at most 1,000,000 bytes"),
    ],
)
def test_wrong_request_is_refused_in_one_line(
    client: TestClient, body: bytes, kind: str, status: int, words: str
) -> None:
    assert words in refused(client.post("/v1/ask", content=body, headers={"content-type": kind}), status)


def test_longest_text_that_is_verified_fits_into_a_body() -> None:
    assert len(json.dumps({"text": "\N{BULLET}" * MOST_DRAFT})) < MOST_BODY


def test_what_is_nowhere_and_wrong_methods_are_told(client: TestClient) -> None:
    assert "GET /openapi.json" in refused(client.get("/v2/ask"), 404)
    assert refused(client.get("/v1/ask"), 405) == "not by this method"
    assert "no such document" in refused(client.get("/v1/documents/..%2Fcorpus.toml"), 404)


@pytest.mark.parametrize("given", [None, "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, f"bearer {TOKEN}"])
def test_only_who_has_the_token_comes_in(corpus: Corpus, given: str | None) -> None:
    guarded = TestClient(make_api(Workers(corpus), token=TOKEN), base_url=AT)
    reply = guarded.get(f"/v1/documents/{REPORT}", headers={"authorization": given} if given else {})
    if given == f"bearer {TOKEN}":
        assert reply.status_code == 200
    else:
        assert TOKEN not in refused(reply, 401) and reply.headers["www-authenticate"] == "Bearer"
    assert guarded.get("/openapi.json").status_code == guarded.get("/").status_code == 200


def test_other_names_and_other_pages_come_not_in(corpus: Corpus) -> None:
    guarded = TestClient(make_api(Workers(corpus), hosts=("reports.example.org",)), base_url=AT)
    assert "not one under which" in refused(guarded.get("/health", headers={"host": "evil.example"}), 403)
    assert "page of another address" in refused(
        guarded.get("/health", headers={"origin": "http://localhost:3000"}), 403
    )
    assert guarded.get("/health", headers={"host": "reports.example.org"}).json() == {"status": "ok"}


def test_browser_and_programs_are_served_by_one_process(corpus: Corpus) -> None:
    """Each behind its own guard: the token of the one opens nothing of the other."""
    pages = Door(Starlette(routes=[Route("/{path:path}", lambda _: PlainTextResponse("the page"))]), token="another")
    both = TestClient(ApiBeside(pages, lambda: corpus, token=TOKEN), base_url=AT)
    known, visitor = {"authorization": f"Bearer {TOKEN}"}, {"cookie": cookie_of(8600, "another")}
    assert both.post("/v1/documents", json={}, headers=known).json()["total"] == 1
    assert "curl" in both.get("/v1").text
    assert both.get("/ask", headers=visitor).text == both.get("/v10", headers=visitor).text == "the page"
    assert both.post("/v1/documents", json={}, headers=visitor).status_code == 401
    assert both.get("/ask", headers=known).status_code == 403


def test_token_comes_from_a_file_or_the_environment_and_is_long(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    assert read_token(str(tmp_path / "token"), {}) == read_token(None, {"QA_TOKEN": TOKEN}) == TOKEN
    assert read_token(None, {}) is None
    for file, environment in (
        (str(tmp_path / "no"), {}),
        (None, {"QA_TOKEN": "short"}),
        (None, {"QA_TOKEN": "ü" * 20}),
    ):
        with pytest.raises(UsageError, match="token"):
            read_token(file, environment)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--address", "0.0.0.0"], "--address 0.0.0.0: others reach it, so a token is needed; "),
        (["--address", "localhost"], "localhost: not an IP address; "),
        (["--port", "99999"], "99999: not a port; "),
    ],
)
def test_door_is_not_opened_to_others_without_a_token(
    arguments: list[str], line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("QA_TOKEN", raising=False)
    assert main(["serve", *arguments]) == 2
    assert capsys.readouterr().err.startswith(f"qa: {line}")


def test_too_many_and_too_long_are_told_and_seats_come_free_again(corpus: Corpus) -> None:
    """With real threads that wait for one another."""
    workers, gate = Workers(corpus, seats=1, line=1, seconds=0.2), threading.Event()

    def fail() -> str:
        raise ZeroDivisionError

    async def ask() -> None:
        first = asyncio.create_task(workers.run("made-up", lambda: str(gate.wait(30))))
        second = asyncio.create_task(workers.run("made-up", lambda: "done"))
        await asyncio.sleep(0)  # Both have begun; a longer sleep may, on a busy machine, be longer than their time.
        with pytest.raises(CrowdedError):
            await workers.run("made-up", lambda: "never")
        with pytest.raises(LateError, match=r"^made-up: not done within 0\.2 seconds"):
            await first
        with pytest.raises(LateError):
            await second
        gate.set()
        for _ in range(3000):
            if (said := await attempt()) is not None:
                break
            await asyncio.sleep(0.01)
        assert said == "done"
        with Workers(corpus) as patient, pytest.raises(ServiceError, match=r"^made-up: failed \(ZeroDivisionError\)"):
            await patient.run("made-up", fail)

    async def attempt() -> str | None:
        try:
            return await workers.run("made-up", lambda: "done")
        except (CrowdedError, LateError):
            return None

    with workers:
        asyncio.run(ask())


def test_result_that_is_too_large_is_refused(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.service.operations.MOST_RESULT", 1000)
    with pytest.raises(UsageError, match=r"^find: the result has [\d,]+ characters, and at most 1,000 are sent"):
        BY_NAME["find"].carry_out(corpus, {"words": "Ecuador"})


def test_missing_index_is_told_and_may_come_later(corpus: Corpus, tmp_path: Path) -> None:
    served = open_corpus(corpus.folder, index=tmp_path / "index", read_only=True)
    with TestClient(make_api(Workers(served)), base_url=AT) as client:
        line = refused(client.post("/v1/ask", json={"question": QUESTION}), 503)
        assert line.endswith("no index yet; whoever keeps this corpus has to build its index")
        (tmp_path / "index").symlink_to(corpus.index_folder, target_is_directory=True)
        assert post(client, "documents")["total"] == 1


def test_real_process_answers_two_at_once_and_ends_quietly(corpus: Corpus) -> None:
    folders = ["--corpus", str(corpus.folder), "--index", str(corpus.index_folder)]
    code = "import sys; from qa.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "serve", "--port", "0", *folders]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr is not None
    try:
        at = process.stderr.readline().split()[1]

        def ask(question: str) -> Any:
            body = json.dumps({"question": question}).encode()
            request = Request(f"{at}v1/ask", body, {"content-type": "application/json"})
            # The socket listens from the start: who comes before the server does waits.
            with urlopen(request, timeout=60) as reply:
                return json.load(reply)["status"]

        with ThreadPoolExecutor(2) as threads:
            assert list(threads.map(ask, (QUESTION, "Who is Daniel Noboa?"))) == ["answered", "answered"]
    finally:
        began = time.monotonic()
        process.terminate()
        left = process.communicate(timeout=30)[1]
    assert "Traceback" not in left and time.monotonic() - began < 20
