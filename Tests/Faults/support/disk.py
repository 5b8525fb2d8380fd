"""A small disk in memory, which can be filled up, made read-only, and given room again."""

import errno
import os
import shutil
import subprocess
from pathlib import Path

CAN_MOUNT = os.geteuid() == 0 and shutil.which("mount") is not None
WHY_NOT = "only root can mount a small disk"


class SmallDisk:
    """`with SmallDisk(place, 64) as disk:` is a file system of so many MiB at `disk.path`."""

    def __init__(self, path: Path, mebibytes: int):
        self.path, self.mebibytes = path, mebibytes
        self._ballast = path / "ballast"

    def __enter__(self) -> "SmallDisk":
        self.path.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.mebibytes}m,mode=711", "tongban-test", self.path], check=True)
        return self

    def __exit__(self, *_) -> None:
        subprocess.run(["umount", "--lazy", self.path], check=True)

    @property
    def free(self) -> int:
        status = os.statvfs(self.path)
        return status.f_bavail * status.f_frsize

    def fill(self, but: int = 0) -> None:
        """Leaves only so many bytes, or less: others may be writing too."""
        with self._ballast.open("ab") as ballast:
            while (room := self.free - but) > 0:
                try:
                    os.posix_fallocate(ballast.fileno(), ballast.seek(0, os.SEEK_END), room)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def make_room(self) -> None:
        self._ballast.unlink()

    def make_read_only(self, read_only: bool = True) -> None:
        subprocess.run(["mount", "-o", "remount,ro" if read_only else "remount,rw", self.path], check=True)
