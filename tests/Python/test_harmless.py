"""Whatever goes wrong with measuring, the pipeline's work is as without it, and one warning tells."""

import os
import re
import shutil
import stat
import subprocess
import sys
import unittest

from journal import PYTHON, RunTest, mdf


@mdf.operator("Same", batch=True)
def same(batch):
    return batch


class Refused(RunTest):
    def test_without_a_run_nothing_is_recorded_and_nothing_said(self):
        os.environ.pop("MDF_RUN_ID")
        self.assertEqual(self.quietly(lambda: (same(1), mdf.join().operator("A").add(1))), ((1, None), []))
        self.assertEqual(self.names(), [])

    def test_run_that_does_not_take_workers_is_one_warning(self):
        self.write_claim("r1", closed="2026-01-24T13:00:00.000Z")
        self.assert_refused("has been stopped")

    def test_run_that_is_not_there_is_one_warning(self):
        os.environ["MDF_RUN_ID"] = "other"
        self.assert_refused("no such run")

    def test_run_id_never_leads_out_of_the_store(self):
        os.environ["MDF_RUN_ID"] = "x/../../../../r1"
        self.assert_refused("no id of a run")

    def test_claim_that_is_torn_or_wrong_is_one_warning(self):
        for text in ("", '{"run_id":', "[1]", '{"checkpoint_interval": "often"}'):
            with open(os.path.join(self.folder(), "run.json"), "w", encoding="utf-8") as file:
                file.write(text)
            self.assert_refused("r1")
            mdf.close()

    def assert_refused(self, reason):
        result, warned = self.quietly(lambda: [same([n]) for n in range(3)])
        self.assertEqual(result, [[0], [1], [2]])
        self.assertEqual(len(warned), 1)
        self.assertIn(reason, warned[0])
        self.assertEqual(self.names(), [])

    def test_warnings_that_are_made_errors_do_no_harm(self):
        code = "import mdf_worker as mdf; print(mdf.operator('A')(abs)(-3))"
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True,
            env={**os.environ, "MDF_RUN_ID": "other", "PYTHONPATH": PYTHON})
        self.assertEqual((done.returncode, done.stdout), (0, "3\n"))
        self.assertIn("does not record", done.stderr)


