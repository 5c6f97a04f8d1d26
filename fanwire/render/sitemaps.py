"""sitemap.xml (sitemaps.org protocol 0.9)."""

from html import escape

from fanwire.records.recipe import SitemapRecipe


def sitemap(recipe: SitemapRecipe) -> bytes:
    """List every address with the day its substance last changed, where that is known (W3C Datetime)."""
    rows = "".join(
        f"<url><loc>{escape(entry.url)}</loc>"
        + (f"<lastmod>{entry.updated.isoformat(timespec='seconds')}</lastmod>" if entry.updated else "")
        + "</url>\n"
        for entry in recipe.entries
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{rows}</urlset>\n'.encode()
