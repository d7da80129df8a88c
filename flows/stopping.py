"""How a run ends before its time: a budget, an error that no document can survive, Ctrl-C, SIGTERM."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Literal

from core.errors import DossierError

StopReason = Literal["stopped", "interrupted", "budget"]


class Stop:
    """Set once, looked at before each document. Work in flight ends by itself, or is dropped."""

    def __init__(self) -> None:
        self.reason: StopReason | None = None
        self.error: DossierError | None = None
        self._in_flight: set[asyncio.Task[None]] = set()

    def request(self, reason: StopReason, error: DossierError | None = None) -> None:
        """Let no more work begin; the first reason counts."""
        if self.reason is None:
            self.reason, self.error = reason, error

    @property
    def in_flight(self) -> int:
        """How many documents are in work."""
        return len(self._in_flight)

    async def guard(self, work: Coroutine[None, None, None]) -> None:
        """Do `work` so that it can be dropped; nothing of a dropped document is landed."""
        task = asyncio.ensure_future(work)
        self._in_flight.add(task)
        try:
            await task
        except asyncio.CancelledError:
            if self.reason is None:  # not dropped by us: the whole flow is being cancelled
                task.cancel()
                raise
        finally:
            self._in_flight.discard(task)

    def drop(self) -> None:
        """Cancel what is in work."""
        for task in self._in_flight:
            task.cancel()


@contextmanager
def ended_by_signals(stop: Stop, say: Callable[[str], None]) -> Iterator[None]:
    """Let Ctrl-C end the run after what is in work, a second Ctrl-C or SIGTERM drop that, and a third kill.

    Must be entered in the running event loop; does nothing outside the main thread, where no signal arrives.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()

    def on_signal(number: int, _frame: FrameType | None) -> None:
        again = stop.reason == "interrupted"
        stop.request("interrupted")
        if again or number == signal.SIGTERM:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            loop.call_soon_threadsafe(stop.drop)
        elif stop.in_flight:
            loop.call_soon_threadsafe(say, f"Stopping after {stop.in_flight} documents in work; Ctrl-C drops them.")

    with handling_signals(on_signal):
        yield


@contextmanager
def handling_signals(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Have `handler` hear of SIGINT and SIGTERM, but of none that is ignored.

    Whoever starts a run in the background of a script has SIGINT ignored, and means it.
    """
    heard = [number for number in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handler) for number in heard}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C break into work that blocks the event loop, which otherwise hears of it only afterwards."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
