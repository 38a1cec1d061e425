"""Records what a Python worker does in a run of MdfMetrics. One file, the standard library, Python 3.9 or later.

    import mdf_worker as mdf

    @mdf.operator("Parse", stage="clean")                  # each call is a record
    def parse(line): ...

    @mdf.operator("Embed", stage="embed", batch=True)      # each call is a batch
    class Embed:
        def __call__(self, batch): ...

It goes on functions, methods, generators, coroutines, and on classes with __call__. The run is that of MDF_RUN_ID in
the store MDF_METRICS_PATH; without MDF_RUN_ID nothing is recorded. In Ray both come with the job:

    ray.init(runtime_env={"py_modules": ["mdf_worker.py"],
                          "env_vars": {"MDF_METRICS_PATH": store, "MDF_RUN_ID": run_id}})

A worker keeps a journal beside the run's (docs/journal-format.md): a heartbeat with what it has done so far every few
seconds, and lines at its end. Nothing that goes wrong with it ever reaches the pipeline: one warning tells.
"""

from __future__ import annotations

import atexit
import base64
import bisect
import contextlib
import functools
import hashlib
import inspect
import json
import math
import os
import re
import socket
import struct
import sys
import threading
import time
import types
import urllib.parse
import warnings
from datetime import datetime, timezone

__all__ = ["operator", "join", "close", "Operator", "Worker"]

MOST_OPERATORS = 1_000
_LONGEST_NAME = 1_024
_LONGEST_MAP = 262_144
_LONGEST_LINE = 1_048_576
_LONGEST_PROGRESS = 32 * 1_048_576
_MOST_JOURNALS = 10_000
_ROLES = ("source", "transform", "aggregate", "sink")
_RUN_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9_-])?")
_SECRET_KEY = re.compile(
    r"passw|passphrase|secret(?!ary)|credential|authorization|connection[-_]?string"
    r"|(?:api|access|private|account)[-_]?key"
    r"|(?:^|[-_.])(?:pass|pwd|pw|token|jwt|auth|pat|sas|cookie|creds)$",
    re.IGNORECASE,
)
_SECRET_TEXT = re.compile(r"(\w://[^\s/:@]*:)[^\s/@]+@")

# What a call needs, found quickly.
_clock, _frexp, _bisect, _generator = time.perf_counter, math.frexp, bisect.bisect_left, types.GeneratorType
_BOUNDS = [2.0 ** (k / 32 - 1) for k in range(33)]
_gate = threading.RLock()
_workers: dict = {}
_exiting = False


def operator(name=None, stage="main", batch=False, role=None, index=None):
    """Measures what it decorates as an operator of the run of the environment.

    batch: each call is given a batch as its first argument: a list, a table, or a dictionary of columns.
    role: source, transform (when not given), aggregate or sink. index: its place in the stage, 0, 1, …
    """

    def decorate(target):
        if isinstance(target, (staticmethod, classmethod)):
            return type(target)(decorate(target.__func__))
        site = _Site(name or getattr(target, "__name__", type(target).__name__), stage, batch, role, index)
        if not inspect.isclass(target):
            site.skip = int(_first_parameter(target) in ("self", "cls"))
            return _measured(site, target)
        if "__call__" not in dir(target):
            _warn(f"MdfMetrics can't measure the class {target.__name__}: it has no __call__. Decorate its methods.")
            return target
        site.skip = 1
        members = {key: getattr(target, key) for key in ("__module__", "__qualname__", "__doc__")}
        members["__call__"] = _measured(site, target.__call__)
        try:
            return type(target)(target.__name__, (target,), members)
        except TypeError as e:
            _warn(f"MdfMetrics can't measure the class {target.__name__}: {e}. Decorate its methods.")
            return target

    return decorate


def join(store=None, run_id=None, worker_id=None) -> Worker:
    """This process's worker of a run, the same one however often it is asked for; by default that of the environment.

    Without an id it is MDF_WORKER_ID, a Ray actor's name, or <host>-<pid>. One that can't join warns once, and records
    nothing.
    """
    by_environment = run_id is None
    store = os.path.abspath(store or os.environ.get("MDF_METRICS_PATH") or "metrics")
    run_id = run_id or os.environ.get("MDF_RUN_ID") or None
    with _gate:
        key = (store, run_id, worker_id)
        worker = _workers.get(key)
        if worker is None:
            worker = Worker(key, by_environment)
            if run_id is not None:
                _workers[key] = worker
        return worker


