"""Private PostgreSQL servers: made in a folder, killed, started again, followed by a standby, and promoted."""

import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path

from support.node import free_port
from support.waiting import until

OWNER = "postgres" if os.geteuid() == 0 else None
USER, PASSWORD, DATABASE = "tongban", "a-password-of-these-tests", "tongban"

# Durable as in earnest: these tests are about what is left after a fall.
SETTINGS = {"fsync": "on", "max_connections": "120", "shared_buffers": "64MB", "wal_level": "replica", "max_wal_senders": "5",
            "hot_standby": "on", "log_min_messages": "warning", "unix_socket_directories": "''", "listen_addresses": "'127.0.0.1'"}


def tools() -> Path | None:
    """Where PostgreSQL's programs are, of the newest version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


WHY_NOT = "PostgreSQL is not installed: apt-get install postgresql"


class Postgres:
    """One server. Root starts it as somebody else, since PostgreSQL is never root."""

    def __init__(self, place: Path, name: str = "postgres"):
        self.directory, self.log, self.port = place / name, place / f"{name}.log", free_port()
        self.process: subprocess.Popen | None = None

    @staticmethod
    def made(place: Path, name: str = "postgres", **settings: str) -> "Postgres":
        """A new cluster with an empty database of the name and in the collation that the platform wants."""
        server = Postgres(place, name)
        server._make_directory()
        server._run("initdb", "--pgdata", server.directory, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        server.set(**SETTINGS, **settings)
        (server.directory / "pg_hba.conf").write_text(
            f"host all {USER} 127.0.0.1/32 scram-sha-256\nhost all postgres 127.0.0.1/32 trust\nhost replication postgres 127.0.0.1/32 trust\n")
        server.start()
        server.sql(f"CREATE ROLE {USER} LOGIN PASSWORD '{PASSWORD}'")
        server.sql(f"CREATE DATABASE {DATABASE} OWNER {USER} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
        return server

    def copied(self, place: Path, name: str = "postgres") -> "Postgres":
        """The same cluster again, elsewhere. This one must be stopped."""
        assert self.process is None
        copy = Postgres(place, name)
        subprocess.run(["cp", "--archive", self.directory, copy.directory], check=True)
        return copy

    def url(self, *others: "Postgres", port: int | None = None, password: str = PASSWORD, database: str = DATABASE, **options: str) -> str:
        hosts = ",".join(f"127.0.0.1:{at}" for at in [port or self.port, *(other.port for other in others)])
        query = "&".join(f"{name}={value}" for name, value in options.items())
        return f"postgres://{USER}:{password}@{hosts}/{database}" + (f"?{query}" if query else "")

    def set(self, **settings: str) -> None:
        with (self.directory / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())

    def start(self) -> "Postgres":
        """Until it takes connections. After a fall what was left of the last run may still be on its way out."""
        def is_up() -> bool:
            if self.process is None or self.process.poll() is not None:
                with self.log.open("ab") as log:
                    line = [tools() / "postgres", "-D", self.directory, "-p", str(self.port)]
                    self.process = subprocess.Popen(line, stdout=log, stderr=log, cwd="/", **_as_owner())
            return self._try("pg_isready", "-q", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-d", "postgres")
        until(is_up, f"PostgreSQL at port {self.port} takes connections", 60)
        return self

    def kill(self) -> None:
        """The postmaster is gone at once; its children notice, and go too."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Fast: transactions under way are undone, what was committed is kept."""
        self._end(signal.SIGINT)

    def abandon(self) -> None:
        """At once, with all its children: nobody needs what it has."""
        self._end(signal.SIGQUIT)

    def standby(self, place: Path, name: str = "standby") -> "Postgres":
        """A second server that follows this one, and without whose word nothing counts as committed from then on."""
        standby = Postgres(place, name)
        standby._make_directory()
        self._run("pg_basebackup", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-D", standby.directory, "--checkpoint=fast",
                  "--wal-method=stream")
        (standby.directory / "standby.signal").touch()
        standby.set(primary_conninfo=f"'host=127.0.0.1 port={self.port} user=postgres application_name={name}'")
        standby.start()
        until(lambda: self.sql("SELECT COUNT(*) FROM pg_stat_replication WHERE state = 'streaming'") == "1", "the standby follows")
        self.set(synchronous_standby_names=f"'{name}'", synchronous_commit="remote_apply")
        self.sql("SELECT pg_reload_conf()")
        until(lambda: self.sql("SELECT sync_state FROM pg_stat_replication") == "sync", "the standby is waited for")
        return standby

    def promote(self) -> None:
        self.set(synchronous_standby_names="''")
        self.sql("SELECT pg_reload_conf()")
        self.sql("SELECT pg_promote()")
        until(lambda: self.sql("SELECT pg_is_in_recovery()") == "f", "the standby is the primary")

    def sql(self, text: str, database: str = "postgres") -> str:
        ran = subprocess.run(["psql", "-X", "-q", "-t", "-A", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", database, "-c", text],
                             text=True, capture_output=True, timeout=60)
        assert ran.returncode == 0, f"psql: {ran.stderr}"
        return ran.stdout.strip()

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(60)
        self.process = None

    def _run(self, tool: str, *arguments: object) -> None:
        ran = subprocess.run([tools() / tool, *map(str, arguments)], text=True, capture_output=True, timeout=120, cwd="/", **_as_owner())
        assert ran.returncode == 0, f"{tool}: {ran.stderr}"

    def _try(self, tool: str, *arguments: object) -> bool:
        return subprocess.run([tools() / tool, *map(str, arguments)], timeout=30, cwd="/").returncode == 0

    def _make_directory(self) -> None:
        self.directory.mkdir(mode=0o700)
        if OWNER:
            shutil.chown(self.directory, OWNER)


def _as_owner() -> dict:
    if OWNER is None:
        return {}
    account = pwd.getpwnam(OWNER)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
