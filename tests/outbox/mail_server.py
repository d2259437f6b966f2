"""A mail server for the tests that refuses, hangs and dies after DATA, by chance, and remembers what it took."""

import asyncio
import random
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

MESSAGE_ID = re.compile(rb"^Message-ID: *<([^@>]+)@", re.IGNORECASE | re.MULTILINE)
FAULTS = ("refuses for now", "refuses", "hangs", "dies after DATA")


@dataclass
class MailServer:
    """`chance` of a fault in each connection. `taken` counts messages by their row, as their id names it; `lost`
    counts those of them whose sender never heard that they were taken."""

    chance: float
    seed: int = 7
    port: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.luck = random.Random(self.seed)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fault = self.luck.choice(FAULTS) if self.luck.random() < self.chance else ""
        self.faults[fault or "none"] += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await self.talk(reader, writer, fault)
        writer.close()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fault: str) -> None:
        writer.write(b"220 ready\r\n")
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"MAIL" and fault == "refuses for now":
                writer.write(b"451 try later\r\n")
            elif word == b"RCPT" and fault == "refuses":
                writer.write(b"550 no such box\r\n")
            elif word == b"RCPT" and fault == "hangs":
                await asyncio.sleep(3)
                return
            elif word == b"DATA":
                writer.write(b"354 go on\r\n")
                text = await reader.readuntil(b"\r\n.\r\n")
                row = MESSAGE_ID.search(text)[1].decode()
                self.taken[row] += 1
                if fault == "dies after DATA":
                    self.lost[row] += 1
                    return
                writer.write(b"250 taken\r\n")
            else:
                writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
            await writer.drain()


@contextmanager
def mail_server(chance: float) -> Iterator[MailServer]:
    """A running server on a port of its own."""
    server, loop = MailServer(chance), asyncio.new_event_loop()
    listening = loop.run_until_complete(asyncio.start_server(server.serve, "127.0.0.1", 0))
    server.port = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)
        listening.close()
