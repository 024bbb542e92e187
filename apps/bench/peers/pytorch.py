# The process of PyTorch, which speaks the protocol of src/protocol/messages.ts. Arguments: tuned or documented; threads.
# Tuned takes, of the ways a careful user would try, the fastest here and now.
import json
import os
import re
import resource
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

MLP = (784, 1024, 1024, 1024, 10)
SMALL = (64, 64, 10)
MLP_BATCH, SMALL_BATCH, CONV_BATCH = 128, 32, 64
DROP_INPUT, DROP_HIDDEN, DROP_POOLED = 0.2, 0.5, 0.25
RATE, MOMENTUM = 0.02, 0.9
SAMPLES = 100
FIT_IMAGES = 20_000
UNIFORMS = 16 * 2**20
# Seconds after which a way is judged by its first turn.
LONG = 0.5
SHAPES = {"512KB": (128, 1024), "64MB": (4096, 4096)}

tuned = sys.argv[1] == "tuned"
if tuned:
    torch.set_num_threads(int(sys.argv[2]))


def blas():
    """The library that computes products, by what the process has loaded."""
    try:
        with open("/proc/self/maps") as file:
            loaded = file.read()
    except OSError:
        return "unknown"
    return next((name for name in ("mkl", "openblas", "blis", "atlas") if name in loaded), "reference")


BLAS = blas()
SLOW = "its BLAS is the slow reference one: install libopenblas0-pthread" if BLAS == "reference" else ""


def seconds(run):
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def fastest(**ways):
    """Of some ways by name, the fastest of three turns (of one, if long) and a note; as documented, the first."""
    name = next(iter(ways))
    if len(ways) == 1:
        return ways[name], ""
    if tuned:
        times = {way: seconds(ways[way]) for way in ways}
        if max(times.values()) < LONG:
            turns = [{way: seconds(ways[way]) for way in ways} for _ in range(3)]
            times = {way: min(turn[way] for turn in turns) for way in ways}
        name = min(times, key=times.get)
    return ways[name], name.replace("_", " ")


def matmul(name, _folder):
    sizes, transposed = re.fullmatch(r"matmul-([\dx]+?)(?:-([ab])t)?", name).groups()
    shape = [int(size) for size in sizes.split("x")]
    rows, inner, columns = shape * 3 if len(shape) == 1 else shape
    a = torch.rand(inner, rows).t() if transposed == "a" else torch.rand(rows, inner)
    b = torch.rand(columns, inner).t() if transposed == "b" else torch.rand(inner, columns)
    out = torch.empty(rows, columns)
    return fastest(new_output=lambda: torch.mm(a, b), given_output=lambda: torch.mm(a, b, out=out))


def dropout(name, _folder):
    _, size, *backward = name.split("-")
    shape = SHAPES[size]
    x, gradient = torch.rand(shape), torch.rand(shape)
    if backward:
        leaf = torch.rand(shape, requires_grad=True)

        def both():
            leaf.grad = None
            F.dropout(leaf, DROP_HIDDEN, True).backward(gradient)

        return both, ""
    scale = 1 / (1 - DROP_HIDDEN)
    return fastest(
        operation=lambda: F.dropout(x, DROP_HIDDEN, True),
        by_hand=lambda: x * (torch.rand_like(x) > DROP_HIDDEN) * scale,
    )


def network(widths, thinned):
    layers = []
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        if thinned:
            layers.append(nn.Dropout(DROP_INPUT if i == 0 else DROP_HIDDEN))
        layers.append(nn.Linear(inputs, outputs))
        if i < len(widths) - 2:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


class Convolutional(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Conv2d(1, 32, 3), nn.Conv2d(32, 64, 3)
        self.dense, self.last = nn.Linear(9216, 128), nn.Linear(128, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.second(F.relu(self.first(x)))), 2)
        x = F.dropout(x, DROP_POOLED, True).flatten(1)
        return self.last(F.dropout(F.relu(self.dense(x)), DROP_HIDDEN, True))


def training(model, x, y):
    def stepper(foreach):
        optimizer = torch.optim.SGD(model.parameters(), lr=RATE, momentum=MOMENTUM, foreach=foreach)

        def step():
            optimizer.zero_grad(set_to_none=True)
            F.cross_entropy(model(x), y).backward()
            optimizer.step()

        return step

    return fastest(one_parameter_after_another=stepper(False), foreach=stepper(True))


