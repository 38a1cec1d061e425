"""How a worker's process ends, and what of its work is then told."""

import importlib.util
import multiprocessing
import os
import pickle
import sys
import time
import unittest

from journal import RunTest, mdf

HAS_FORK = hasattr(os, "fork")


@mdf.operator("Same", batch=True)
def measured(batch):
    return batch


class Ending(RunTest):
    def until(self, condition):
        end = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.01)

    def test_process_that_just_ends_tells_all(self):
        self.child("mdf.operator('A')(abs)(1)").wait()
        journal = next(iter(self.journals().values()))
        self.assertEqual((journal.ended, [row["input_records"] for row in journal.rows.values()]), (True, [1]))
        self.assertEqual(self.names(".progress.json"), [])

    def test_process_that_fails_tells_all(self):
        self.child("import os\nmdf.operator('A')(abs)(1)\nsys.exit(3)").wait()
        self.assertTrue(next(iter(self.journals().values())).ended)

    def test_process_that_is_killed_in_a_long_call_has_told_what_came_before(self):
        child = self.child(
            "worker = mdf.join(worker_id='w')\n[worker.operator('A').add(0.001) for _ in range(10)]\n"
            "with worker.operator('B').batch(5):\n  print('ready', flush=True)\n  time.sleep(60)")
        child.stdout.readline()
        self.until(lambda: self.names(".progress.json") and self.journals()["w"].rows)
        first = self.journals()["w"].progress["beat"]
        self.until(lambda: self.journals()["w"].progress["beat"] > first + 2)
        child.kill()
        child.wait()
        journal = self.journals()["w"]
        counts = {row["operator_name"]: row["input_records"] for row in journal.rows.values()}
        self.assertEqual((journal.ended, counts), (False, {"A": 10, "B": 0}))

    def test_heartbeat_does_not_make_the_journal_grow(self):
        worker = mdf.join(worker_id="w")
        worker.operator("A").add(1)
        self.until(lambda: self.names(".progress.json") and self.journals()["w"].rows)
        self.assertEqual(self.journals()["w"].events, ["worker_started"])

    def test_two_of_one_name_have_a_journal_each(self):
        for _ in range(2):
            self.child("mdf.join(worker_id='w').operator('A').add(1)").wait()
        self.assertEqual(self.names(), ["w", "w-2"])
        self.assertEqual(len(self.rows()["A"]), 2)

    def test_closed_worker_that_is_used_again_joins_again(self):
        op = mdf.join(worker_id="w").operator("A", "s", "sink")
        op.add(1)
        mdf.close()
        op.add(1)
        self.assertEqual([row["role"] for row in self.rows()["A"]], ["sink", "sink"])

    def test_run_of_the_environment_changes(self):
        worker = mdf.join()
        os.environ["MDF_RUN_ID"] = self.start("r2")
        self.until(lambda: worker.over)
        self.assertTrue(next(iter(self.journals().values())).ended)

    @unittest.skipUnless(HAS_FORK, "there is no fork")
    def test_child_of_fork_is_a_worker_of_its_own(self):
        op = mdf.join().operator("Held")
        op.add(1)
        measured([1])
        if (child := os.fork()) == 0:
            try:
                measured([1, 2])
                op.add(1, inputs=5)
                mdf.close()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        measured([1, 2, 3])
        rows = self.rows()
        self.assertEqual(sorted(row["input_records"] for row in rows["Same"]), [2, 4])
        self.assertEqual(sorted(row["input_records"] for row in rows["Held"]), [1, 5])
        self.assertTrue(all(journal.ended for journal in self.journals().values()))

    @unittest.skipUnless(HAS_FORK, "there is no fork")
    def test_child_of_multiprocessing_tells_all(self):
        for method in ("fork", "spawn"):
            process = multiprocessing.get_context(method).Process(target=measured, args=([1, 2],))
            process.start()
            process.join()
        rows = self.rows()["Same"]
        self.assertEqual([row["input_records"] for row in rows], [2, 2])
        self.assertTrue(all(journal.ended for journal in self.journals().values()))

    def test_pickled_is_the_worker_of_where_it_comes_to(self):
        worker = mdf.join(worker_id="w")
        self.assertIs(pickle.loads(pickle.dumps(worker)), worker)
        self.assertIs(pickle.loads(pickle.dumps(worker.operator("A"))), worker.operator("A"))
        self.assertIs(pickle.loads(pickle.dumps(measured)), measured)

    @unittest.skipUnless(importlib.util.find_spec("cloudpickle"), "cloudpickle, with which Ray sends code, is not there")
    def test_code_of_a_script_can_be_sent_as_ray_does(self):
        child = self.child("""
import cloudpickle

@mdf.operator("Double")
def double(number):
    return 2 * number

@mdf.operator("Halves", batch=True)
def halves(batch):
    yield [number / 2 for number in batch]

@mdf.operator("Embed", batch=True)
class Embed:
    def __init__(self, size):
        self.size = size

    def __call__(self, batch):
        return [[0] * self.size for _ in batch]

double(1)
with open("sent", "wb") as file:
    cloudpickle.dump((double, halves, Embed, Embed(2)), file)
""".replace("sent", os.path.join(self.store, "sent")))
        child.wait()
        with open(os.path.join(self.store, "sent"), "rb") as file:
            double, halves, Embed, embed = pickle.load(file)
        self.assertEqual((double(2), list(halves([2])), Embed(1)([1]), embed([1, 2])), (4, [[1]], [[0]], [[0, 0]] * 2))
        rows = self.rows()
        self.assertEqual([row["input_records"] for row in rows["Double"]], [1, 1])
        self.assertEqual((rows["Halves"]["output_records"], rows["Embed"]["input_records"]), (1, 3))

    def test_process_is_told_so_that_its_death_is_seen(self):
        mdf.join(worker_id="w")
        first = self.journals()["w"].first
        self.assertEqual(first["checkpoint_interval"], 0.05)
        if sys.platform == "linux":
            self.assertEqual(first["process_id"], os.getpid())
            self.assertRegex(first["process_start"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")


if __name__ == "__main__":
    unittest.main()
