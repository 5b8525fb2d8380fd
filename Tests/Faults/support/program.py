"""The program that is tested, run to its end."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

PROGRAM = os.environ.get("TONGBAN", ".build/debug/tongban")
RESOURCES = os.environ.get("TONGBAN_RESOURCES")


@dataclass(frozen=True)
class Ran:
    """What a run said, and how it ended."""
    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


def command(verb: str, *arguments: object) -> list[str]:
    resources = ["--resources", RESOURCES] if RESOURCES else []
    return [PROGRAM, verb, *map(str, arguments), *resources]


def tongban(verb: str, *arguments: object, env: dict[str, str] | None = None, seconds: float = 120) -> Ran:
    """Runs one command to its end."""
    try:
        ran = subprocess.run(command(verb, *arguments), env={**os.environ, **(env or {})}, text=True, timeout=seconds,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except subprocess.TimeoutExpired as error:
        raise AssertionError(f"tongban {verb} went on for {seconds:g} s; it said: {(error.stdout or b'').decode()[-300:]}") from None
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def must(verb: str, *arguments: object, env: dict[str, str] | None = None, seconds: float = 300) -> Ran:
    """Runs one command that has to succeed."""
    ran = tongban(verb, *arguments, env=env, seconds=seconds)
    assert ran.code == 0, f"tongban {verb} ended with {ran.code}:\n{ran.text}"
    return ran


def can(verb: str, option: str) -> bool:
    """Whether this build has a command, or an option of it."""
    return option in tongban(verb, "--help").text


def has(verb: str) -> bool:
    return f"\n  {verb} " in tongban("--help").text


def place_of_logs(name: str) -> Path:
    return Path(__file__).parent.parent / "output" / name
