"""Stands in for NumPy in tests. Its process has a file loaded whose name says openblas, which is what the peer looks for."""
import mmap
import os

from stub import Stub

__version__ = "a stub"

with open(os.path.join(os.path.dirname(__file__), "openblas.txt"), "rb") as file:
    loaded = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def show_config(mode):
    raise TypeError("as in releases that do not know modes")


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(Stub(), name)
