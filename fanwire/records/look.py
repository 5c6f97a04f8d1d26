"""What a first look at a site and its output tells, as plain values.

They are no records: a build with nothing to do ends before msgspec would be imported, which takes longer than the look.
"""

Stamp = tuple[int, int, int]
"""How a file is recognised without reading it: size in bytes, time of change in nanoseconds, inode."""

Look = tuple[dict[str, Stamp], dict[str, str], tuple[str, dict[str, Stamp], tuple[str, ...]]]
"""The inputs with their stamps, what is neither file nor folder, and all that decides how inputs become outputs.

The latter are the version of Python, the stamps of Fanwire's own files, and the names of the libraries with theirs.
"""

Left = tuple[str, str, str, tuple[int, int, int], bytes, str, bytes]
"""What a build left: for which wishes, for what time, until when that holds ("" for ever), how many articles, pages and
feeds it has, its packed look, the paths of its outputs, each followed by a zero byte, and their packed stamps."""
