"""What a call costs that python/mdf_worker.py measures: python3 benchmarks/mdf_worker.py. The bound is 3 µs a call."""

import json
import os
import statistics
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))

import mdf_worker as mdf  # noqa: E402

CALLS, ROUNDS = 100_000, 15


def work(record):
    return record


def microseconds(function, argument):
    """A call's time of the processor, which others' work does not count in: the median of rounds."""
    rounds = []
    for _ in range(ROUNDS):
        began = time.thread_time()
        for _ in range(CALLS):
            function(argument)
        rounds.append((time.thread_time() - began) / CALLS * 1e6)
    return statistics.median(rounds)


def main():
    batch = list(range(100))
    bare = microseconds(work, 1)
    unmeasured = microseconds(mdf.operator("Unmeasured")(work), 1)
    with tempfile.TemporaryDirectory() as store:
        folder = os.path.join(store, "_journal", "run_bench")
        os.makedirs(folder)
        with open(os.path.join(folder, "run.json"), "w", encoding="utf-8") as file:
            json.dump({"version": 1, "run_id": "bench"}, file)
        os.environ.update(MDF_METRICS_PATH=store, MDF_RUN_ID="bench")
        record = microseconds(mdf.operator("Record")(work), 1)
        whole = microseconds(mdf.operator("Batch", batch=True)(work), batch)
        mdf.close()
    print(f"Python {sys.version.split()[0]}, {CALLS:,} calls, median of {ROUNDS} rounds")
    for what, cost in (("bare call", bare), ("without a run", unmeasured), ("a record", record), ("a batch", whole)):
        print(f"{what:<14} {cost:6.2f} µs   {cost - bare:+6.2f} µs")


if __name__ == "__main__":
    os.environ.pop("MDF_RUN_ID", None)
    main()
