"""Cleaning the HTML of writers who are not trusted. The only module that imports nh3."""


def sanitised(html: str) -> str:
    """Keep text, structure, links and pictures; drop scripts, styles, forms, frames and event handlers.

    `'<p onclick="x()">Hi<script>..</script></p>' -> '<p>Hi</p>'`
    """
    import nh3

    attributes = {tag: set(allowed) for tag, allowed in nh3.ALLOWED_ATTRIBUTES.items()}
    attributes["*"] = {"class", "id", "lang", "dir", "data-block"}
    attributes.setdefault("img", set()).update({"title", "credit"})
    attributes.setdefault("a", set()).add("title")
    return nh3.clean(
        html,
        tags=nh3.ALLOWED_TAGS | {"figure", "figcaption", "mark", "section"},
        attributes=attributes,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
