"""Runs for the tests to join, and a strict reader of their journals, written from docs/journal-format.md alone."""

import base64
import json
import math
import os
import struct
import subprocess
import sys
import tempfile
import unittest
import warnings

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PYTHON = os.path.join(ROOT, "python")
sys.path.insert(0, PYTHON)

import mdf_worker as mdf  # noqa: E402


COUNTS = ("input_records", "output_records", "error_count", "failed_records")


class RunTest(unittest.TestCase):
    """A test in a run of its own, which the environment names."""

    claim = {"checkpoint_interval": 0.05}

    def setUp(self):
        store = tempfile.TemporaryDirectory()
        self.addCleanup(store.cleanup)
        self.store = store.name
        self.run_id = self.start("r1", **self.claim)
        self.enter(self.run_id)

    def tearDown(self):
        mdf.close()
        os.environ.pop("MDF_RUN_ID", None)

    def enter(self, run_id):
        os.environ.update(MDF_METRICS_PATH=self.store, MDF_RUN_ID=run_id)

    def start(self, run_id, **claim):
        os.makedirs(self.folder(run_id))
        self.write_claim(run_id, **claim)
        return run_id

    def write_claim(self, run_id, **claim):
        head = {"version": 1, "run_id": run_id, "start_time": "2026-01-24T12:00:00.000Z", "host": "h", "process_id": 1}
        with open(os.path.join(self.folder(run_id), "run.json"), "w", encoding="utf-8") as file:
            json.dump({**head, "process_start": "2026-01-24T11:00:00.000Z", **claim}, file)

    def folder(self, run_id=None):
        return os.path.join(self.store, "_journal", "run_" + (run_id or self.run_id))

    def names(self, end=".ndjson"):
        return sorted(name[: -len(end)] for name in os.listdir(self.folder()) if name.endswith(end))

    def journals(self):
        paths = {name: os.path.join(self.folder(), name) for name in self.names()}
        return {name: Journal(path) for name, path in paths.items() if os.path.getsize(path + ".ndjson")}

    def rows(self):
        """Ends this process's part. The rows of all journals, by operator; those of several workers as a list."""
        mdf.close()
        rows = {}
        for journal in self.journals().values():
            for row in journal.rows.values():
                rows.setdefault(row["operator_name"], []).append(row)
        return {name: found[0] if len(found) == 1 else found for name, found in rows.items()}

    def child(self, body):
        """A process of its own, which says ready before it waits to be killed."""
        start = f"import sys, time\nsys.path.insert(0, {PYTHON!r})\nimport mdf_worker as mdf\n"
        process = subprocess.Popen([sys.executable, "-c", start + body], stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def quietly(self, action):
        """What an action gives, and what it warned of."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            result = action()
        return result, [str(warning.message) for warning in caught]


class Journal:
    """What one process tells. Whatever the format forbids is an AssertionError."""

    FIELDS = {
        "stage_name": str, "operator_name": str, "worker_id": str, "timestamp": str, "entry_id": str,
        "input_records": int, "output_records": int, "error_count": int, "failed_records": int, "revision": int,
        "total_time": float, "latency_method": str, "latency_histogram": str, "role": str, "operator_index": int,
        "custom_metrics": dict,
    }

    def __init__(self, path):
        self.events, self.rows, self.stages, self.ended = [], {}, {}, False
        with open(path + ".ndjson", "rb") as file:
            text = file.read()
        assert text.endswith(b"\n") and len(text) > 1, f"{path} is torn: {text[-40:]!r}"
        for line in text[:-1].split(b"\n"):
            assert len(line) <= 1_048_576 and not self.ended
            self.take(strict(line))
        assert self.events[0] == "worker_started"
        self.progress = None
        if not self.ended and os.path.exists(path + ".progress.json"):
            with open(path + ".progress.json", "rb") as file:
                self.progress = strict(file.read())
            assert self.progress["version"] == 1 and self.progress["beat"] >= 1
            for row in self.progress["operators"]:
                self.take_row(row)

    def take(self, line):
        event, _ = line.pop("event"), line.pop("time")
        self.events.append(event)
        if event == "worker_started":
            self.first = line
            assert line["version"] == 1 and len({"host", "process_id", "process_start"} & set(line)) in (0, 3)
        elif event == "operator":
            self.take_row(line)
        elif event == "stage":
            self.stages[line["stage_name"]] = line
        else:
            assert event == "worker_stopped" and not line, event
            self.ended = True

    def take_row(self, row):
        for name, value in row.items():
            assert type(value) is self.FIELDS[name], (name, value)
        row["latencies"] = Latencies(row)
        known = self.rows.get(row["entry_id"])
        if known is None or row["revision"] >= known["revision"]:
            self.rows[row["entry_id"]] = row


class Latencies:
    """A histogram: its counts by bucket, and percentiles from the middles of buckets, by nearest rank."""

    def __init__(self, row):
        self.count, self.buckets, self.zeros = 0, {}, 0
        if "latency_histogram" not in row:
            return
        data = base64.b64decode(row["latency_histogram"], validate=True)
        assert data[0] == 1 and data[1] == (2 if row["latency_method"] == "batch_mean" else 0)
        numbers = list(self.varints(data[2:4])) + [None]
        assert numbers[0] == 10     # Scale 5, after zigzag.
        rest = data[3:]
        self.zeros, used = self.varint(rest)
        self.min, self.max = struct.unpack("<dd", rest[used:used + 16])
        pairs = list(self.varints(rest[used + 16:]))
        index = 0
        for distance, count in zip(pairs[::2], pairs[1::2]):
            index += distance >> 1 if distance % 2 == 0 else -(distance >> 1) - 1
            assert index not in self.buckets and count > 0
            self.buckets[index] = count
        self.count = self.zeros + sum(self.buckets.values())
        records = row["output_records"] if row.get("role") == "source" else row["input_records"]
        assert self.count == records, (self.count, records)

    def percentile(self, q):
        rank = math.ceil(q * self.count) - self.zeros
        for index, count in sorted(self.buckets.items()):
            rank -= count
            if rank <= 0:
                low, high = 2 ** ((index - 1) / 32), 2 ** (index / 32)
                return min(max(2 * low * high / (low + high), self.min), self.max)
        return 0.0

    @staticmethod
    def varint(data):
        number = used = 0
        while data[used] > 127:
            number |= (data[used] & 127) << 7 * used
            used += 1
        return number | data[used] << 7 * used, used + 1

    @classmethod
    def varints(cls, data):
        while data:
            number, used = cls.varint(data)
            yield number
            data = data[used:]


def strict(text):
    def refuse(word):
        raise AssertionError(f"{word} is no JSON")
    return json.loads(text, parse_constant=refuse)
