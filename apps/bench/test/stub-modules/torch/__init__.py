"""Stands in for PyTorch in tests: openblas is what it computes with."""
from stub import Stub

__version__ = "a stub"


def get_num_threads():
    return 1


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(Stub(), name)
