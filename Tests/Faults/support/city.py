"""A city to test on: a data directory with people who are signed in already and an application that only has to be sent."""

import os
import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from support import application
from support.client import sign_in
from support.look import Look, PostgresLook, SQLiteLook
from support.node import Node
from support.program import must

CITIZEN, CLERK = "lixiaomei", "window01"


@dataclass(frozen=True)
class City:
    directory: Path
    password: str
    tokens: dict[str, str] = field(default_factory=dict)
    application: dict = field(default_factory=dict)
    # Where its rows are; None is the SQLite file in the directory.
    database: str | None = None
    # Where its files are, as the platform is told; None is the directory.
    files: str | None = None
    # The folder of an object store's bucket, in which they lie then.
    bucket: Path | None = None

    @staticmethod
    def found(directory: Path, database: str | None = None, *more: str) -> "City":
        """Makes a demonstration city, signs two people in, and uploads the materials of an application."""
        options = ["--database", database] if database else []
        said = must("init", directory, "--demo", "--address", "http://localhost:8080", *options, *more).out
        password = re.search(r"password for all: ([a-z0-9-]+)", said)[1]
        city = City(directory, password, database=database)
        node = city.node(directory.parent / "founding.log").start()
        try:
            tokens = {name: sign_in(node.port, name, password) for name in (CITIZEN, CLERK)}
            return replace(city, tokens=tokens, application=application.complete(node.client(tokens[CITIZEN])))
        finally:
            node.stop()

    def copied(self, directory: Path, database: str | None = None) -> "City":
        """The same city again, elsewhere. Its database must have been copied by whoever owns it, if it isn't in the directory."""
        shutil.copytree(self.directory, directory)
        return replace(self, directory=directory, database=database)

    @property
    def env(self) -> dict[str, str]:
        places = {"TONGBAN_DATABASE": self.database, "TONGBAN_FILES": self.files}
        return {name: address for name, address in places.items() if address}

    @property
    def look(self) -> Look:
        return PostgresLook(self.database) if self.database else SQLiteLook(self.directory / "tongban.sqlite")

    def file(self, digest: str) -> Path:
        """Where the bytes lie that the platform keeps under a digest."""
        if self.bucket:
            return self.bucket / "files" / digest
        return self.directory / "files" / digest[:2] / digest[2:4] / digest

    @property
    def key(self) -> Path:
        return self.directory / "keys/ledger.pem"

    def node(self, log: Path, *options: object, env: dict[str, str] | None = None) -> Node:
        return Node(self.directory, log, *options, env={**self.env, **(env or {})})

    def verify(self) -> str:
        """Every act, the tree and every signed head. What it said; fails when anything is not as it should be."""
        said = must("verify", self.directory, "--key", self.key, env=self.env).out
        assert "intact" in said, said
        return said


def picture(directory: Path) -> dict[str, object]:
    """Everything in a directory: each file's mode and bytes. Two are equal only when nothing was changed.

    Of a SQLite database it is the rows and the schema that count: opening one moves pages between its files.
    """
    files = [path for path in sorted(directory.rglob("*")) if not path.name.endswith(("-wal", "-shm"))]
    return {str(path.relative_to(directory)): (os.lstat(path).st_mode, _content(path)) for path in files}


def _content(path: Path) -> object:
    if not path.is_file():
        return None
    if path.suffix == ".sqlite":
        # A copy is looked at, so that looking moves nothing either.
        with tempfile.TemporaryDirectory() as place:
            for file in path.parent.glob(f"{path.name}*"):
                shutil.copy(file, place)
            try:
                with closing(sqlite3.connect(Path(place) / path.name)) as database:
                    return list(database.iterdump())
            except sqlite3.DatabaseError:
                pass
    return path.read_bytes()
