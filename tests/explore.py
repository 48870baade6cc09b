"""Ask all random tests something new: python tests/explore.py [SEED].

It prints its seed first. Give that seed to ask the same again.
"""

import secrets
import sys
from pathlib import Path

import pytest


def main(arguments: list[str]) -> int:
    """Run the random tests from the seed given, or from a new one, and return pytest's code."""
    seed = int(arguments[0]) if arguments else secrets.randbelow(2**32)
    print(f"python tests/explore.py {seed}", flush=True)
    chosen = ["-m", "hypothesis", "--hypothesis-profile=explore", f"--hypothesis-seed={seed}"]
    return int(pytest.main([str(Path(__file__).parent), "-q", *chosen]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
