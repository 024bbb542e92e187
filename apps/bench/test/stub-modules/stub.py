"""What stands in for any value of a library in tests: it takes each call, and calls back what it is given."""


class Stub:
    shape = (1,)

    def __init__(self, *args, **named):
        for given in (*args, *named.values()):
            if callable(given) and not isinstance(given, (type, Stub)):
                given()

    def __call__(self, *args, **named):
        if len(args) == 1 and callable(args[0]) and not isinstance(args[0], (type, Stub)):
            return args[0]  # it decorates
        return Stub(*args, **named)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return named.get(name, Stub) if name[0].isupper() else Stub()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def __len__(self):
        return 8

    def __iter__(self):
        return iter([Stub()] * 8)

    def _combine(self, *_):
        return Stub()

    __add__ = __radd__ = __sub__ = __mul__ = __rmul__ = __truediv__ = __mod__ = __gt__ = __getitem__ = _combine


class Batches(Stub):
    def __iter__(self):
        return iter([(Stub(), Stub())] * 2)


named = {"DataLoader": Batches}
