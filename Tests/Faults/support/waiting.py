"""Waiting for a condition, with a deadline, instead of sleeping."""

import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
PAUSE = 0.02


def until(condition: Callable[[], Value], what: str, seconds: float = 30) -> Value:
    """Asks again and again until the answer is true, and gives it back. Says what didn't come when the time is over."""
    end = time.monotonic() + seconds
    while True:
        if value := condition():
            return value
        assert time.monotonic() < end, f"not within {seconds:g} s: {what}"
        time.sleep(PAUSE)


def still(condition: Callable[[], bool], what: str, seconds: float) -> None:
    """Holds a condition for a while: it must not become false."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert condition(), f"not for {seconds:g} s: {what}"
        time.sleep(PAUSE)
