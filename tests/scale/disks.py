"""A disk of the tests' own that can be filled to the last byte."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SIZE = 128 * 1024 * 1024
NO_LIMIT = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@dataclass(frozen=True)
class Disk:
    """A file system in memory; where none may be mounted, a limit on every file's size, which is met as its end is."""

    folder: Path
    mounted: bool

    @property
    def _ballast(self) -> Path:
        return self.folder / "ballast"

    @property
    def free(self) -> int:
        """How many bytes there is room for."""
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_frsize

    def leave(self, room: int) -> None:
        """Take all room but for so many bytes; of those, what is written into one file has at most an eighth."""
        if not self.mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room // 8, resource.RLIM_INFINITY))
            return
        with self._ballast.open("ab") as file:
            while (taken := self.free - room) > 0:
                # Others may write meanwhile, so that less is left.
                with suppress(OSError):
                    os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), taken)

    def clear(self) -> None:
        """Give all room back."""
        self._ballast.unlink(missing_ok=True)
        if not self.mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, NO_LIMIT)


@contextmanager
def disk(folder: Path, mount: bool) -> Iterator[Disk]:
    """A disk with the files of a new folder, one to be mounted, or one with a limit."""
    folder.mkdir()
    found = Disk(folder, mount and _mounted(folder))
    try:
        yield found
    finally:
        found.clear()
        if found.mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mounted(folder: Path) -> bool:
    """Whether a file system in memory lies at a folder now; a container, or who is not root, may mount none."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
