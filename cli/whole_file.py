"""A file that is there whole, or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import UsageError
from warehouse.layout import layout


@contextmanager
def whole_file(output: Path, warehouse: Path) -> Iterator[Path]:
    """Yield a path in a private folder beside `output`; what was written there becomes `output` if nothing fails.

    Raises UsageError where no file can be made, and for files of the warehouse.
    """
    house = layout(warehouse)
    own = [house.link, house.lock, house.seals, house.published, house.landing, house.building]
    if any(path.is_relative_to(part) for part in own for path in (output.absolute(), output.resolve())):
        raise UsageError(f"{output} belongs to the warehouse itself", hint="Name another file with --output.")
    if output.exists() and (not output.is_file() or _is_stream(output)):
        raise UsageError(f"{output} is no file that can be replaced", hint="Name a file with --output.")
    try:
        with tempfile.TemporaryDirectory(prefix=".dossier-", dir=output.parent) as folder:
            unfinished = Path(folder) / "result"
            yield unfinished
            unfinished.replace(output)
    except OSError as error:
        raise UsageError(
            f"cannot write {output}: {error.strerror or error}", hint="Name another file with --output."
        ) from error


def _is_stream(path: Path) -> bool:
    """Whether a path is a name for an open file, as /dev/stdout is also where that is redirected to a plain file."""
    target = path.parent / path.readlink() if path.is_symlink() else path
    return any(each.parent.resolve().is_relative_to("/proc") for each in (path, target))