def close():
    """Ends this process's part in every run: what it has recorded is told. What is measured later joins again."""
    with _gate:
        workers = list(_workers.values())
    for worker in workers:
        worker.close()


class Operator:
    """The totals of one operator of a worker. Any number of threads may add to it."""

    def __init__(self, worker, stage, name, role=None, index=None):
        self.worker, self.stage, self.name, self.role, self.index = worker, stage, name, role, index
        self.custom_metrics: dict = {}
        self.told = None
        self.revision = 0
        self._gate = threading.RLock()
        self.began = None
        self._input = self._output = self._errors = self._failed = self._zeros = 0
        self._seconds, self._min, self._max = 0.0, math.inf, 0.0
        self._buckets: dict = {}
        self._means = False

    def __reduce__(self):
        return _operator_of, (self.worker, self.stage, self.name, self.role, self.index)

    def begin(self):
        """Its work begins: where it is not told, it began with what is added first."""
        if self.began is None:
            self.began = time.time()
        return self

    def add(self, seconds, inputs=1, outputs=1, failed=0, errors=None):
        """Adds records, and the time that they took together. errors: where they are not as many as failed records."""
        worker = self.worker
        if not worker.joined:
            if worker.over:
                again = join(*worker.given).operator(self.name, self.stage, self.role, self.index)
                again.add(seconds, inputs, outputs, failed, errors)
            return
        try:
            records, outputs, failed = int(inputs), int(outputs), int(failed)
            errors = failed if errors is None else int(errors)
            if records < 0 or outputs < 0 or failed < 0 or errors < 0:
                raise ValueError(f"'{self.name}' was given a count below 0")
            inputs = records
            if self.role == "source":
                records, inputs, failed = outputs, 0, 0
            seconds = float(seconds) if 0.0 < seconds < math.inf else 0.0
            with self._gate:
                if self.began is None:
                    self.began = time.time() - seconds
                self._input += inputs
                self._output += outputs
                self._seconds += seconds
                self._failed += failed
                self._errors += errors
                if not records:
                    return
                if records != 1:
                    self._means = True
                    seconds /= records
                if seconds < self._min:
                    self._min = seconds
                if seconds > self._max:
                    self._max = seconds
                if seconds:
                    mantissa, exponent = _frexp(seconds)
                    bucket = 32 * (exponent - 1) + _bisect(_BOUNDS, mantissa)
                    buckets = self._buckets
                    buckets[bucket] = buckets.get(bucket, 0) + records
                else:
                    self._zeros += records
        except Exception as e:
            worker.warn(e)

    @contextlib.contextmanager
    def batch(self, inputs):
        """with op.batch(len(records)) as batch: …; batch.outputs = len(results)."""
        batch = types.SimpleNamespace(outputs=inputs, failed=0)
        self.begin()
        began = _clock()
        try:
            yield batch
        except BaseException:
            self.add(_clock() - began, inputs, 0, inputs, 1)
            raise
        self.add(_clock() - began, inputs, batch.outputs, batch.failed)

    def row(self):
        """The row as it stands, without its identity."""
        with self._gate:
            row = {
                "stage_name": self.stage,
                "operator_name": self.name,
                "timestamp": _moment(self.began or time.time()),
                "input_records": self._input,
                "output_records": self._output,
                "error_count": self._errors,
                "failed_records": self._failed,
                "total_time": self._seconds,
            }
            zeros, shortest, longest, buckets = self._zeros, self._min, self._max, dict(self._buckets)
            means = self._means
        if self.role not in (None, "transform"):
            row["role"] = self.role
        if self.index is not None:
            row["operator_index"] = self.index
        if zeros or buckets:
            row["latency_method"] = "batch_mean" if means else "histogram"
            row["latency_histogram"] = _histogram(means, zeros, shortest, longest, buckets)
        if self.custom_metrics and self.worker.wants_custom_metrics:
            try:
                custom = _plain(dict(self.custom_metrics))
                if len(json.dumps(custom)) > _LONGEST_MAP:
                    raise ValueError(f"the custom metrics of '{self.name}' are larger than {_LONGEST_MAP:,} bytes")
                row["custom_metrics"] = custom
            except Exception as e:
                self.worker.warn(e)
        return row


