"""Records as bytes, for the memory: pickle."""

import pickle


def packed(value: object) -> bytes:
    """Pickle a value made of records; `pickle.loads` makes it again."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
