"""Copies of large files: sharing their blocks where the file system can (Btrfs, XFS, NFS 4.2), else byte by byte."""

from __future__ import annotations

import errno
import os
import shutil
from typing import BinaryIO

COPY_BYTES = 1 << 20
AT_ONCE = 1 << 30
CANNOT = {errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM}
"""What the system says where it cannot copy between these two files by itself; everything else is a failure."""


def copy_file(source: BinaryIO, target: BinaryIO) -> None:
    """Copy all of `source` into the empty `target`; raises OSError if it cannot be read or written.

    Where the file system shares blocks between files, Linux does so in `copy_file_range`: the copy then costs nothing
    until one of the two changes, and only what changes is written.
    """
    if not _copied_by_system(source.fileno(), target.fileno()):
        source.seek(0)
        shutil.copyfileobj(source, target, COPY_BYTES)


def _copied_by_system(source: int, target: int) -> bool:
    if not hasattr(os, "copy_file_range"):  # Linux alone has it
        return False
    length, done = os.fstat(source).st_size, 0
    try:
        while done < length:
            copied = os.copy_file_range(source, target, min(AT_ONCE, length - done), done, done)
            if copied == 0:
                return False
            done += copied
    except OSError as error:
        if done or error.errno not in CANNOT:
            raise
        return False
    return True