class Worker:
    """A process's part in a run. Pickled, or after a fork, it is the worker of the process where it then is."""

    def __init__(self, given, by_environment=False):
        self.given = given
        self.joined = False     # Whether what is added is recorded.
        self.over = False       # Whether it has ended, or is another process's: join again.
        self.wants_custom_metrics = True
        self.worker_id = "?"
        self._by_environment = by_environment
        self._gate = threading.RLock()
        self._operators: dict = {}
        self._stages: dict = {}
        self._file = None
        self._length = self._beat = 0
        self._torn = self._warned = False
        self._stop = threading.Event()
        if given[1] is not None and not _exiting:
            self._guarded(self._join)

    def __reduce__(self):
        return join, self.given

    def operator(self, name, stage="main", role=None, index=None) -> Operator:
        """The operator of that name in the stage, the same one however often it is asked for."""
        name, stage = _name(name), _name(stage)
        with self._gate:
            known = self._operators.get((stage, name))
            if known is None:
                if role is not None and role not in _ROLES:
                    self.warn(f"'{role}' is no role; those are {', '.join(_ROLES)}")
                    role = None
                known = Operator(self, stage, name, role, index)
                if len(self._operators) < MOST_OPERATORS:
                    self._operators[stage, name] = known
                else:
                    self.warn(f"it has more than {MOST_OPERATORS:,} operators; '{name}' is one too many")
            return known

    @contextlib.contextmanager
    def stage(self, name, index=None):
        """Times a stage as this worker sees it."""
        name, began, start = _name(name), time.monotonic(), _now()

        def row():
            place = {} if index is None else {"stage_index": index}
            return {"stage_name": name, "timestamp": start, "wall_time": time.monotonic() - began, **place}

        with self._gate:
            self._stages[name] = row
            self._guarded(self._write, "stage", row())
        try:
            yield self
        finally:
            with self._gate:
                self._stages.pop(name, None)
                self._guarded(self._write, "stage", row())

    def close(self):
        """Tells the rest, and that there is no more. The end of the process does it too."""
        self._stop.set()
        with self._gate:
            if self.joined and not self._guarded(self._end):
                self._guarded(self._progress)       # The journal is left as a process that dies leaves it.
            self.joined, self.over = False, True
        with _gate:
            if _workers.get(self.given) is self:
                del _workers[self.given]

    def leave_to_parent(self):
        """In the child of a fork: the journal is the parent's, and another thread may have had the locks."""
        self.joined, self.over = False, True
        self._gate, self._stop = threading.RLock(), threading.Event()

    def warn(self, problem):
        if not self._warned:
            self._warned = True
            whose = f"the worker '{self.worker_id}' in the run '{self.given[1]}'"
            _warn(f"MdfMetrics does not record all of {whose}: {problem}")

    def _guarded(self, action, *args):
        try:
            action(*args)
            return True
        except Exception as e:
            self.warn(e)
            return False

    def _join(self):
        store, run_id, worker_id = self.given
        self.worker_id = _name(worker_id or _default_id())
        if not _RUN_ID.fullmatch(run_id):
            raise ValueError("that is no id of a run")
        key = run_id[4:] if run_id.lower().startswith("run_") else run_id
        self._folder = os.path.join(store, "_journal", "run_" + key.lower())
        claim = self._claim()
        self._interval = min(86_400.0, max(0.01, float(claim.get("checkpoint_interval") or 5)))
        self._durable = bool(claim.get("durable"))
        self._mode = claim.get("file_mode")
        self.wants_custom_metrics = claim.get("collect_custom_metrics") is not False
        self._create()
        try:
            first = {"version": 1, "worker_id": self.worker_id, "checkpoint_interval": self._interval, **_process()}
            self.joined = True
            self._write("worker_started", first)
            self._claim()   # Who closed the run in between has not seen this journal.
        except BaseException:
            self.joined = False
            self._file.close()
            os.remove(self._path(".ndjson"))
            raise
        threading.Thread(target=self._beats, name="mdf-heartbeat", daemon=True).start()
        if _is_child_of_multiprocessing():      # These end without atexit.
            sys.modules["multiprocessing.util"].Finalize(None, self.close, exitpriority=100)

    def _claim(self):
        for look in range(20):
            try:
                with open(os.path.join(self._folder, "run.json"), encoding="utf-8") as file:
                    claim = json.load(file)
                break
            except FileNotFoundError:
                raise RuntimeError(f"no such run is going on in '{self.given[0]}'") from None
            except ValueError:
                if look == 19:
                    raise
                time.sleep(0.05)    # It is being written.
        if claim.get("closed"):
            raise RuntimeError("it has been stopped, and takes no more workers")
        return claim

    def _create(self):
        name = _file_name(self.worker_id)
        for n in range(1, _MOST_JOURNALS + 1):
            self._journal = name if n == 1 else f"{name}-{n}"
            try:
                self._file = open(self._path(".ndjson"), "xb", buffering=0)
            except FileExistsError:     # Another process's, of this worker before it died or of its namesake.
                continue
            self._set_mode(self._path(".ndjson"))
            self._entry = f"{self._journal}/{time.time_ns():x}.{os.getpid():x}"
            return
        raise RuntimeError("too many workers have that name")

    def _set_mode(self, path):
        if self._mode is not None:
            with contextlib.suppress(OSError):
                os.chmod(path, self._mode)

    def _path(self, end):
        return os.path.join(self._folder, self._journal + end)

    def _identified(self, op, row, revision):
        entry = f"{self._entry}/{op.stage}/{op.name}"
        return {**row, "worker_id": self.worker_id, "entry_id": entry, "revision": revision}

    def _in_order(self):
        """As they began: where that is the same millisecond, the order of their rows decides."""
        return sorted(self._operators.values(), key=lambda op: op.began or math.inf)

    def _tell(self, op):
        row = op.row()
        if row != op.told:
            self._write("operator", self._identified(op, row, op.revision + 1))
            op.told = row
            op.revision += 1

    def _end(self):
        for row in self._stages.values():
            self._write("stage", row())
        for op in self._in_order():
            self._tell(op)
        self._write("worker_stopped", {})
        self._file.close()
        with contextlib.suppress(OSError):
            os.remove(self._path(".progress.json"))

    def _write(self, event, fields):
        if not self.joined:
            return
        line = json.dumps({"event": event, "time": _now(), **fields}, allow_nan=False).encode("ascii") + b"\n"
        if len(line) > _LONGEST_LINE:
            raise ValueError(f"a line of {len(line):,} bytes")
        if self._torn:
            line = b"\n" + line
        try:
            _write_whole(self._file, line)
            self._length += len(line)
            self._torn = False
        except OSError:
            self._torn = True
            with contextlib.suppress(OSError):      # No half a line that the next one would be glued to.
                self._file.truncate(self._length)
                self._file.seek(self._length)
                self._torn = False
            raise
        if self._durable:
            os.fsync(self._file.fileno())

    def _beats(self):
        while True:
            if self._by_environment and os.environ.get("MDF_RUN_ID") != self.given[1]:
                self.close()
            with self._gate:
                if self.over:
                    return
                self._guarded(self._progress)
            self._stop.wait(self._interval)

    def _progress(self):
        operators, size = [], 0
        for op in self._in_order():
            text = json.dumps(self._identified(op, op.row(), op.revision), allow_nan=False)
            size += len(text)
            if size <= _LONGEST_PROGRESS:
                operators.append(text)
            else:
                self._tell(op)
        self._beat += 1
        stages = json.dumps([row() for row in self._stages.values()])
        head = json.dumps({"version": 1, "time": _now(), "beat": self._beat})[:-1]
        whole = f'{head}, "stages": {stages}, "operators": [{", ".join(operators)}]}}'
        temporary = os.path.join(self._folder, f".{self._journal}.progress.json.tmp")
        try:
            with open(temporary, "wb", buffering=0) as file:
                _write_whole(file, whole.encode("ascii"))
            self._set_mode(temporary)
            os.replace(temporary, self._path(".progress.json"))
        except PermissionError:
            if os.name != "nt":     # There a reader may have it open: the next beat is soon.
                raise
        except OSError:
            with contextlib.suppress(OSError):
                os.remove(temporary)
            raise


