// The search page: articles in which every word occurs, those with all words in the title first, then names, then the dek.
// Whatever comes from the list of articles is set as text, never as markup.
"use strict";

(() => {
  const MOST = 50;
  const form = document.getElementById("search");
  const found = document.getElementById("found");
  const rows = found.querySelector("ul");
  const status = document.getElementById("count");
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  let articles = null; // the promise of all articles, once they are asked for

  const folded = (text) => text.normalize("NFC").toLowerCase();

  function load() {
    articles ??= fetch(form.dataset.articles)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then((all) => all.map((article) => ({ article, fields: fields(article) })));
    return articles;
  }

  // What is looked through, each with all before it: the title; with names; with the dek.
  function fields({ title, show = "", section = "", tags = [], people = [], dek = "" }) {
    const names = [title, ...people, show, ...tags, section].join("\n");
    return [title, names, `${names}\n${dek}`].map(folded);
  }

  function matches(all, words) {
    const ranks = [[], [], []];
    for (const { article, fields } of all) {
      ranks[fields.findIndex((text) => words.every((word) => text.includes(word)))]?.push(article);
    }
    return ranks.flat();
  }

  function element(name, kind, ...inside) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...inside); // a string becomes a text
    return made;
  }

  function row(article) {
    const link = element("a", "", article.title);
    link.href = article.url;
    const time = element("time", "", day.format(new Date(article.date.slice(0, 10))));
    time.dateTime = article.date;
    const kicker = element("p", "kicker", article.section ?? article.show ?? "");
    if (article.spoilers) kicker.append(" ", element("span", "warn", "Spoilers"));
    const words = element("div", "words", kicker, element("h3", "", link), element("p", "meta", time));
    return element("li", "", element("article", "card", words));
  }

  function said(count) {
    if (!count) return "No article has all of these words.";
    if (count > MOST) return `${count} articles, of which these are the first ${MOST}`;
    return count === 1 ? "1 article" : `${count} articles`;
  }

  function show(all, words) {
    rows.replaceChildren(...all.slice(0, MOST).map(row));
    found.hidden = !all.length;
    status.textContent = words;
  }

  async function search() {
    const query = form.q.value;
    const words = folded(query).split(/\s+/).filter(Boolean);
    try {
      const all = words.length ? matches(await load(), words) : [];
      if (form.q.value === query) show(all, words.length ? said(all.length) : ""); // unless the words are others by now
    } catch {
      articles = null; // the next try asks again
      show([], "The list of articles could not be loaded.");
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location);
    address.search = new URLSearchParams({ q: form.q.value.trim() });
    history.replaceState(null, "", address);
    search();
  });

  status.textContent = ""; // it said that a script is needed
  form.q.value = new URLSearchParams(location.search).get("q") ?? "";
  if (form.q.value.trim()) search();
})();
