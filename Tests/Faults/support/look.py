"""A look into the rows behind the platform's back, with the databases' own tools."""

import csv
import io
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Protocol


class Look(Protocol):
    """Rows as texts, the same for both engines; NULL is the empty text."""

    def rows(self, sql: str) -> list[tuple[str, ...]]: ...

    def one(self, sql: str) -> str: ...


class SQLiteLook:
    def __init__(self, file: Path):
        self.file = file

    def rows(self, sql: str) -> list[tuple[str, ...]]:
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30)
        try:
            return [tuple("" if value is None else str(value) for value in row) for row in connection.execute(sql)]
        finally:
            connection.close()

    def one(self, sql: str) -> str:
        return self.rows(sql)[0][0]


class PostgresLook:
    def __init__(self, url: str):
        self.url = url

    def rows(self, sql: str) -> list[tuple[str, ...]]:
        ran = subprocess.run([shutil.which("psql") or "psql", self.url, "--no-psqlrc", "--csv", "--tuples-only", "--command", sql],
                             env={**os.environ, "PGCONNECT_TIMEOUT": "5"}, text=True, capture_output=True, timeout=120)
        assert ran.returncode == 0, f"psql: {ran.stderr}"
        return [tuple(row) for row in csv.reader(io.StringIO(ran.stdout))]

    def one(self, sql: str) -> str:
        return self.rows(sql)[0][0]