class _Site:
    """A place in the code that is measured: it finds its operator in whatever process and run it is called."""

    __slots__ = ("given", "batch", "skip", "operator")

    def __init__(self, name, stage, batch, role, index, skip=0):
        self.given = (_name(name), _name(stage), role, index)
        self.batch, self.skip, self.operator = batch, skip, None

    def __reduce__(self):
        name, stage, role, index = self.given
        return _Site, (name, stage, self.batch, role, index, self.skip)

    def find(self):
        """The operator to count for; None where nothing is recorded."""
        op = self.operator
        run_id = os.environ.get("MDF_RUN_ID") or None
        if op is None or op.worker.over or op.worker.given[1] != run_id:
            op = None
            try:
                if run_id and not _exiting:
                    op = join().operator(*self.given).begin()
            except Exception as e:
                _warn(f"MdfMetrics does not record '{self.given[0]}': {e}")
            self.operator = op
        return op if op is not None and op.worker.joined else None

    def inputs(self, args, kwargs):
        if not self.batch:
            return 1
        args = args[self.skip:]
        return _size(args[0] if args else next(iter(kwargs.values()), ()))

    def outputs(self, result):
        if self.batch:
            return _size(result)
        return 0 if result is None or result is False else 1

    def call(self, function, args, kwargs):
        op = self.operator
        if op is None or op.worker.over or not op.worker.joined:
            op = self.find()
            if op is None:
                return function(*args, **kwargs)
        inputs = self.inputs(args, kwargs) if self.batch else 1
        began = _clock()
        try:
            result = function(*args, **kwargs)
        except BaseException:
            op.add(_clock() - began, inputs, 0, inputs, 1)
            raise
        seconds = _clock() - began
        if type(result) is _generator:      # It does its work later.
            return self.steps(op, result, inputs, seconds)
        if self.batch:
            op.add(seconds, inputs, _size(result))
        else:
            op.add(seconds, 1, 0 if result is None or result is False else 1)
        return result

    def generate(self, function, args, kwargs):
        op = self.find()
        steps = function(*args, **kwargs)
        return steps if op is None else self.steps(op, steps, self.inputs(args, kwargs), 0.0)

    def steps(self, op, steps, inputs, seconds):
        """Times each step of a generator; what is between them is someone else's time."""
        count = _Steps(self, op, inputs, seconds)
        resume, value = steps.send, None
        try:
            while True:
                count.begin()
                try:
                    item = resume(value)
                except StopIteration as end:
                    count.stop()
                    return end.value
                except BaseException:
                    count.fail()
                    raise
                count.take(item)
                try:
                    resume, value = steps.send, (yield item)
                except GeneratorExit:
                    steps.close()
                    raise
                except BaseException as e:
                    resume, value = steps.throw, e
        finally:
            count.end()

    async def wait(self, function, args, kwargs):
        """Times a coroutine from its call to its end, the waiting included."""
        op = self.find()
        if op is None:
            return await function(*args, **kwargs)
        inputs = self.inputs(args, kwargs)
        began = _clock()
        try:
            result = await function(*args, **kwargs)
        except BaseException:
            op.add(_clock() - began, inputs, 0, inputs, 1)
            raise
        op.add(_clock() - began, inputs, self.outputs(result))
        return result

    async def stream(self, function, args, kwargs):
        op = self.find()
        steps = function(*args, **kwargs)
        if op is None:
            async for item in steps:
                yield item
            return
        count = _Steps(self, op, self.inputs(args, kwargs), 0.0)
        try:
            while True:
                count.begin()
                try:
                    item = await steps.__anext__()
                except StopAsyncIteration:
                    count.stop()
                    return
                except BaseException:
                    count.fail()
                    raise
                count.take(item)
                yield item
        finally:
            count.end()
            await steps.aclose()


