"""Pelican's settings for the benchmark: the same addresses, lists and feeds as the other generators."""

SITENAME = "Benchmark Paper"
SITEURL = "https://paper.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
OUTPUT_PATH = "public"
THEME = "theme"
ARTICLE_PATHS = ["articles"]
PAGE_PATHS: list[str] = []
STATIC_PATHS = ["images", "css", "js"]
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["shelves"]

ARTICLE_URL, ARTICLE_SAVE_AS = "articles/{slug}/", "articles/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tags/{slug}/", "tags/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "sections/{slug}/", "sections/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "authors/{slug}/", "authors/{slug}/index.html"
DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = 10
PAGINATED_TEMPLATES = {"index": None, "tag": None, "category": None, "author": None, "show": None}
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_ALL_RSS = "feed.xml"
TAG_FEED_RSS = "tags/{slug}/feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False

FORMATTED_FIELDS: list[str] = []
MARKDOWN = {
    "extension_configs": {
        f"markdown.extensions.{name}": {}
        for name in ("attr_list", "fenced_code", "footnotes", "meta", "sane_lists", "smarty", "tables", "toc")
    },
    "output_format": "html5",
}
DELETE_OUTPUT_DIRECTORY = False
SECTIONS = ["news", "reviews", "recaps", "interviews", "features", "opinion", "rumours", "conventions"]
