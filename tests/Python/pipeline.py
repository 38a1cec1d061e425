"""A pipeline as the tests of the module start it: pipeline.py <batches>. The environment has store, run and worker.

Of each batch of 100 records 10 have no https address, 5 of the others fail to parse, and a sink loses one.
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "python"))

import mdf_worker as mdf  # noqa: E402


@mdf.operator("Read", stage="clean", role="source")
def read(batches):
    for _ in range(batches):
        for n in range(100):
            yield {"n": n, "url": "http://x" if n % 10 == 3 else "https://x"}


@mdf.operator("UrlFilter", stage="clean")
def secure(record):
    return record if record["url"].startswith("https:") else None


@mdf.operator("Parse", stage="clean")
def parse(record):
    if record["n"] % 20 == 0:
        raise ValueError("no text")
    return record["n"]


@mdf.operator("Embed", stage="embed", batch=True)
class Embed:
    def __call__(self, batch):
        return {"vector": [[n] for n in batch["n"]]}


def write(op, batch):
    with op.batch(len(batch["vector"])) as written:
        written.failed = 1


def main(batches):
    embed, insert = Embed(), mdf.join().operator("Insert", "load", role="sink")
    parsed = []
    for record in read(batches):
        if secure(record):
            try:
                parsed.append(parse(record))
            except ValueError:
                continue
        if len(parsed) == 85:
            write(insert, embed({"n": parsed}))
            parsed = []
    print("done")


main(int(sys.argv[1]))
