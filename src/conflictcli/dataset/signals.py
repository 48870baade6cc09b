"""What a signal to stop does while something is made: it is removed, or takes its place whole."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from types import FrameType

from conflictcli.errors import StoppedError

_STOPPING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def raise_interrupts() -> None:
    """Let Ctrl-C raise KeyboardInterrupt, not end the process on the spot, so that all is tidied.

    Where it is ignored it stays so.
    """
    if callable(signal.getsignal(signal.SIGINT)):
        signal.signal(signal.SIGINT, signal.default_int_handler)


class Stopping:
    """What becomes of the signals that would end a process while it makes something.

    The first raises StoppedError, or KeyboardInterrupt for Ctrl-C, so that what is made is removed.
    A second one does nothing. Where signals are held the first does nothing either, as what is made
    takes its place, or goes; it is delivered afterwards.
    """

    def __init__(self) -> None:
        self._came: list[int] = []
        self._is_held = False

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Take a signal, as a handler of Python's."""
        self._came.append(number)
        if not self._is_held and len(self._came) == 1:
            self.check()

    def check(self) -> None:
        """Raise for a signal that has come.

        C code may have dropped what was raised, as msgspec does while it hashes a type.
        """
        if self._came:
            first = self._came[0]
            raise KeyboardInterrupt if first == signal.SIGINT else StoppedError(first)

    def hold(self) -> None:
        """Let signals wait from now on."""
        self._is_held = True

    def check_and_hold(self) -> None:
        """Raise for a signal that has come; let others wait from now on."""
        self.hold()
        self.check()

    def release(self) -> None:
        """Let signals raise again, and one that has waited."""
        self._is_held = False
        self.check()

    def deliver(self) -> None:
        """Let a signal that has waited do what it does elsewhere."""
        if self._is_held and self._came:
            signal.raise_signal(self._came[0])


@contextmanager
def stopped_by_signals() -> Iterator[Stopping]:
    """Raise StoppedError where a signal would end the process, so that what is made is removed.

    Ctrl-C raises KeyboardInterrupt, if it does so before. A signal that is ignored stays so:
    `nohup` lets a process outlive its terminal.
    """
    stopping = Stopping()
    ending = [number for number in _STOPPING if signal.getsignal(number) != signal.SIG_IGN]
    of_interrupts = signal.getsignal(signal.SIGINT)
    is_ours = getattr(of_interrupts, "__func__", None) is Stopping.handle
    if is_ours or of_interrupts == signal.default_int_handler:
        ending.append(signal.SIGINT)
    before = {number: signal.signal(number, stopping.handle) for number in ending}
    try:
        yield stopping
    except Exception:
        stopping.check()  # A package may raise something else where it is stopped.
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    stopping.deliver()


@contextmanager
def temporary_folder() -> Iterator[str]:
    """Yield a folder that goes with all that is in it, also where a signal stops what uses it."""
    with stopped_by_signals() as stopping, TemporaryDirectory() as folder:
        try:
            yield folder
            stopping.check_and_hold()
        finally:
            stopping.hold()
