"""Compile the data folder: ``python -m corridors``."""

import sys

from corridors.compiled import compile_folder
from corridors.errors import LandbridgeError

if __name__ == "__main__":
    try:
        print(compile_folder())
    except LandbridgeError as error:
        print(f"landbridge: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
