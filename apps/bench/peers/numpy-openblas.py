# The process of OpenBLAS, called through NumPy; it speaks the protocol of src/protocol/messages.ts. Its threads are set by the environment.
import json
import os
import re
import sys
import time

import numpy as np

with open("/proc/self/maps") as file:
    if "openblas" not in file.read():
        sys.exit("Error: the BLAS of this NumPy is not OpenBLAS")


def version():
    """As far as this release of NumPy tells."""
    try:
        return np.show_config(mode="dicts")["Build Dependencies"]["blas"]["version"]
    except (TypeError, KeyError):
        return "unknown"


def matmul(name):
    found = re.fullmatch(r"matmul-([\dx]+?)(?:-([ab])t)?", name)
    if not found:
        raise ValueError("it has no such operation")
    shape = [int(size) for size in found[1].split("x")]
    rows, inner, columns = shape * 3 if len(shape) == 1 else shape
    random = np.random.default_rng(1).random
    a = random((inner, rows), np.float32).T if found[2] == "a" else random((rows, inner), np.float32)
    b = random((columns, inner), np.float32).T if found[2] == "b" else random((inner, columns), np.float32)
    out = np.empty((rows, columns), np.float32)
    return lambda: np.matmul(a, b, out=out)


prepared = {}


def answer(request):
    if "prepare" in request:
        prepared[request["prepare"]] = matmul(request["prepare"])
        return {"note": ""}
    if "repeat" in request:
        run = prepared[request["repeat"]]
        began = time.perf_counter()
        for _ in range(request["times"]):
            run()
        return {"milliseconds": 1e3 * (time.perf_counter() - began)}
    del prepared[request["release"]]
    return {"note": ""}


with os.fdopen(3, "w", buffering=1) as out:
    print(json.dumps({"versions": {"numpy": np.__version__, "openblas": version()}}), file=out)
    for line in sys.stdin:
        try:
            reply = answer(json.loads(line))
        except Exception as error:
            reply = {"cannot": str(error)}
        print(json.dumps(reply), file=out)