class Broken(RunTest):
    def test_folder_that_is_removed_is_one_warning(self):
        def work():
            same([1])
            shutil.rmtree(self.folder())
            result = same([2])
            mdf.close()
            return result

        result, warned = self.quietly(work)
        self.assertEqual(result, [2])
        self.assertLessEqual(len(warned), 1)

    @unittest.skipUnless(sys.platform == "linux", "the limit of a file's size is Linux's")
    def test_disk_that_is_full_leaves_no_half_a_line_and_all_is_told_once_there_is_space(self):
        """A limit of file sizes gives what a full disk does: a short write, then an error."""
        child = self.child("""
import resource, warnings
warnings.simplefilter("ignore")
worker = mdf.join(worker_id="w")
op = worker.operator("A")
op.add(0.5)
resource.setrlimit(resource.RLIMIT_FSIZE, (worker._length + 60, -1))
for n in range(3):
    with worker.stage(f"s{n}"):
        op.add(0.5)
resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
""")
        child.wait()
        self.assertEqual(child.returncode, 0)
        row = self.rows()["A"]
        self.assertEqual((row["input_records"], row["total_time"]), (4, 2.0))
        self.assertTrue(self.journals()["w"].ended)

    @unittest.skipUnless(sys.platform == "linux", "the limit of a file's size is Linux's")
    def test_disk_that_stays_full_leaves_a_journal_that_can_be_read(self):
        child = self.child("""
import resource, warnings
warnings.simplefilter("ignore")
worker = mdf.join(worker_id="w")
worker.operator("A").add(0.5)
resource.setrlimit(resource.RLIMIT_FSIZE, (worker._length + 60, -1))
""")
        child.wait()
        self.assertEqual(child.returncode, 0)
        journal = self.journals()["w"]
        self.assertEqual((journal.events, journal.ended), (["worker_started"], False))

    def test_arguments_and_results_of_any_kind_do_no_harm(self):
        class Odd:
            def __len__(self):
                raise RuntimeError

            def __getattr__(self, name):
                raise KeyError(name)

        for value in (Odd(), object(), 5, iter([1]), {"a": 5}, memoryview(b"abc")):
            self.assertIs(same(value), value)
        self.assertEqual(self.rows()["Same"]["input_records"], 8)

    def test_counts_that_can_not_be_cost_themselves_alone(self):
        op = mdf.join().operator("A")
        op.add(0.5, inputs=2.0, outputs=True)
        wrong = [dict(inputs=float("nan")), dict(inputs=-1), dict(outputs="many"), dict(failed=-2), dict(errors=[])]
        warned = self.quietly(lambda: [op.add(0.5, **counts) for counts in wrong] + [op.add("long")])[1]
        row = self.rows()["A"]
        self.assertEqual((row["input_records"], row["output_records"], row["total_time"]), (2, 1, 0.5))
        self.assertEqual(len(warned), 1)

    def test_figures_that_can_not_be_written_are_left_out_and_the_row_stays(self):
        op = mdf.join().operator("A")
        op.custom_metrics["me"] = op.custom_metrics
        big = mdf.join().operator("B")
        big.custom_metrics["text"] = "x" * 300_000
        op.add(1), big.add(1)
        rows, warned = self.quietly(self.rows)
        self.assertEqual([("custom_metrics" in rows[n], rows[n]["input_records"]) for n in "AB"], [(False, 1)] * 2)
        self.assertEqual(len(warned), 1)

    def test_more_operators_than_a_limit_are_left_out_and_the_others_count(self):
        def work():
            for n in range(mdf.MOST_OPERATORS + 5):
                mdf.join(worker_id="w").operator(f"o{n}").add(0.001)

        self.assertEqual(len(self.quietly(work)[1]), 1)
        self.assertEqual(len(self.rows()), mdf.MOST_OPERATORS)

    def test_names_of_any_kind_can_be_read(self):
        op = mdf.join(worker_id="\ud800 w").operator("\udfff", " ")
        op.add(1)
        mdf.join().operator("n" * 5_000).add(1)
        rows = self.rows()
        self.assertEqual((rows["?"]["stage_name"], rows["?"]["worker_id"]), ("unnamed", "? w"))
        self.assertIn("n" * 1_024, rows)

    def test_decorations_that_can_not_be_are_warnings(self):
        class Silent:
            pass

        decorated, warned = self.quietly(lambda: mdf.operator("A")(Silent))
        self.assertIs(decorated, Silent)
        self.assertIn("__call__", warned[0])

        class Closed:
            def __init_subclass__(cls):
                raise TypeError("no subclasses")

            def __call__(self, record):
                return record

        decorated, warned = self.quietly(lambda: mdf.operator("A")(Closed))
        self.assertEqual((decorated, len(warned)), (Closed, 1))
        result, warned = self.quietly(lambda: mdf.operator("B", role="drain")(abs)(-1))
        self.assertEqual((result, len(warned)), (1, 1))
        self.assertNotIn("role", self.rows()["B"])


class Options(RunTest):
    def test_claim_says_how_to_record(self):
        self.write_claim("r1", checkpoint_interval=7, durable=True, file_mode=0o640, collect_custom_metrics=False)
        op = mdf.join(worker_id="w").operator("A")
        op.custom_metrics["loss"] = 1.5
        op.add(1)
        self.assertNotIn("custom_metrics", self.rows()["A"])
        self.assertEqual(self.journals()["w"].first["checkpoint_interval"], 7)
        if os.name != "nt":
            mode = os.stat(os.path.join(self.folder(), "w.ndjson")).st_mode
            self.assertEqual(stat.S_IMODE(mode), 0o640)

    def test_file_speaks_only_what_python_3_9_knows(self):
        import ast

        with open(os.path.join(PYTHON, "mdf_worker.py"), encoding="utf-8") as file:
            text = file.read()
        ast.parse(text, feature_version=(3, 9))
        imported = set(re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE)) - {"__future__"}
        if sys.version_info >= (3, 10):
            self.assertLessEqual(imported, set(sys.stdlib_module_names))


if __name__ == "__main__":
    unittest.main()
