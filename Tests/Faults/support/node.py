"""A node of the platform: one `tongban serve`, that can be started, stopped and killed again and again."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from support.client import Client, NoAnswer
from support.program import command
from support.waiting import until

# A debug build on a busy machine of two cores starts in a second or two.
START = 40.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Node:
    """Serves a data directory on a port of its own, which it keeps over its restarts."""

    def __init__(self, directory: Path, log: Path, *options: object, env: dict[str, str] | None = None):
        self.directory, self.log, self.options = directory, log, options
        self.env, self.port = {**os.environ, **(env or {})}, free_port()
        self.process: subprocess.Popen | None = None

    def start(self, wait: bool = True) -> "Node":
        with self.log.open("ab") as log:
            line = command("serve", self.directory, "--port", self.port, "--rate", 1_000_000, *self.options)
            self.process = subprocess.Popen(line, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        if wait:
            self.wait_until_ready()
        return self

    def wait_until_ready(self, seconds: float = START) -> float:
        """Until it says that it can work. How long that took, in seconds."""
        begun = time.monotonic()
        until(self.is_ready, f"{self} is ready", seconds)
        return time.monotonic() - begun

    def is_ready(self) -> bool:
        assert self.process and self.process.poll() is None, f"{self} ended by itself:\n{self.said[-3000:]}"
        try:
            return Client(self.port, timeout=5).get("/health/ready").status == 200
        except NoAnswer:
            return False

    def kill(self) -> None:
        """As a power cut does it: no chance to say anything."""
        self._end(signal.SIGKILL)

    abandon = kill

    def stop(self, seconds: float = 60) -> int:
        """As an administrator does it. The exit code."""
        return self._end(signal.SIGTERM, seconds)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def complaints(self, beginning: int = 0) -> list[str]:
        """The lines of its log that speak of an error."""
        return [line for line in self.said[beginning:].splitlines() if " error " in line or " critical " in line or "Fatal error" in line]

    def client(self, token: str | None = None) -> Client:
        return Client(self.port, token)

    def _end(self, how: signal.Signals, seconds: float = 30) -> int:
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"{self} did not end within {seconds:g} s of {how.name}") from None
        finally:
            self.process = None

    def __str__(self) -> str:
        return f"the node at port {self.port}"
