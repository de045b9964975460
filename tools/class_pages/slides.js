// Arrows, Page keys and Space go from slide to slide; without this script one scrolls.
const slides = [...document.querySelectorAll("section")];
const here = () => slides.findLastIndex((s) => s.getBoundingClientRect().top < innerHeight / 2);
addEventListener("keydown", (event) => {
  if (event.target.closest("summary, a, button") && ["Enter", " "].includes(event.key)) return;
  const by = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }[event.key];
  const to = event.key === "Home" ? 0 : event.key === "End" ? slides.length - 1 : by ? here() + by : -1;
  if (!slides[to]) return;
  event.preventDefault();
  slides[to].scrollIntoView();
  slides[to].focus({ preventScroll: true });
});