def digits(folder, count=MLP_BATCH):
    """The first images and their labels; all of them without a count."""
    with open(os.path.join(folder, "images.bin"), "rb") as file:
        images = torch.frombuffer(bytearray(file.read(-1 if count is None else count * MLP[0])), dtype=torch.uint8)
    with open(os.path.join(folder, "labels.bin"), "rb") as file:
        labels = torch.frombuffer(bytearray(file.read(-1 if count is None else count)), dtype=torch.uint8)
    return images.float().div(255).view(-1, MLP[0]), labels.long()


def mlp(name, folder):
    x, y = digits(folder)
    return training(network(MLP, name != "mlp-plain"), torch.rand_like(x) if name == "mlp-dense-input" else x, y)


def small(_name, _folder):
    labels = torch.arange(SMALL_BATCH) % SMALL[-1]
    return training(network(SMALL, True), torch.randn(SMALL_BATCH, SMALL[0]), labels)


def conv(_name, folder):
    x, y = digits(folder)
    return training(Convolutional(), x[:CONV_BATCH].view(CONV_BATCH, 1, 28, 28), y[:CONV_BATCH])


def lstm(_name, _folder):
    model = nn.LSTM(64, 64, batch_first=True)
    x = torch.randn(32, 32, 64)

    def both():
        model.zero_grad(set_to_none=True)
        model(x)[0].square().mean().backward()

    return both, ""


def fit(name, folder):
    """An epoch over the digits, repeated: a loop over shuffled rows, or a DataLoader; nothing is measured but the mean loss of the steps."""
    if name != "fit-unmeasured":
        raise ValueError("it has no such operation")
    images, labels = digits(folder, None)
    rows = torch.arange(FIT_IMAGES) % len(images)
    images, labels = images[rows], labels[rows]
    model = network(MLP, True)
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE, momentum=MOMENTUM)

    def epoch(batches):
        total = 0
        for x, y in batches:
            optimizer.zero_grad(set_to_none=True)
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
        return total / FIT_IMAGES

    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(images, labels), MLP_BATCH, shuffle=True)

    def shuffled():
        for some in torch.randperm(FIT_IMAGES).split(MLP_BATCH):
            yield images[some], labels[some]

    return fastest(data_loader=lambda: epoch(loader), shuffled_rows=lambda: epoch(shuffled()))


def monte_carlo(_name, folder):
    model = network(MLP, True).train()
    x, _ = digits(folder)

    @torch.no_grad()
    def passes():
        total = 0
        for _ in range(SAMPLES):
            total = total + F.softmax(model(x), 1)
        return total / SAMPLES

    @torch.no_grad()
    def repeated():
        return F.softmax(model(x.repeat(SAMPLES, 1)), 1).view(SAMPLES, MLP_BATCH, MLP[-1]).mean(0)

    return fastest(pass_by_pass=passes, one_large_batch=repeated)


def uniform(_name, _folder):
    held = torch.empty(UNIFORMS)
    return fastest(new_tensor=lambda: torch.rand(UNIFORMS), in_place=lambda: held.uniform_())


families = {
    "matmul": matmul,
    "dropout": dropout,
    "mlp": mlp,
    "small": small,
    "conv": conv,
    "lstm": lstm,
    "fit": fit,
    "mc": monte_carlo,
    "uniform": uniform,
}
prepared = {}


def answer(request):
    if "prepare" in request:
        name = request["prepare"]
        run, note = families[name.split("-")[0]](name, request["folder"])
        prepared[name] = run
        return {"note": "; ".join(part for part in (note, SLOW) if part)}
    if "repeat" in request:
        run = prepared[request["repeat"]]
        began = time.perf_counter()
        for _ in range(request["times"]):
            run()
        return {"milliseconds": 1e3 * (time.perf_counter() - began)}
    if "release" in request:
        del prepared[request["release"]]
        return {"note": ""}
    return {"bytes": 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}


with os.fdopen(3, "w", buffering=1) as out:
    versions = {"torch": torch.__version__, "blas": BLAS, "threads": str(torch.get_num_threads())}
    print(json.dumps({"versions": versions}), file=out)
    for line in sys.stdin:
        try:
            reply = answer(json.loads(line))
        except Exception as error:
            reply = {"cannot": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), file=out)
