"""Start the command line: the console script and `python -m conflictcli`."""

import gc
import os
from typing import NoReturn

INTERRUPTED = 130


def start() -> NoReturn:
    """Run a short process as such: without garbage collection, imports included, or teardown.

    Measured: the two take a sixth off the time of an answer in JSON.
    """
    gc.disable()
    try:
        from conflictcli.cli.app import main

        code = main()
    except KeyboardInterrupt:
        code = INTERRUPTED
    os._exit(code)


if __name__ == "__main__":
    start()
