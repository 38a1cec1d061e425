"""docs/ray.md: what it shows can be run."""

import ast
import os
import re
import unittest

from journal import ROOT, RunTest


class Document(RunTest):
    with open(os.path.join(ROOT, "docs", "ray.md"), encoding="utf-8") as file:
        blocks = re.findall(r"```python\n(.*?)```", file.read(), re.DOTALL)

    def test_every_block_is_python(self):
        self.assertGreater(len(self.blocks), 3)
        for block in self.blocks:
            ast.parse(block)

    def test_blocks_without_ray_record_what_they_say(self):
        names = {"rows": [1, 2, 3], "insert": lambda rows: 1}
        for block in self.blocks[:2]:
            exec(block, names)      # The documentation of this repository.
        self.assertEqual([names["parse"](line) for line in (" a ", "  ")], ["a", None])
        self.assertEqual(names["Embed"]()({"text": ["a", "bc"]}), {"vector": [[1], [2]]})
        rows = {name: (row["input_records"], row["output_records"]) for name, row in self.rows().items()}
        self.assertEqual({"Parse": (2, 1), "Embed": (2, 2)}, {name: rows[name] for name in ("Parse", "Embed")})
        self.assertEqual(rows["Insert"][0], 103)


if __name__ == "__main__":
    unittest.main()
