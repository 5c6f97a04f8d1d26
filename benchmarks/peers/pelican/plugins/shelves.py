"""What Pelican lacks of the common theme: pages for shows, an author's number of articles, and neighbours."""
# ruff: noqa: ANN001, ANN201, D101, D102, D103 - Pelican has no types, and its plug-ins have these methods

from collections import defaultdict

from pelican import signals
from pelican.generators import ArticlesGenerator, Generator


class ShowsGenerator(Generator):
    def generate_output(self, writer):
        for show, articles in self.context["shows"].items():
            writer.write_file(
                f"shows/{show}/index.html",
                self.get_template("show"),
                self.context,
                paginated={"articles": articles},
                template_name="show",
                show=show,
                articles=articles,
                page_name=f"shows/{show}/index",
                url=f"shows/{show}/",
            )


def hang_together(generator: ArticlesGenerator):
    articles = generator.context["articles"]
    shows, counts = defaultdict(list), defaultdict(int)
    for position, article in enumerate(articles):
        shows[article.show].append(article)
        for author in article.authors:
            counts[author.name] += 1
        article.newer = articles[position - 1] if position else None
        article.older = articles[position + 1] if position + 1 < len(articles) else None
    generator.context["shows"], generator.context["counts"] = shows, counts


def shows_generator(_pelican):
    return ShowsGenerator


def register():
    signals.article_generator_finalized.connect(hang_together)
    signals.get_generators.connect(shows_generator)
