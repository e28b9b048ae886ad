"""`python -m cchc_tasks` and the installed command."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code.

    A command lives for a fraction of a second, of which collecting garbage and taking the interpreter apart
    would be a tenth. Nothing is lost by leaving at once: by then every file and connection is closed.
    """
    gc.disable()
    from cchc_tasks.cli.main import main as run

    exit_code = run()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(exit_code)


if __name__ == "__main__":
    main()
