"""The command line: `ONLY=a,c make bench`, `SHORT=1 python -m bench`, `python -m bench --write-docs`."""

import argparse
import os
import sys

from bench.environment import Plan, prepare


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default=os.environ.get("ONLY", ""), help="letters of rows, such as a,c")
    parser.add_argument("--seconds", type=float, default=float(os.environ.get("SECONDS_PER_RUN") or 5))
    parser.add_argument("--runs", type=int, default=int(os.environ.get("RUNS") or 3))
    parser.add_argument(
        "--short",
        action="store_true",
        default=bool(os.environ.get("SHORT")),
        help="a smoke test: few data, one worker, half a second",
    )
    parser.add_argument("--rebuild", action="store_true", help="make the data anew")
    parser.add_argument("--output", default=os.environ.get("RESULTS") or "bench/results.json")
    parser.add_argument(
        "--write-docs", action="store_true", help="put the table of this run into docs/performance.md"
    )
    given = parser.parse_args()
    plan = Plan(
        only=tuple(letter.strip() for letter in given.only.split(",") if letter.strip()),
        seconds=0.5 if given.short else given.seconds,
        runs=1 if given.short else given.runs,
        rebuild=given.rebuild,
        short=given.short,
        output=given.output,
        write_docs=given.write_docs,
    )
    prepare(short=given.short)
    from bench.run import run  # needs the settings, and they the environment

    return run(plan)


if __name__ == "__main__":
    sys.exit(main())
