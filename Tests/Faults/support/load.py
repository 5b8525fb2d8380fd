"""People and programs at work: submissions, acceptances, uploads, drafts and receipts, each kept at until it is answered."""

import threading
import time
import uuid
from collections.abc import Callable, Sequence

from support.application import Draft, paper
from support.book import Book
from support.city import CITIZEN, CLERK, City
from support.client import Answer, Client, NoAnswer, sign_in
from support.node import Node
from support.waiting import until

# How long one waits before asking again.
PAUSE = 0.05


class Load:
    """Eight threads and one with a browser, on one node or on several. `with load:` is while they work.

    What gets no answer, or a 503, is sent again with the same key, as the interface tells its users to. Where `sessions_end`,
    whoever is signed out signs in again.
    """

    def __init__(self, city: City, nodes: Sequence[Node], book: Book, chance, threads: int = 8, sessions_end: bool = False):
        self.city, self.nodes, self.book, self.chance, self.sessions_end = city, nodes, book, chance, sessions_end
        self.tokens, self._door = dict(city.tokens), threading.Lock()
        self._stop = threading.Event()
        self._open_cases: list[str] = []
        self._left_by_others = set(book.unanswered)
        work = [self._program] * threads + [self._person]
        self._threads = [threading.Thread(target=self._run, args=(job, number), daemon=True) for number, job in enumerate(work)]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(90)
        assert not any(thread.is_alive() for thread in self._threads), "a request hangs"

    def wait_for(self, count: int, seconds: float = 60) -> None:
        """Until so many more requests are answered well."""
        goal = self.book.answers + count
        until(lambda: self.book.answers >= goal or self.book.surprises, f"{count} more answers", seconds)
        assert not self.book.surprises, self.book.surprises[:5]

    def wait_until_answered(self, seconds: float = 60) -> None:
        """Until whatever is open now has been answered, by however many retries."""
        open_now = self.book.unanswered - self._left_by_others
        until(lambda: not open_now & self.book.unanswered or self.book.surprises, "every request is answered", seconds)

    def client(self, who: str) -> Client:
        """Somebody signed in, with a session that lasts."""
        self.sign_in(who, self.tokens[who], self.nodes[0].port)
        return self.nodes[0].client(self.tokens[who])

    def sign_in(self, who: str, former: str, port: int) -> str:
        """A new session, unless another thread has opened one meanwhile."""
        with self._door:
            if self.tokens[who] == former:
                self.tokens[who] = sign_in(port, who, self.city.password)
            return self.tokens[who]

    # Work

    def _run(self, job: Callable[[int], None], number: int) -> None:
        while not self._stop.is_set():
            try:
                job(number)
            except _Stopped:
                return
            except Exception as error:
                self.book.surprise(f"{type(error).__name__}: {error}")
                return

    def _program(self, number: int) -> None:
        """A program of another department, or a clerk's: mostly submits, sometimes accepts, now and then uploads."""
        citizen, clerk = _Asker(self, number, CITIZEN), _Asker(self, number, CLERK)
        while not self._stop.is_set():
            lot = self.chance.random()
            if lot < 0.25 and self._open_cases:
                self._accept(clerk)
            elif lot < 0.27:
                self._upload(citizen)
            elif lot < 0.30:
                self._fetch_receipt(citizen)
            else:
                self._submit(citizen)

    def _submit(self, asker: "_Asker") -> None:
        key = f"fault-{uuid.uuid4()}"
        with self.book.lock:
            self.book.unanswered.add(key)
        answer, _ = asker.ask(lambda client: client.post("/api/v1/cases", self.city.application, Idempotency_Key=key), 201)
        self.book.tell(key, answer.json)
        self._open_cases.append(answer.json["id"])

    def _accept(self, asker: "_Asker") -> None:
        try:
            case = self._open_cases.pop(self.chance.randrange(len(self._open_cases)))
        except (IndexError, ValueError):
            return
        seen, key = asker.ask(lambda client: client.get(f"/api/v1/cases/{case}"), 200)[0].seen, f"accept-{uuid.uuid4()}"
        with self.book.lock:
            self.book.unanswered.add(key)
        answer, _ = asker.ask(lambda client: client.post(f"/api/v1/cases/{case}/accept", seen, Idempotency_Key=key), 200)
        # However often it was sent, it was done once, and the answer is that of the first time.
        if answer.json["revision"] != seen["revision"] + 1:
            self.book.surprise(f"accepting: {answer}")
        with self.book.lock:
            self.book.accepted.add(case)
            self.book.unanswered.discard(key)

    def _upload(self, asker: "_Asker") -> None:
        content = paper("upload", uuid.uuid4().hex)
        answer, _ = asker.ask(lambda client: client.give("/api/v1/files", "upload.pdf", content), 201, 429)
        if answer.status == 201:
            with self.book.lock:
                self.book.files[answer.json["digest"]] = len(content)

    def _fetch_receipt(self, asker: "_Asker") -> None:
        for told in self.book.some(self.chance, 1):
            answer, _ = asker.ask(lambda client: client.get(f"/me/cases/{told.id}/receipt.json"), 200, 303)
            if answer.status == 200:
                self.book.keep(answer.body)

    def _person(self, number: int) -> None:
        """Somebody in front of a browser, who fills in an application page by page and hands it in."""
        asker = _Asker(self, number, CITIZEN)
        draft = asker.until_answered(Draft)
        session = asker.client.token
        for step in draft.steps(uuid.uuid4().hex):
            answer, tries = asker.ask(lambda client, step=step: draft.on(client, step), 303, 422, 403, 429)
            if asker.client.token != session:
                # A page of a session that is over is worth nothing; the next application starts anew.
                return
            if answer.status == 429:
                # So many uploads an account: what one person can't do in an hour, this one did in seconds.
                self._stop.wait(2)
                return
            if answer.status == 403 and self.sessions_end:
                # The form's token went with the session.
                self.sign_in(CITIZEN, session, asker.client.port)
                return
            if answer.status != 303:
                # A file that was given twice since the first answer was lost is one too many: the next application starts anew.
                if tries == 1:
                    self.book.surprise(f"a page refused what was right: {answer.status} {draft.path}")
                return
        if case := Draft.case(answer):
            with self.book.lock:
                self.book.drafts[draft.path.split("/")[-1]] = case


