"""The rules of `check`: each is a plain function from a story to findings; `rules` lists them all."""
