"""What the platform has acknowledged, as those who were told wrote it down."""

import json
import threading
from dataclasses import dataclass, field

from support.client import Answer


@dataclass(frozen=True)
class Told:
    """An answered submission."""
    key: str
    id: str
    number: str
    query: str

    @staticmethod
    def of(key: str, answer: dict) -> "Told":
        return Told(key, answer["id"], answer["number"], answer["query"])


@dataclass
class Book:
    """Written by all threads of a load, read by the checks. Only what was answered stands in `submitted` and `accepted`."""
    submitted: dict[str, Told] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    # Files that were answered: digest and size.
    files: dict[str, int] = field(default_factory=dict)
    # Drafts that were handed in, by the case that each became.
    drafts: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, dict] = field(default_factory=dict)
    # Sent, and not answered yet: it may have been done or not, but never twice.
    unanswered: set[str] = field(default_factory=set)
    # Answers that nobody should get.
    surprises: list[str] = field(default_factory=list)
    # What 503s said: the code and the sentence.
    excuses: dict[str, str] = field(default_factory=dict)
    answers: int = 0
    slowest: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answered(self, seconds: float, answer: Answer) -> None:
        with self.lock:
            self.slowest = max(self.slowest, seconds)
            if answer.status == 503:
                self.excuses[_code(answer)] = answer.text
                if not answer.headers.get("Retry-After"):
                    self.surprises.append(f"a 503 that doesn't say when to come again: {answer}")
            else:
                self.answers += 1

    def tell(self, key: str, answer: dict) -> None:
        told = Told.of(key, answer)
        with self.lock:
            earlier = self.submitted.setdefault(key, told)
            self.unanswered.discard(key)
        if earlier != told:
            self.surprise(f"submission {key} became {told.id} and {earlier.id}")

    def surprise(self, text: str) -> None:
        with self.lock:
            self.surprises.append(text)

    def keep(self, receipt: bytes) -> None:
        """A receipt (可信回执) that somebody has taken away: its act must stay in its place for ever."""
        value = json.loads(receipt)
        with self.lock:
            self.receipts[json.loads(value["act"])["id"]] = value

    def some(self, chance, count: int) -> list[Told]:
        with self.lock:
            all_told = list(self.submitted.values())
        return chance.sample(all_told, min(count, len(all_told)))


def _code(answer: Answer) -> str:
    try:
        return answer.json.get("code", "")
    except ValueError:
        return "page"
