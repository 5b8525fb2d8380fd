"""A wire between the platform and its database that can be slowed, stopped and cut."""

import socket
import threading
import time


class Proxy:
    """Hands on what comes at its port to another port. `with Proxy(5432) as proxy:`"""

    def __init__(self, to: int):
        self.to, self.delay = to, 0.0
        self._through = threading.Event()
        self._through.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._wires: list[socket.socket] = []

    def __enter__(self) -> "Proxy":
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._listener.close()
        self._through.set()
        self.cut()

    def stall(self) -> None:
        """Bytes are taken and not handed on: the network is there and nobody answers."""
        self._through.clear()

    def heal(self) -> None:
        self.delay = 0.0
        self._through.set()

    def cut(self) -> None:
        """Every connection ends in the middle of whatever it was."""
        for wire in self._wires:
            try:
                wire.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self._wires = []

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self.to))
            except OSError:
                if self._listener.fileno() < 0:
                    return
                near.close()
                continue
            self._wires += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._hand_on, args=(source, sink), daemon=True).start()

    def _hand_on(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while bytes_ := source.recv(65536):
                if self.delay:
                    time.sleep(self.delay)
                self._through.wait()
                sink.sendall(bytes_)
        except OSError:
            pass
        for wire in (source, sink):
            try:
                wire.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class OldServer:
    """Speaks PostgreSQL's protocol just far enough to say how old it is."""

    def __init__(self, version: str):
        self.version, self._listener = version, socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]

    def __enter__(self) -> "OldServer":
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                wire, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._speak, args=(wire,), daemon=True).start()

    def _speak(self, wire: socket.socket) -> None:
        with wire:
            try:
                self._greet(wire)
                while kind := wire.recv(1):
                    length = int.from_bytes(wire.recv(4), "big")
                    wire.recv(max(0, length - 4))
                    if kind in b"QS":
                        wire.sendall(_message(b"E", b"SERROR\0C0A000\0Mtoo old for that\0\0") + READY)
            except OSError:
                pass

    def _greet(self, wire: socket.socket) -> None:
        # First come requests for TLS or GSS encryption (codes 80877103 and 80877104), which it doesn't have.
        while True:
            length = int.from_bytes(wire.recv(4), "big")
            packet = wire.recv(length - 4)
            if packet[:4] not in ((80877103).to_bytes(4, "big"), (80877104).to_bytes(4, "big")):
                break
            wire.sendall(b"N")
        settings = {"server_version": self.version, "server_encoding": "UTF8", "client_encoding": "UTF8", "DateStyle": "ISO, MDY",
                    "integer_datetimes": "on", "standard_conforming_strings": "on", "TimeZone": "UTC"}
        said = b"".join(_message(b"S", f"{name}\0{value}\0".encode()) for name, value in settings.items())
        wire.sendall(_message(b"R", (0).to_bytes(4, "big")) + said + _message(b"K", (1).to_bytes(4, "big") * 2) + READY)


def _message(kind: bytes, body: bytes) -> bytes:
    return kind + (len(body) + 4).to_bytes(4, "big") + body


READY = _message(b"Z", b"I")
