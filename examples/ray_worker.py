"""A worker in Python that joins a run of MdfMetrics, with the standard library only.

As a Ray actor would: ``ray.remote(Worker)`` instead of the two lines at the end. A worker appends what its operators
have done so far, as get_operator_stats() gives it, to a journal of its own beside the run's (docs/journal-format.md);
Stop-MdfRun, in the process that started the run, gathers it. Percentiles of several workers can be merged only where
the workers send histograms: TimedOperator does, Operator (which has what get_stats() always had) does not.

    $run = Start-MdfRun -Path ./metrics
    python3 examples/ray_worker.py --store ./metrics --run $run.run_id --worker actor_0
    Stop-MdfRun -ExpectedWorker actor_0
"""

import argparse
import base64
import bisect
import hashlib
import json
import math
import os
import socket
import struct
import time
import urllib.parse
from collections import Counter
from datetime import datetime, timezone


class Operator:
    """Counts and times a function over batches. Its totals only grow."""

    def __init__(self, name, function):
        self.name = name
        self._function = function
        self._inputs = self._outputs = self._errors = 0
        self._seconds = 0.0
        self._latencies = []  # the mean of each batch, once for each of its records

    def process_batch(self, records):
        began = time.perf_counter()
        results = []
        for record in records:
            try:
                result = self._function(record)
            except Exception:  # a bad record costs itself alone
                self._errors += 1
                continue
            if result is not None:
                results.append(result)
        elapsed = time.perf_counter() - began
        if records:
            self._inputs += len(records)
            self._outputs += len(results)
            self._seconds += elapsed
            self._latencies = (self._latencies + [elapsed / len(records)] * len(records))[-10_000:]
        return results

    def get_stats(self):
        if not self._inputs:
            return {"input_records": 0, "output_records": 0, "error_count": self._errors}
        ordered = sorted(self._latencies)
        rank = lambda q: ordered[max(0, math.ceil(q * len(ordered)) - 1)]
        return {
            "input_records": self._inputs,
            "output_records": self._outputs,
            "pass_rate": 100.0 * self._outputs / self._inputs,
            "total_time": self._seconds,
            "avg_latency": self._seconds / self._inputs,
            "min_latency": ordered[0],
            "max_latency": ordered[-1],
            "p50_latency": rank(0.50),
            "p95_latency": rank(0.95),
            "p99_latency": rank(0.99),
            "throughput": self._inputs / self._seconds if self._seconds else 0.0,
            "error_count": self._errors,
        }


class Histogram:
    """Latencies in buckets: bucket i holds those in (2^((i-1)/32), 2^(i/32)] seconds."""

    SCALE = 5
    _BOUNDS = [2.0 ** (k / 32 - 1) for k in range(33)]

    def __init__(self):
        self._buckets = Counter()
        self._zeros = 0
        self._min, self._max = math.inf, 0.0

    def add(self, seconds):
        if seconds > 0:
            mantissa, exponent = math.frexp(seconds)
            self._buckets[32 * (exponent - 1) + bisect.bisect_left(self._BOUNDS, mantissa)] += 1
        else:
            self._zeros += 1
        self._min, self._max = min(self._min, seconds), max(self._max, seconds)

    def encode(self):
        """latency_histogram of docs/journal-format.md."""
        data = bytearray((1, 0))  # version 1; buckets
        data += self._signed(self.SCALE) + self._unsigned(self._zeros) + struct.pack("<dd", self._min, self._max)
        previous = 0
        for index, count in sorted(self._buckets.items()):
            data += self._signed(index - previous) + self._unsigned(count)
            previous = index
        return base64.b64encode(data).decode("ascii")

    @staticmethod
    def _unsigned(number):
        data = bytearray()
        while number > 127:
            data.append(number & 127 | 128)
            number >>= 7
        return bytes(data) + bytes((number,))

    @classmethod
    def _signed(cls, number):
        return cls._unsigned(number << 1 if number >= 0 else (-number << 1) - 1)


class TimedOperator(Operator):
    """Times each record: its percentiles are computed, and merged with those of other workers, from its histogram."""

    def __init__(self, name, function):
        super().__init__(name, self._time)
        self._timed = function
        self._histogram = Histogram()

    def get_stats(self):
        kept = ("input_records", "output_records", "total_time", "error_count")
        stats = {name: value for name, value in super().get_stats().items() if name in kept}
        return {**stats, "latency_histogram": self._histogram.encode()} if self._inputs else stats

    def _time(self, record):
        began = time.perf_counter()
        try:
            return self._timed(record)
        finally:
            self._histogram.add(time.perf_counter() - began)


