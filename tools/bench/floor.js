// The floor: a slider that swaps ready SVGs, and nothing else. No cache, no sentence, no journal, no kernel.
function render({ model, el }) {
  const frames = model.get("frames"), values = Object.keys(frames).map(Number);
  const input = document.createElement("input"), picture = document.createElement("div");
  Object.assign(input, { type: "range", min: Math.min(...values), max: Math.max(...values), value: model.get("start") });
  picture.innerHTML = frames[input.value];
  input.addEventListener("input", () => { picture.innerHTML = frames[input.value]; });
  window.addEventListener("keydown", (event) => { if (event.target === input) event.stopImmediatePropagation(); }, true);
  el.classList.add("bench-floor");
  picture.className = "bench-picture";
  el.append(input, picture);
}
export default { render };
