"""A private S3-compatible store, which can be killed and started again."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

from support.node import free_port
from support.waiting import until

BUCKET, KEY, SECRET = "tongban", "tongban-test", "test/secret+key"


def program() -> str | None:
    beside = Path(sys.executable).parent / "rclone"
    return str(beside) if beside.exists() else shutil.which("rclone")


class ObjectStore:
    """rclone's S3 server over a folder, in which a file lies under the name of its object."""

    def __init__(self, place: Path):
        self.place, self.log, self.port = place / "objects", place / "objects.log", free_port()
        self.bucket = self.place / BUCKET
        self.bucket.mkdir(parents=True)
        self.keys = place / "objects.keys"
        self.keys.write_text(f"aws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n")
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"s3://{BUCKET}?endpoint=http://localhost:{self.port}&keys={self.keys}"

    def start(self) -> "ObjectStore":
        line = [program(), "serve", "s3", self.place, "--config", "/dev/null", "--addr", f"localhost:{self.port}", "--auth-key", f"{KEY},{SECRET}"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until(self._listens, "the object store listens")
        return self

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
        self.process = None

    abandon = kill

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
