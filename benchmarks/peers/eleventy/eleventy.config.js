import markdownIt from "markdown-it";
import footnote from "markdown-it-footnote";

const PAGE_SIZE = 10;
const SHELVES = { tags: (d) => d.tags, sections: (d) => [d.section], authors: (d) => d.authors, shows: (d) => [d.show] };
const MONTHS = "January February March April May June July August September October November December".split(" ");
const two = (number) => String(number).padStart(2, "0");
const slug = (words) => words.replaceAll(" ", "-");
const longDay = (date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;

const newestFirst = (api) => api.getFilteredByGlob("content/articles/*.md").reverse();

function shelve(articles, keys) {
  const shelves = {};
  for (const article of articles) for (const key of keys(article.data)) (shelves[key] ??= []).push(article);
  return shelves;
}

function listPages(articles) {
  const pages = [];
  for (const [kind, keys] of Object.entries(SHELVES)) {
    for (const [title, shelf] of Object.entries(shelve(articles, keys))) {
      const total = Math.ceil(shelf.length / PAGE_SIZE);
      const address = (n) => `/${kind}/${slug(title)}/` + (n > 1 ? `page/${n}/` : "");
      for (let number = 1; number <= total; number++) {
        pages.push({
          kind, title, number, total, count: shelf.length, url: address(number),
          items: shelf.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE),
          newer: number > 1 ? address(number - 1) : "", older: number < total ? address(number + 1) : "",
        });
      }
    }
  }
  return pages;
}

function neighbours(articles) {
  return Object.fromEntries(articles.map((a, i) => [a.url, { newer: articles[i - 1], older: articles[i + 1] }]));
}

export default function (eleventy) {
  eleventy.setLibrary("md", markdownIt({ html: true, typographer: true }).use(footnote));
  eleventy.addPassthroughCopy({ "static/images": "images", css: "css", js: "js" });
  eleventy.addFilter("slugged", slug);
  eleventy.addFilter("iso", (date) => date.toISOString());
  eleventy.addFilter("isoDay", (date) => date.toISOString().slice(0, 10));
  eleventy.addFilter("day", longDay);
  eleventy.addFilter("minute", (date) => `${longDay(date)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`);
  eleventy.addFilter("mailDate", (date) => date.toUTCString());
  eleventy.addFilter("firstOf", (list, count) => list.slice(0, count));
  eleventy.addCollection("articles", newestFirst);
  eleventy.addCollection("neighbours", (api) => neighbours(newestFirst(api)));
  eleventy.addCollection("byTag", (api) => shelve(newestFirst(api), SHELVES.tags));
  eleventy.addCollection("byShow", (api) => shelve(newestFirst(api), SHELVES.shows));
  eleventy.addCollection("byAuthor", (api) => shelve(newestFirst(api), SHELVES.authors));
  eleventy.addCollection("listPages", (api) => listPages(newestFirst(api)));
  return { dir: { output: "public" }, markdownTemplateEngine: false };
}
