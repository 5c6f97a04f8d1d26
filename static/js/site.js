// The little that the theme needs a script for. Without it every page still works: the include is a link, a video is a link.
"use strict";

// Latest and Must Read live in one file, so publishing an article changes that file and not every page.
for (const place of document.querySelectorAll("[data-include]")) {
  fetch(place.dataset.include)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((html) => {
      place.innerHTML = html;
      for (const link of place.querySelectorAll(".card a[href]")) {
        if (link.pathname === location.pathname) link.closest("li")?.remove();
      }
    })
    .catch(() => {}); // the plain link stays
}

// A video comes from its own site only once the reader asks for it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-embed]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const address = new URL(link.dataset.embed, location);
  address.searchParams.set("autoplay", "1");
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = link.textContent.trim();
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin"; // players refuse to start without a referrer
  link.replaceWith(frame);
  frame.focus();
});

// A table too wide for the screen scrolls; the keyboard must be able to reach it everywhere.
for (const table of document.querySelectorAll(".prose table")) {
  if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
}