class _Stopped(Exception):
    """The load is over, and the request in hand stays open."""


class _Asker:
    """Asks one node until there is an answer; when one doesn't answer, the next."""

    def __init__(self, load: Load, number: int, who: str):
        self.load, self.place, self.who = load, number, who
        self.client = self._next()

    def _next(self) -> Client:
        self.place += 1
        return self.load.nodes[self.place % len(self.load.nodes)].client(self.load.tokens[self.who])

    def ask(self, request: Callable[[Client], Answer], *right: int) -> tuple[Answer, int]:
        """The answer, and at the how-manieth try it came. Whatever is neither right nor a 503 is a surprise and ends the thread."""
        tries = 0
        while True:
            tries += 1
            begun = time.monotonic()
            try:
                answer = request(self.client)
            except NoAnswer:
                self.client = self._next()
            else:
                self.load.book.answered(time.monotonic() - begun, answer)
                if self.load.sessions_end and _asks_to_sign_in(answer):
                    self.client.token = self.load.sign_in(self.who, self.client.token, self.client.port)
                    continue
                if answer.status in right:
                    return answer, tries
                if answer.status != 503:
                    raise AssertionError(f"an answer that nobody should get: {answer}")
            if self.load._stop.wait(PAUSE):
                raise _Stopped

    def until_answered(self, make: Callable[[Client], Draft]) -> Draft:
        while True:
            try:
                return make(self.client)
            except (NoAnswer, AssertionError):
                self.client = self._next()
                if self.load._stop.wait(PAUSE):
                    raise _Stopped from None


def _asks_to_sign_in(answer: Answer) -> bool:
    return answer.status == 401 or (answer.status == 303 and "/sign-in" in (answer.headers["Location"] or ""))
