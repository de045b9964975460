// Wakes the cards of a page up. Each stands there first as plain HTML, for whoever reads without scripts.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const page = read("page"), log = journal(page), all = hosts(page, log);
const FRONT = { ask: ASK, panel: PANEL, sketch: SKETCH };
const places = page.cards.map((_, n) => document.getElementById(`card-${n}`));

function wake(n) {
  const { kind, spec } = page.cards[n];
  if (kind === "panel" && !("DecompressionStream" in window)) {
    if (!places[n].querySelector(".needs")) places[n].append(h("p", { class: "needs" }, TOO_OLD));
    return;
  }
  const within = places[n].contains(document.activeElement), before = [...places[n].childNodes];
  places[n].replaceChildren();
  places[n].classList.remove("twin");
  try { FRONT[kind](places[n], all[n]); } catch (error) { // a saved copy may hold anything; the other cards go on
    places[n].replaceChildren(...before, h("p", { class: "needs" }, `This card could not wake up: ${error.message}`));
  }
  if (within) places[n].querySelector("input, select, textarea, button")?.focus();
}

if (page.sitting && log.isNew) log.append("started", page.name);
page.cards.forEach((_, n) => wake(n));
window.addEventListener("course-restored", () => page.cards.forEach(({ spec }, n) => { if (spec.ids !== "copy") wake(n); }));

// On a device that others use too: everything out of this browser, after a second press.
const line = notice(), place = document.getElementById("forget");
let sure = false;
const forget = button("Remove my answers from this browser", () => {
  line.say(sure ? "Removed. This browser holds none of your answers to this course any more." : "This removes your answers to all pages of the course from this browser. Save a copy first if you want one. Press again to remove them.");
  forget.textContent = sure ? "Remove my answers from this browser" : "Yes, remove them";
  if (sure) { log.forget(); page.cards.forEach((_, n) => wake(n)); }
  sure = !sure;
}, { class: "rc-quiet" });
place.append(h("div", { class: "rc", role: "group", "aria-label": "Remove my answers" }, h("div", { class: "rc-row" }, forget), line.el));
if (!log.kept) document.getElementById("unkept").append(h("p", { class: "needs" }, NOT_KEPT));

// On paper everything is open, a field as high as its words, and a list to choose from is written out, with a line to write on.
// The explanation of a word stays shut: it would tear the sentence in which it opens.
let shut = [];
window.addEventListener("beforeprint", () => {
  shut = [...document.querySelectorAll("details:not([open]):not([style])")];
  shut.forEach((one) => { one.open = true; });
  document.querySelectorAll("textarea").forEach((area) => { area.style.height = `${area.scrollHeight + 4}px`; });
  const lists = new Set();
  document.querySelectorAll(".rc-pair select").forEach((list) => {
    list.after(h("span", { class: "on-paper" }, list.value ? `→ ${list.selectedOptions[0].textContent}` : "____________________"));
    lists.add(list.closest("fieldset"));
  });
  lists.forEach((field) => field.append(h("p", { class: "on-paper" }, "To choose from: " +
    [...field.querySelector("select").options].filter((o) => o.value).map((o) => o.textContent).join(" · "))));
});
window.addEventListener("afterprint", () => {
  shut.forEach((one) => { one.open = false; });
  document.querySelectorAll("textarea").forEach((area) => { area.style.height = ""; });
  document.querySelectorAll(".on-paper").forEach((one) => one.remove());
});
