"""Markdown in, a Body with symbolic references out. The one place that imports Python-Markdown and its extensions.

`private_notes` and `fences` look at the source before Markdown does, `blocks` and `inline` add our syntax to it,
`converter` runs it, `finishing` takes its HTML apart into parts, references and problems.
"""
