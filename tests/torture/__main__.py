"""Many at once and every fault, at full size: prints the figures as a table, ends with 1 when one does not hold.

Run by `make torture`; `--part` runs some of it, `--seed` begins with other dice.
"""

from __future__ import annotations

import argparse
import sys
import time


def main() -> int:
    """Print the figures and return the exit code."""
    from tests.conftest import POSTGRES
    from tests.torture.figures import HEAD, Sheet, failures
    from tests.torture.parts import FULL, PARTS, SMALL, run_part
    from tests.torture.places import KINDS, server_problem

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=list(PARTS), action="append", help="may be given several times")
    parser.add_argument("--kind", choices=KINDS, action="append", help="may be given twice")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small", action="store_true", help="as the ordinary tests do")
    chosen = parser.parse_args()
    problem = server_problem()
    kinds = [kind for kind in chosen.kind or KINDS if kind == "SQLite" or not problem]
    sheets: list[Sheet] = []
    print(HEAD, flush=True)
    for name in chosen.part or PARTS:
        for kind in KINDS if name == "restarts" else kinds:  # which has a server of its own
            started = time.monotonic()
            found = run_part(name, kind, POSTGRES, SMALL if chosen.small else FULL, chosen.seed)
            for sheet in found:
                print(*sheet.figures, sep="\n", flush=True)
            sheets += found
            if found:
                print(f"{name}, {kind}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    if problem:
        print(f"PostgreSQL was left out: {problem}", file=sys.stderr)
    troubles = [trouble for sheet in sheets for trouble in sheet.troubles]
    print(*troubles, sep="\n", file=sys.stderr)
    return int(bool(failures(sheets)))


if __name__ == "__main__":
    sys.exit(main())
