"""A program that talks to the platform over HTTP, on a connection of its own."""

import http.client
import json
import re
from dataclasses import dataclass
from urllib.parse import urlencode

TIMEOUT = 60.0


class NoAnswer(Exception):
    """The connection was refused, cut, or silent for too long: nobody knows what became of the request."""


class Refused(NoAnswer):
    """Nobody took the connection: the request was never sent."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def seen(self) -> dict:
        """What a case shows of itself: whoever takes a step says it again."""
        tasks = self.json["tasks"]
        return {"revision": self.json["revision"], "work": tasks[0]["work"] if tasks else 0}

    def __str__(self) -> str:
        return f"{self.status} {self.text[:300]}"


class Client:
    """Asks one node. Signed in, it shows its token as a program does, and as a browser does on pages."""

    def __init__(self, port: int, token: str | None = None, timeout: float = TIMEOUT):
        self.port, self.token, self.timeout = port, token, timeout
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Answer:
        """One request and its answer. A connection is used again as long as it holds, and given up with the first trouble."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token and path.startswith("/api/"):
            fields["Authorization"] = f"Bearer {self.token}"
        elif self.token:
            fields["Cookie"] = f"tongban_session={self.token}"
        try:
            connection = self._open()
            connection.request(method, path, body.encode() if isinstance(body, str) else body, fields)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise NoAnswer(f"{method} {path}: {type(error).__name__}: {error}") from error

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, value: object, **headers: str) -> Answer:
        return self.ask("POST", path, json.dumps(value), Content_Type="application/json", **headers)

    def fill(self, path: str, fields: dict[str, object]) -> Answer:
        """Sends a form, as a page would."""
        return self.ask("POST", path, urlencode(fields, doseq=True), Content_Type="application/x-www-form-urlencoded")

    def give(self, path: str, name: str, content: bytes, csrf: str = "", field: str = "file") -> Answer:
        """Sends a file in a form of its own."""
        parts = [f'--edge\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n{csrf}\r\n'.encode()] if csrf else []
        parts += [f'--edge\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode(), content, b"\r\n--edge--\r\n"]
        return self.ask("POST", path, b"".join(parts), Content_Type="multipart/form-data; boundary=edge")

    def csrf(self, path: str) -> str:
        """The token that a page's forms carry."""
        found = re.search(r'name="_csrf" value="([^"]*)"', self.get(path).text)
        assert found, f"{path} has no form"
        return found[1]

    def close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None

    def _open(self) -> http.client.HTTPConnection:
        if self._connection is None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
            try:
                connection.connect()
            except OSError as error:
                raise Refused(f"port {self.port}: {error}") from error
            self._connection = connection
        return self._connection


def sign_in(port: int, name: str, password: str) -> str:
    """Signs in on the page, and gives back the session's token."""
    client = Client(port)
    page = client.get("/sign-in")
    visitor = page.headers["Set-Cookie"].split(";")[0]
    csrf = re.search(r'name="_csrf" value="([^"]*)"', page.text)[1]
    form = urlencode({"_csrf": csrf, "name": name, "password": password})
    answer = client.ask("POST", "/sign-in", form, Content_Type="application/x-www-form-urlencoded", Cookie=visitor)
    token = re.search(r"tongban_session=([^;]+)", " ".join(answer.headers.get_all("Set-Cookie") or []))
    assert token, f"{name} could not sign in: {answer}"
    client.close()
    return token[1]
