"""One family of exceptions; each message is a full sentence for the user."""


class ConflictcliError(Exception):
    """Say what is wrong, where, and what to do; `exit_code` is what the process ends with."""

    exit_code = 1


class DatasetError(ConflictcliError):
    """Tell that a dataset is missing, unreadable or wrong; `line` is that of broken JSON."""

    line: int | None = None


class DateError(ConflictcliError):
    """Tell that a text is not a date, and the form expected."""


class NotFoundError(ConflictcliError):
    """Tell that a name or id stands for nothing in the dataset, or for several things."""


class UsageError(ConflictcliError):
    """Tell that options do not go together, and which would."""

    exit_code = 2


class OutputError(ConflictcliError):
    """Tell that something could not be written (EX_IOERR of sysexits.h)."""

    exit_code = 74
