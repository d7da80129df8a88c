"""What is wrong with lines of files, each reason once, with the lines that it is true of and what to type next."""

from __future__ import annotations

from dataclasses import dataclass, field

SHOWN = 8


@dataclass
class LineNotes:
    """Reasons by file, in the order in which they came up."""

    _lines: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)

    def add(self, file: str, number: int, reason: str, hint: str = "") -> None:
        """Note that something is wrong with line `number`; 0 is the file as a whole."""
        self._lines.setdefault((file, reason, hint), []).append(number)

    def texts(self) -> list[str]:
        """Return one text a reason."""
        return [_text(*key, numbers) for key, numbers in self._lines.items()]


def _text(file: str, reason: str, hint: str, numbers: list[int]) -> str:
    where = f"{file}, {_named(numbers)}" if any(numbers) else file
    return f"{where}: {reason}\n{hint}" if hint else f"{where}: {reason}"


def _named(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"line {numbers[0]}"
    shown = ", ".join(str(number) for number in numbers[:SHOWN])
    more = len(numbers) - SHOWN
    return f"lines {shown} and {more:,} more" if more > 0 else f"lines {shown}"
