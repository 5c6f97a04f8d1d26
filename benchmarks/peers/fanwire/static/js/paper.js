document.documentElement.classList.add("js");
document.querySelectorAll("[data-include]").forEach(async (place) => {
  place.innerHTML = await (await fetch(place.dataset.include)).text();
});
