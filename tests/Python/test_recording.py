"""What is counted: records, errors, time and latencies of everything that can be decorated."""

import asyncio
import functools
import inspect
import os
import random
import threading
import time
import unittest

from journal import COUNTS, RunTest, mdf


class Records(RunTest):
    def test_function_counts_what_comes_in_goes_out_and_fails(self):
        @mdf.operator("Square", stage="clean", index=2)
        def square(number):
            if number % 10 == 3:
                raise ValueError(number)
            return number * number if number % 2 else None

        results = []
        for number in range(100):
            try:
                results.append(square(number))
            except ValueError:
                pass
        row = self.rows()["Square"]
        self.assertEqual((len(results), results[1], results[2]), (90, 1, None))
        self.assertEqual([row[name] for name in COUNTS], [100, 40, 10, 10])
        self.assertEqual((row["stage_name"], row["operator_index"], row["latency_method"]), ("clean", 2, "histogram"))

    def test_predicate_passes_only_what_it_says_true_of(self):
        odd = mdf.operator("Odd")(lambda number: number % 2 == 1)
        self.assertEqual([n for n in range(9) if odd(n)], [1, 3, 5, 7])
        row = self.rows()["Odd"]
        self.assertEqual((row["input_records"], row["output_records"]), (9, 4))

    def test_batches_of_lists_columns_and_tables_are_counted_by_records(self):
        class Table:
            num_rows = 7

        same = mdf.operator("Same", batch=True)(lambda batch: batch)
        for batch in ([1, 2, 3], {"id": [1, 2], "text": ["a", "b"]}, Table(), (), None, "one text", {}):
            self.assertIs(same(batch), batch)
        same(batch=[1, 2])
        row = self.rows()["Same"]
        self.assertEqual((row["input_records"], row["output_records"]), (15, 15))
        self.assertEqual(row["latency_method"], "batch_mean")

    def test_batch_that_fails_fails_with_all_its_records(self):
        @mdf.operator("Fail", batch=True)
        def fail(batch):
            raise KeyError("no")

        with self.assertRaises(KeyError):
            fail([1, 2, 3])
        row = self.rows()["Fail"]
        self.assertEqual([row[name] for name in COUNTS], [3, 0, 1, 3])

    def test_roles(self):
        @mdf.operator("Read", role="source")
        def read():
            yield from range(5)

        write = mdf.operator("Write", role="sink", batch=True)(lambda batch: None)
        write(list(read()))
        rows = self.rows()
        self.assertEqual([rows["Read"][name] for name in COUNTS], [0, 5, 0, 0])
        self.assertEqual((rows["Read"]["role"], rows["Read"]["latencies"].count), ("source", 5))
        self.assertEqual((rows["Write"]["role"], rows["Write"]["input_records"]), ("sink", 5))

    def test_operator_by_hand_with_figures_of_its_own(self):
        op = mdf.join().operator("Train", "fit", role="aggregate")
        with op.batch(10) as batch:
            batch.outputs, batch.failed = 1, 2
        with self.assertRaises(ValueError), op.batch(5):
            raise ValueError
        op.custom_metrics.update(loss=float("nan"), steps=2**60, seen={1}, api_token="abc", url="s3://me:pw@host/x")
        row = self.rows()["Train"]
        self.assertEqual([row[name] for name in COUNTS], [15, 1, 3, 7])
        self.assertEqual(
            row["custom_metrics"],
            {"loss": None, "steps": 2**60, "seen": [1], "api_token": "***", "url": "s3://me:***@host/x"},
        )

    def test_threads_count_all(self):
        same = mdf.operator("Same")(lambda number: number)
        threads = [threading.Thread(target=lambda: [same(1) for _ in range(2_000)]) for _ in range(8)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        self.assertEqual(self.rows()["Same"]["input_records"], 16_000)


class Kinds(RunTest):
    def test_method_class_static_and_partial(self):
        class Counter:
            @mdf.operator("Method", batch=True)
            def method(self, batch):
                return batch

            @mdf.operator("Static", batch=True)
            @staticmethod
            def static(batch):
                return batch

            @mdf.operator("Class", batch=True)
            @classmethod
            def cls(cls, batch):
                return batch

        Counter().method([1, 2])
        Counter.static([1, 2, 3])
        Counter.cls([1])
        mdf.operator("Partial", batch=True)(functools.partial(sorted, reverse=True))([2, 1])
        counted = {name: row["input_records"] for name, row in self.rows().items()}
        self.assertEqual(counted, {"Method": 2, "Static": 3, "Class": 1, "Partial": 2})

    def test_class_with_call_stays_a_class(self):
        @mdf.operator("Embed", stage="embed", batch=True)
        class Embed:
            """Vectors of texts."""

            def __init__(self, size=2):
                self.size = size

            def __call__(self, batch):
                return {"vector": [[0] * self.size for _ in batch["text"]]}

        self.assertEqual((Embed.__name__, Embed.__doc__, Embed.__module__), ("Embed", "Vectors of texts.", __name__))
        self.assertEqual(Embed(size=3)({"text": ["a", "b"]}), {"vector": [[0] * 3] * 2})
        self.assertEqual(self.rows()["Embed"]["output_records"], 2)

    def test_generator_is_one_and_its_consumers_time_is_not_its_own(self):
        @mdf.operator("Split", batch=True)
        def split(batch):
            for number in batch:
                received = yield [number, number]
                if received:
                    return "stopped"

        self.assertTrue(inspect.isgeneratorfunction(split))
        for item in split([1, 2, 3]):
            self.assertEqual(len(item), 2)
            time.sleep(0.05)
        steps = split([1, 2])
        next(steps)
        with self.assertRaises(StopIteration) as end:
            steps.send(True)
        self.assertEqual(end.exception.value, "stopped")
        row = self.rows()["Split"]
        self.assertEqual((row["input_records"], row["output_records"]), (5, 8))
        self.assertLess(row["total_time"], 0.05)

    def test_generator_that_is_left_or_fails_counts_as_far_as_it_came(self):
        @mdf.operator("Steps", batch=True)
        def steps(batch):
            try:
                for number in batch:
                    yield [1 // number]
            finally:
                closed.append(batch)

        closed = []
        left = steps([1, 1, 1])
        next(left)
        left.close()
        with self.assertRaises(ZeroDivisionError):
            list(steps([1, 0, 1]))
        row = self.rows()["Steps"]
        self.assertEqual([row[name] for name in COUNTS], [6, 2, 1, 3])
        self.assertEqual(len(closed), 2)

    def test_coroutines_and_async_generators(self):
        @mdf.operator("Fetch")
        async def fetch(number):
            await asyncio.sleep(0.01)
            if number == 3:
                raise OSError
            return number

        @mdf.operator("Stream", batch=True)
        async def stream(batch):
            for number in batch:
                yield [number]

        async def work():
            results = await asyncio.gather(*map(fetch, range(5)), return_exceptions=True)
            return len(results), [item async for item in stream([1, 2])]

        self.assertTrue(inspect.iscoroutinefunction(fetch) and inspect.isasyncgenfunction(stream))
        self.assertEqual(asyncio.run(work()), (5, [[1], [2]]))
        rows = self.rows()
        self.assertEqual((rows["Fetch"]["input_records"], rows["Fetch"]["error_count"]), (5, 1))
        self.assertGreater(rows["Fetch"]["latencies"].min, 0.005)
        self.assertEqual((rows["Stream"]["input_records"], rows["Stream"]["output_records"]), (2, 2))


class Figures(RunTest):
    def test_percentiles_are_within_their_error(self):
        numbers = random.Random(20260124)
        seconds = [numbers.lognormvariate(-8, 2) for _ in range(20_000)]
        op = mdf.join().operator("Log")
        for latency in seconds:
            op.add(latency)
        row = self.rows()["Log"]
        seconds.sort()
        for q in (0.5, 0.95, 0.99):
            truth = seconds[-int(-q * len(seconds) // 1) - 1]
            self.assertLess(abs(row["latencies"].percentile(q) / truth - 1), 0.011)
        self.assertAlmostEqual(row["total_time"], sum(seconds), places=6)
        self.assertEqual((row["latencies"].min, row["latencies"].max), (seconds[0], seconds[-1]))

    def test_bounds_of_buckets_belong_to_the_lower_one(self):
        op = mdf.join().operator("Edge")
        for latency in (1.0, 2.0, 1.5, 0.0, 2 ** (1 / 32), 1e-9):
            op.add(latency)
        self.assertEqual(self.rows()["Edge"]["latencies"].buckets, {0: 1, 1: 1, 19: 1, 32: 1, -956: 1})

    def test_times_that_can_not_be_count_as_none(self):
        op = mdf.join().operator("Odd")
        for latency in (float("nan"), float("inf"), -1.0):
            op.add(latency)
        row = self.rows()["Odd"]
        self.assertEqual((row["input_records"], row["total_time"], row["latencies"].zeros), (3, 0.0, 3))

    def test_operator_begins_with_its_work_whenever_it_was_made(self):
        by_hand = mdf.join().operator("ByHand")
        time.sleep(0.05)

        @mdf.operator("Split", batch=True)
        def split(batch):
            yield from batch

        for _ in split([1, 2]):
            time.sleep(0.05)
        by_hand.add(0.05)
        rows = self.rows()
        self.assertLess(rows["Split"]["timestamp"], rows["ByHand"]["timestamp"])
        self.assertEqual(list(rows), ["Split", "ByHand"])

    def test_stage_is_timed(self):
        with mdf.join().stage("embed", index=3):
            time.sleep(0.02)
        mdf.close()
        stage = next(iter(self.journals().values())).stages["embed"]
        self.assertEqual(stage["stage_index"], 3)
        self.assertGreaterEqual(stage["wall_time"], 0.02)

    def test_runs_of_one_process_are_kept_apart(self):
        same = mdf.operator("Same")(lambda number: number)
        same(1)
        mdf.close()
        self.enter(self.start("r2"))
        same(1), same(2)
        self.assertEqual(self.rows()["Same"]["input_records"], 1)
        self.run_id = "r2"
        self.assertEqual(self.rows()["Same"]["input_records"], 2)

    def test_names_of_journals_are_as_the_format_says(self):
        worker = mdf.join(worker_id="gpu/0 ü~.")
        worker.operator("A").add(1)
        mdf.join(worker_id=".hidden").operator("A").add(1)
        mdf.join(worker_id="x" * 300).operator("A").add(1)
        long = "x" * 100 + "-0D4E2CA9E9CBCED7"
        self.assertEqual(self.names(), sorted(["%2Ehidden", "gpu%2F0%20%C3%BC%7E.", long]))
        self.assertEqual({row["worker_id"] for row in self.rows()["A"]}, {"gpu/0 ü~.", ".hidden", "x" * 300})


if __name__ == "__main__":
    unittest.main()
