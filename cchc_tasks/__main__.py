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
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller (`>&-`): what is written there goes nowhere
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w"))  # noqa: PTH123, SIM115
    from cchc_tasks.cli.main import main as run

    os._exit(run())


if __name__ == "__main__":
    main()
