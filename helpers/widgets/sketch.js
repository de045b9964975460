// Draw the rest of a line: by mouse or touch on the handles, by arrow keys, or in number fields.

const W = 470, H = 300, LEFT = 40, RIGHT = 66, TOP = 16, BOTTOM = 36;
const NS = "http://www.w3.org/2000/svg";

function s(tag, attrs, ...kids) {
  const el = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attrs)) el.setAttribute(name, value);
  el.append(...kids);
  return el;
}

// The value of a broken line through `knots` at `x`.
function along(knots, x) {
  const n = knots.findIndex((k) => k[0] >= x);
  if (n <= 0) return knots[n === 0 ? 0 : knots.length - 1][1];
  const [[x0, y0], [x1, y1]] = [knots[n - 1], knots[n]];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

function distance(spec, drawn) {
  const knots = [spec.given.at(-1), ...spec.points.map((x, n) => [x, drawn[n]])];
  const [endX, endY] = spec.actual.at(-1), mine = along(knots, endX);
  let worst = [endX, endY, mine];
  for (const [x, y] of spec.actual) if (Math.abs(y - along(knots, x)) > Math.abs(worst[1] - worst[2])) worst = [x, y, along(knots, x)];
  const gap = round1(endY - mine), what = /^(%|per cent)/.test(spec.unit) ? "points" : spec.unit;
  const end = `You drew ${round1(mine)} for ${endX}; the figures say ${round1(endY)}` +
    (gap ? `, ${Math.abs(gap)} ${what} ${gap > 0 ? "more" : "less"}.` : ".");
  return worst[0] === endX ? `${end} That is where your line is furthest off.`
    : `${end} Your line is furthest off in ${worst[0]}: ${round1(worst[2])} against ${round1(worst[1])}.`;
}

export function mount(el, host) {
  const spec = host.spec, root = card(el, "sketch", spec);
  const line = notice(), result = h("div", { class: "rc-after", tabindex: -1 });
  const px = (x) => LEFT + ((x - spec.low_x) / (spec.high_x - spec.low_x)) * (W - LEFT - RIGHT);
  const py = (y) => H - BOTTOM - ((y - spec.low) / (spec.high - spec.low)) * (H - TOP - BOTTOM);
  const clamp = (y) => Math.min(spec.high, Math.max(spec.low, y));
  const path = (pairs) => pairs.map(([x, y], n) => `${n ? "L" : "M"}${px(x).toFixed(1)} ${py(y).toFixed(1)}`).join(" ");
  let drawn = spec.points.map((_, n) => spec.state?.response?.[n] ?? round1(spec.given.at(-1)[1])), done = false;

  const mine = s("path", { class: "rc-mine" }), real = s("path", { class: "rc-real" });
  const words = s("g", { class: "rc-words" });
  const svg = s("svg", { viewBox: `0 0 ${W} ${H}`, class: "rc-board", role: "group", "aria-label": spec.label });
  svg.append(s("rect", { width: W, height: H, fill: "#fcfcfa" }));
  for (let n = 0; n <= 4; n++) {
    const y = spec.low + ((spec.high - spec.low) * n) / 4;
    svg.append(s("line", { x1: LEFT, x2: W - RIGHT, y1: py(y), y2: py(y), stroke: n ? "#d5dbe1" : "#1f2933" }),
      s("text", { x: LEFT - 8, y: py(y) + 5, "text-anchor": "end" }, `${round1(y)}`));
  }
  for (const x of [spec.given[0][0], ...spec.points]) svg.append(s("text", { x: px(x), y: H - 12, "text-anchor": "middle" }, `${x}`));
  svg.append(s("path", { d: path(spec.given), class: "rc-real" }),
    ...(spec.given.length === 1 ? [s("circle", { cx: px(spec.given[0][0]), cy: py(spec.given[0][1]), r: 5, fill: "#00695c" })] : []),
    real, mine, words);

  const handles = spec.points.map((x, n) => {
    const hit = s("circle", { r: 22, fill: "transparent" });
    const handle = s("g", { class: "rc-handle", role: "slider", tabindex: 0, "aria-label": `${x}`, "aria-orientation": "vertical",
      "aria-valuemin": spec.low, "aria-valuemax": spec.high }, hit, s("circle", { r: 9 }));
    handle.addEventListener("rc-key", ({ detail: event }) => {
      const step = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 5, PageDown: -5 }[event.key];
      const to = step ? drawn[n] + step * spec.step : { Home: spec.low, End: spec.high }[event.key];
      if (to === undefined || done) return;
      event.preventDefault();
      move(n, to);
    });
    handle.addEventListener("pointerdown", (event) => { if (!done) handle.setPointerCapture(event.pointerId); });
    handle.addEventListener("pointermove", (event) => {
      if (!done && handle.hasPointerCapture(event.pointerId)) move(n, value(event));
    });
    svg.append(handle);
    return handle;
  });
  const value = (event) => {
    const box = svg.getBoundingClientRect();
    return spec.low + ((H - BOTTOM - ((event.clientY - box.top) * H) / box.height) / (H - TOP - BOTTOM)) * (spec.high - spec.low);
  };
  svg.addEventListener("click", (event) => {
    if (done || event.target.closest(".rc-handle")) return;
    const box = svg.getBoundingClientRect(), x = ((event.clientX - box.left) * W) / box.width;
    const near = spec.points.map((p) => Math.abs(px(p) - x));
    move(near.indexOf(Math.min(...near)), value(event));
  });

  const fields = spec.points.map((x, n) => {
    const id = fresh("y");
    const input = h("input", { type: "text", inputmode: "decimal", id, autocomplete: "off", onchange: () => {
      try {
        const typed = readNumber(input.value, spec.unit)[0];
        move(n, typed);
        line.say(clamp(typed) === typed ? "" : `The picture goes from ${spec.low} to ${spec.high}, so ${drawn[n]} is kept.`);
      }
      catch (error) { line.say(error.message, true); input.value = drawn[n]; }
    } });
    return { el: h("div", {}, h("label", { for: id }, `${x}`), input), input };
  });

  function move(n, to) { drawn[n] = round1(clamp(to)); draw(); }

  function draw() {
    mine.setAttribute("d", path([spec.given.at(-1), ...spec.points.map((x, n) => [x, drawn[n]])]));
    handles.forEach((handle, n) => {
      handle.setAttribute("transform", `translate(${px(spec.points[n])} ${py(drawn[n])})`);
      handle.setAttribute("aria-valuenow", drawn[n]);
      handle.setAttribute("aria-valuetext", `${drawn[n]} ${spec.unit}`);
    });
    fields.forEach(({ input }, n) => { input.value = drawn[n]; });
  }

  function reveal(predicted) {
    done = true;
    root.classList.add("rc-done");
    real.setAttribute("d", path(spec.actual));
    const end = spec.actual.at(-1), x = px(end[0]) + 8, high = py(end[1]), low = py(drawn.at(-1));
    const apart = Math.max(0, 17 - Math.abs(high - low)) / 2 * (high <= low ? 1 : -1);
    words.replaceChildren(s("text", { x, y: high + 5 - apart, fill: "#00695c" }, "figures"));
    if (predicted) words.append(s("text", { x, y: low + 5 + apart, fill: "#0b57d0" }, "you"));
    else mine.setAttribute("d", "");
    handles.forEach((handle) => { handle.setAttribute("tabindex", -1); handle.setAttribute("aria-disabled", "true"); });
    fields.forEach(({ input }) => { input.readOnly = true; });
    const at = (x) => round1(spec.actual.find((a) => a[0] === x)[1]);
    const rows = spec.points.map((x, n) => h("tr", {}, h("th", { scope: "row" }, `${x}`), h("td", {}, predicted ? `${drawn[n]}` : "–"), h("td", {}, `${at(x)}`)));
    const reply = predicted && spec.replies.find((r) => fits(r.when, drawn.at(-1)));
    result.replaceChildren(
      ...(predicted ? [h("p", { class: "rc-summary" }, distance(spec, drawn)), h("p", { html: reply.say })] : []),
      h("p", { html: spec.notice }),
      h("details", {}, h("summary", {}, "Table"), h("table", {}, h("thead", {}, h("tr", {},
        ["Year", "You", "Figures"].map((t) => h("th", { scope: "col" }, t)))), h("tbody", {}, rows))),
      button("Clear it and draw again", async () => {
        if ((await keep(host, line, { verb: "reset", id: spec.id, result: {} })).problem) return;
        done = false;
        root.classList.remove("rc-done");
        real.setAttribute("d", "");
        words.replaceChildren();
        result.replaceChildren();
        handles.forEach((handle) => { handle.setAttribute("tabindex", 0); handle.removeAttribute("aria-disabled"); });
        fields.forEach(({ input }) => { input.readOnly = false; });
        controls.hidden = false;
        draw();
        handles[0].focus();
      }, { class: "rc-quiet" }));
  }

  async function commit(message, predicted) {
    reveal(predicted);
    if ((await keep(host, line, { id: spec.id, ...message })).problem) return; // the button stays, to be pressed again
    giveWay(controls, result);
  }

  const controls = h("div", { class: "rc-row" },
    button("Keep my line, then show the figures", () => commit({ verb: "predicted", result: { response: drawn } }, true), { class: "rc-main" }),
    button("Show the figures without drawing", () => commit({ verb: "skipped", result: {} }, false), { class: "rc-quiet" }));
  const how = h("p", { class: "rc-how" }, "Move the handles with the mouse, a finger, or the arrow keys, or type numbers below.");
  root.append(...top(spec), h("p", { html: spec.prompt }), how, h("p", { class: "rc-unit" }, spec.unit), svg,
    h("fieldset", { class: "rc-fields" }, h("legend", {}, `Your line, in ${spec.unit}`), fields.map((f) => f.el)),
    controls, line.el, h("div", { role: "status" }, result));
  draw();
  if (spec.state?.changed) line.say("This board has changed since you drew on it. Please draw again.");
  else if (spec.state) { reveal(spec.state.verb === "predicted"); controls.hidden = true; }
}

export default widget(mount);