class _Steps:
    """What a generator has done: added when it ends, of a source at each step."""

    def __init__(self, site, op, inputs, seconds):
        self.site, self.op, self.inputs, self.seconds = site, op, inputs, seconds
        self.outputs = self.failed = self.began = 0

    def begin(self):
        self.began = _clock()

    def stop(self):
        self.seconds += _clock() - self.began

    def fail(self):
        self.stop()
        self.failed = 1

    def take(self, item):
        self.stop()
        outputs = self.site.outputs(item)
        if self.op.role == "source":
            self.op.add(self.seconds, 0, outputs)
            self.seconds = 0.0
        else:
            self.outputs += outputs

    def end(self):
        self.op.add(self.seconds, self.inputs, self.outputs, self.inputs * self.failed, self.failed)


def _measured(site, function):
    """The function, measured, of the same kind: frameworks look at that."""
    if inspect.iscoroutinefunction(function):
        async def measured(*args, **kwargs):
            return await site.wait(function, args, kwargs)
    elif inspect.isasyncgenfunction(function):
        async def measured(*args, **kwargs):
            steps = site.stream(function, args, kwargs)
            try:
                async for item in steps:
                    yield item
            finally:
                await steps.aclose()
    elif inspect.isgeneratorfunction(function):
        def measured(*args, **kwargs):
            return (yield from site.generate(function, args, kwargs))
    else:
        def measured(*args, **kwargs):
            return site.call(function, args, kwargs)
    return functools.wraps(function)(measured)


