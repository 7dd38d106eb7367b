"""How the app bears many visitors: `python -m benchmarks.load` asks as 20 people do for ten minutes, then as 100 at once.

It talks to a real server as a browser does, over Streamlit's websocket. Needs an index (`qa index`), and Linux for the memory.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import monotonic
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.serving import ROOT, served

# How the newest reply begins, by what it says; earlier ones stand inside other markup.
REPLIES = {
    '<section class="fq-answer"': "answered",
    '<section class="fq-refusal"': "refused",
    '<p class="fq-notice fq-busy"': "busy",
    '<p class="fq-error"': "error",
}
PATIENCE = 60.0


@dataclass(slots=True)
class Visitor:
    """One browser tab's worth of conversation."""

    socket: ClientConnection
    page: str = ""
    field_id: str = ""

    @classmethod
    async def open(cls, address: str) -> Visitor:
        """Come to the page and wait until it stands."""
        stream = f"ws://{address}/_stcore/stream"
        origin, protocols = Origin(f"http://{address}"), [Subprotocol("streamlit")]
        socket = await connect(stream, subprotocols=protocols, origin=origin, max_size=None, max_queue=None)
        visitor = cls(socket)
        await visitor._run("")
        return visitor

    async def ask(self, question: str) -> tuple[str, float]:
        """What became of a question, and after how many seconds it was told."""
        began = monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._run(question), monotonic() - began
        except (TimeoutError, OSError) as error:
            return type(error).__name__, monotonic() - began

    async def _run(self, question: str) -> str:
        """Have the page drawn with a question in its field, up to the reply; the rest of the drawing is read at the next one."""
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash = self.page
        state.query_string = urlencode({"q": question}) if question else ""
        if question:
            state.widget_states.widgets.add(id=self.field_id, string_value=question)
        await self.socket.send(message.SerializeToString())
        reply = "nothing"
        started = False
        async for data in self.socket:
            got = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            kind = got.WhichOneof("type")
            if kind == "new_session":
                started, self.page = True, got.new_session.page_script_hash
            elif kind == "delta" and started:
                element = got.delta.new_element
                self.field_id = element.text_input.id or self.field_id
                begins = re.match(r"<\w+ class=\"[^\"]+\"", element.html.body)
                reply = REPLIES.get(begins[0], reply) if begins else reply
                if question and reply != "nothing":
                    return reply
            elif kind == "script_finished" and started:
                return reply
        raise OSError("the server closed the connection")


@dataclass(slots=True)
class Tally:
    """What was told, and how soon."""

    seconds: list[float] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)

    def add(self, told: str, seconds: float) -> None:
        """Note one reply."""
        self.told[told] += 1
        self.seconds.append(seconds)

    def __str__(self) -> str:
        told = ", ".join(f"{count} {name}" for name, count in self.told.most_common())
        p95 = quantiles(self.seconds, n=20)[-1] if len(self.seconds) > 1 else self.seconds[0]
        return f"{told}; p50 {median(self.seconds):.2f} s, p95 {p95:.2f} s, slowest {max(self.seconds):.2f} s"


def make_questions(count: int) -> list[str]:
    """As many different questions in the words of the sample, so that no answer is taken from what is kept."""
    text = (ROOT / "corpus" / "balkan-groups-in-ecuador.txt").read_text(encoding="utf-8")
    words, chance = text.split("\nNotes")[0].split(), random.Random(5)
    forms = ("What is said about {}?", "Who or what is meant by {}?", "When and where: {}?", "Why {}?")
    starts = chance.sample(range(len(words) - 6), min(count, len(words) - 6))
    starts += [chance.randrange(len(words) - 6) for _ in range(count - len(starts))]
    return [
        chance.choice(forms).format(" ".join(words[at : at + chance.randint(3, 6)]).strip(" .,;“”")) for at in starts
    ]


async def converse(address: str, people: int, every: float, minutes: float, questions: list[str], pid: int) -> Tally:
    """Each of the people asks a question at even intervals, whatever the others do."""
    tally, ends = Tally(), monotonic() + 60 * minutes

    async def person(number: int) -> None:
        await asyncio.sleep(number * every / people)
        visitor = await Visitor.open(address)
        while (began := monotonic()) < ends:
            tally.add(*await visitor.ask(questions.pop()))
            await asyncio.sleep(max(0.0, every - (monotonic() - began)))
        await visitor.socket.close()

    async def watch() -> None:
        for minute in range(int(minutes) + 1):
            print(f"  minute {minute}: {memory(pid)} MB, {len(tally.seconds)} questions", flush=True)
            await asyncio.sleep(60)

    watching = asyncio.create_task(watch())
    await asyncio.gather(*(person(number) for number in range(people)))
    watching.cancel()
    return tally


async def burst(address: str, people: int, questions: list[str]) -> tuple[Tally, Tally]:
    """All ask in one moment; then ten ask one after the other, to see whether it recovered."""
    door = asyncio.Semaphore(8)

    async def come() -> Visitor:
        async with door:
            return await Visitor.open(address)

    visitors = await asyncio.gather(*(come() for _ in range(people)))
    await asyncio.sleep(2)
    busy, others = Tally(), Tally()
    for told, seconds in await asyncio.gather(*(visitor.ask(questions.pop()) for visitor in visitors)):
        (busy if told == "busy" else others).add(told, seconds)
    print(f"{people} at once: {busy if busy.told else 'none told busy'} | {others}")
    after = Tally()
    for visitor in visitors[:10]:
        after.add(*await visitor.ask(questions.pop()))
    print(f"Then, one by one: {after}")
    for visitor in visitors:
        await visitor.socket.close()
    return busy, after


def memory(pid: int) -> int:
    """The megabytes that a process holds, on Linux."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    return int(found[1]) // 1024 if found else 0


async def measure(address: str, pid: int, given: argparse.Namespace) -> None:
    """Both kinds of load, on one server."""
    questions = make_questions(int(given.people * (given.minutes * 60 / given.every + 2)) + 2 * given.at_once + 40)
    await burst(address, given.at_once, questions)
    if given.minutes:
        print(f"{given.people} people, a question every {given.every:g} s, {given.minutes:g} minutes:")
        tally = await converse(address, given.people, given.every, given.minutes, questions, pid)
        print(f"  {tally}")
    await burst(address, given.at_once, questions)
    print(f"Memory at the end: {memory(pid)} MB")


def main() -> None:
    """Start the app, load it, print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two questions of one person")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--at-once", type=int, default=100)
    given = parser.parse_args()
    with served() as (address, pid):
        asyncio.run(measure(address, pid, given))


if __name__ == "__main__":
    main()
