from stub import Stub


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(Stub(), name)