def _operator_of(worker, stage, name, role, index):
    return worker.operator(name, stage, role, index)


def _first_parameter(function):
    try:
        return next(iter(inspect.signature(function).parameters), None)
    except (TypeError, ValueError):
        return None


def _size(value):
    """The records of a batch: of a list, a table, or the columns of a dictionary. Anything else is one."""
    try:
        if value is None:
            return 0
        if isinstance(value, (str, bytes)):
            return 1
        if isinstance(value, dict):
            value = next(iter(value.values()), ())
        rows = getattr(value, "num_rows", None)
        return rows if isinstance(rows, int) else len(value)
    except Exception:
        return 1


def _plain(value, key=""):
    """What JSON can hold: numpy's scalars and arrays become Python's, NaN and infinity nothing, anything else text."""
    if hasattr(value, "tolist") and not isinstance(value, (str, bytes)):
        value = value.tolist()
    if isinstance(value, dict):
        return {str(k): _plain(v, str(k)) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(v, key) for v in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, (bool, int)):
        return value
    return "***" if _SECRET_KEY.search(key) else _SECRET_TEXT.sub(r"\1***@", str(value))


def _histogram(means, zeros, shortest, longest, buckets):
    data = bytearray((1, 2 if means else 0)) + _signed(5) + _unsigned(zeros) + struct.pack("<dd", shortest, longest)
    previous = 0
    for bucket, count in sorted(buckets.items()):
        data += _signed(bucket - previous) + _unsigned(count)
        previous = bucket
    return base64.b64encode(data).decode("ascii")


def _unsigned(number):
    data = bytearray()
    while number > 127:
        data.append(number & 127 | 128)
        number >>= 7
    return bytes(data) + bytes((number,))


def _signed(number):
    return _unsigned(number << 1 if number >= 0 else (-number << 1) - 1)


def _name(value):
    text = str(value).encode("utf-8", "replace").decode("utf-8")[:_LONGEST_NAME]
    return text if text.strip() else "unnamed"


def _file_name(text):
    name = urllib.parse.quote(text, safe="").replace("~", "%7E")
    name = "%2E" + name[1:] if name.startswith(".") else name
    if len(name) <= 100:
        return name
    return f"{name[:100]}-{hashlib.sha256(text.encode('utf-8')).hexdigest()[:16].upper()}"


def _now():
    return _moment(time.time())


def _moment(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _host():
    return socket.gethostname().split(".")[0]


def _default_id():
    if os.environ.get("MDF_WORKER_ID"):
        return os.environ["MDF_WORKER_ID"]
    ray = sys.modules.get("ray")
    with contextlib.suppress(Exception):
        actor = ray.get_runtime_context().get_actor_name() if ray.is_initialized() else None
        if actor:
            return actor
    return f"{_host()}-{os.getpid()}"


def _process():
    """The process, so that its death is seen at once. Where the system does not tell, the heartbeat alone does."""
    try:
        with open("/proc/self/stat", encoding="ascii", errors="replace") as file:
            ticks = int(file.read().rpartition(")")[2].split()[19])
        with open("/proc/stat", encoding="ascii") as file:
            boot = next(int(line.split()[1]) for line in file if line.startswith("btime "))
        started = _moment(boot + ticks / os.sysconf("SC_CLK_TCK"))
    except Exception:
        return {}
    return {"host": _host(), "process_id": os.getpid(), "process_start": started}


def _is_child_of_multiprocessing():
    process = sys.modules.get("multiprocessing.process")
    return "multiprocessing.util" in sys.modules and process is not None and process.parent_process() is not None


def _write_whole(file, data):
    if file.write(data) != len(data):
        raise OSError("the disk is full")


def _warn(text):
    try:
        warnings.warn(text, RuntimeWarning, stacklevel=3)
    except Warning:     # Where warnings are made errors.
        with contextlib.suppress(Exception):
            print(text, file=sys.stderr)


def _at_exit():
    global _exiting
    _exiting = True
    close()


def _after_fork():
    global _gate
    _gate = threading.RLock()
    for worker in _workers.values():
        worker.leave_to_parent()
    _workers.clear()


atexit.register(_at_exit)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
