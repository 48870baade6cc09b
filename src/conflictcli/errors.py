"""One family of exceptions; each message is a full sentence for the user."""


class ConflictcliError(Exception):
    """Raised with what is wrong, where, and what to do; details follow, a line each."""

    exit_code = 1

    def __init__(self, message: str, *details: str) -> None:
        super().__init__(message)
        self.details = details


class DatasetError(ConflictcliError):
    """Raised where a dataset is missing, unreadable or wrong."""


class DateError(ConflictcliError):
    """Raised where a text is not a date, with the form expected."""


class NotFoundError(ConflictcliError):
    """Raised where a name or id stands for nothing in the dataset, or for several things."""


class UsageError(ConflictcliError):
    """Raised where options do not go together, with those that would."""

    exit_code = 2


class OutputError(ConflictcliError):
    """Raised where something could not be written (EX_IOERR of sysexits.h)."""

    exit_code = 74


class StoppedError(ConflictcliError):
    """Raised where a signal stops the process while it writes a file; shells expect 128 and it."""

    def __init__(self, number: int) -> None:
        super().__init__("stopped: nothing was written.")
        self.exit_code = 128 + number