class RunJournal:
    """This worker's journal in a run that another process started."""

    def __init__(self, store, run_id, worker_id):
        key = run_id[4:] if run_id.lower().startswith("run_") else run_id
        self._folder = os.path.join(store, "_journal", "run_" + key.lower())
        self._worker_id = worker_id
        self._revision = 0
        self.checkpoint_interval = self._claim().get("checkpoint_interval", 5)
        self._file = self._create()
        self._write("worker_started", version=1, worker_id=worker_id,
                    checkpoint_interval=self.checkpoint_interval, **process_identity())
        try:
            self._claim()  # closed in between: nobody has seen this journal
        except RuntimeError:
            self._file.close()
            os.remove(self._file.name)
            raise

    def checkpoint(self, stage, operators):
        """Tells what the operators have done so far. Told again, the later word stands."""
        self._revision += 1
        for index, (name, stats) in enumerate(operators.items()):
            self._write("operator", stage_name=stage, operator_name=name, worker_id=self._worker_id,
                        operator_index=index, entry_id=f"{os.path.basename(self._file.name)}/{stage}/{name}",
                        revision=self._revision, **stats)

    def close(self):
        self._write("worker_stopped")
        self._file.close()

    def _claim(self):
        try:
            with open(os.path.join(self._folder, "run.json"), encoding="utf-8") as file:
                claim = json.load(file)
        except FileNotFoundError:
            raise RuntimeError(f"No run is going on in '{self._folder}'.") from None
        if "closed" in claim:
            raise RuntimeError("The run has been stopped, and takes no more workers.")
        return claim

    def _create(self):
        name = urllib.parse.quote(self._worker_id, safe="").replace("~", "%7E")
        name = "%2E" + name[1:] if name.startswith(".") else name
        if len(name) > 100:
            name = f"{name[:100]}-{hashlib.sha256(self._worker_id.encode('utf-8')).hexdigest()[:16].upper()}"
        for n in range(1, 10_000):
            suffix = "" if n == 1 else f"-{n}"
            try:
                # Unbuffered: each line is one write, so that a crash costs no line that was done.
                return open(os.path.join(self._folder, f"{name}{suffix}.ndjson"), "xb", buffering=0)
            except FileExistsError:
                continue
        raise RuntimeError(f"There are too many workers of the name '{self._worker_id}'.")

    def _write(self, event, **fields):
        now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        line = json.dumps({"event": event, "time": now, **fields}, ensure_ascii=False, allow_nan=False)
        self._file.write(line.encode("utf-8") + b"\n")


def process_identity():
    """The process, so that its death is seen at once; where the system does not tell, its heartbeat must do."""
    try:
        with open("/proc/self/stat", encoding="ascii", errors="replace") as file:
            ticks = int(file.read().rpartition(")")[2].split()[19])
        with open("/proc/stat", encoding="ascii") as file:
            boot = next(int(line.split()[1]) for line in file if line.startswith("btime "))
    except (OSError, ValueError, IndexError, StopIteration):
        return {}
    started = datetime.fromtimestamp(boot + ticks / os.sysconf("SC_CLK_TCK"), timezone.utc)
    return {
        "host": socket.gethostname().split(".")[0],
        "process_id": os.getpid(),
        "process_start": started.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
    }


class Worker:
    """What the actor is: operators in a row, over batches of records."""

    def __init__(self, store, run_id, worker_id):
        self._journal = RunJournal(store, run_id, worker_id)
        self._told = time.monotonic()
        self._operators = [
            Operator("UrlFilter", lambda record: record if record["url"].startswith("https:") else None),
            TimedOperator("TextLength", lambda record: {**record, "length": len(record["text"])}),
        ]

    def get_operator_stats(self):
        return {operator.name: operator.get_stats() for operator in self._operators}

    def process(self, records):
        for operator in self._operators:
            records = operator.process_batch(records)
        if time.monotonic() - self._told >= self._journal.checkpoint_interval:
            self._tell()
        return records

    def close(self):
        self._tell()
        self._journal.close()

    def _tell(self):
        self._journal.checkpoint("filter", self.get_operator_stats())
        self._told = time.monotonic()


def main():
    arguments = argparse.ArgumentParser(description="Joins a run of MdfMetrics and works for it.")
    arguments.add_argument("--store", required=True, help="the folder of the run's store")
    arguments.add_argument("--run", required=True, help="the run's id")
    arguments.add_argument("--worker", required=True, help="this worker's id")
    arguments.add_argument("--batches", type=int, default=10)
    given = arguments.parse_args()

    worker = Worker(given.store, given.run, given.worker)
    for _ in range(given.batches):
        worker.process([{"url": "https://a" if n % 10 else "ftp://b", "text": "x" * n} for n in range(100)])
    worker.close()


if __name__ == "__main__":
    main()
