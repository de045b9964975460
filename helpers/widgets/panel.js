// Something to handle: labelled inputs, a picture, its sentence, its table. Python makes the frames;
// frames next to the current position are fetched while nothing else is wanted.

const NEAR = 4, BATCH = 3, MOST = 300;

// Whatever can wait until the picture is on the screen.
const painted = (act) => requestAnimationFrame(() => setTimeout(act));

function control(item, start, changed) {
  const id = fresh("c");
  if (item.type === "range") {
    const out = h("output", { for: id }, String(start));
    const input = h("input", { type: "range", id, min: item.low, max: item.high, step: item.step, value: start });
    input.addEventListener("input", () => { out.textContent = input.value; changed(); });
    return { el: h("div", { class: "rc-control" }, h("label", { for: id }, item.label), h("span", {}, input, " ", out)),
      get: () => Number(input.value), set: (v) => { input.value = v; out.textContent = String(v); } };
  }
  const list = item.type === "choice" && item.options.length > 4;
  const field = list ? dropdown(item.options, [], changed)
    : choices(item.type === "several" ? "checkbox" : "radio", item.options, item.label, { class: "rc-control" }, changed);
  field.set(start);
  return list ? { ...field, el: h("div", { class: "rc-control" }, h("label", { for: field.el.id }, item.label), field.el) } : field;
}

function neighbours(spec, values) {
  const keys = [];
  spec.controls.forEach((item, n) => {
    if (item.type === "several") { // each box put the other way
      for (const { id } of item.options) {
        const next = item.options.map((o) => o.id).filter((o) => values[n].includes(o) !== (o === id));
        keys.push(JSON.stringify(values.map((v, m) => (m === n ? next : v))));
      }
      return;
    }
    const all = item.type === "range" ? null : item.options.map((o) => o.id);
    for (let step = 1; step <= NEAR; step++) {
      for (const sign of [1, -1]) {
        const next = all ? all[all.indexOf(values[n]) + sign * step] : values[n] + sign * step * item.step;
        if (next === undefined || (!all && (next < item.low || next > item.high))) continue;
        keys.push(JSON.stringify(values.map((v, m) => (m === n ? next : v))));
      }
    }
  });
  return keys;
}

function frames(host, arrived) {
  const cache = new Map(Object.entries(host.spec.frames));
  let busy = false, wanted = null;
  const pull = async () => {
    if (busy || !wanted) return;
    const near = neighbours(host.spec, JSON.parse(wanted)).filter((k) => !cache.has(k));
    const keys = cache.has(wanted) ? near.slice(0, BATCH) : [wanted];
    if (!keys.length) return;
    busy = true;
    const slow = setTimeout(() => { if (!cache.has(wanted)) arrived(SILENT_PANEL); }, 3000);
    const reply = await host.send({ type: "frames", keys });
    clearTimeout(slow);
    busy = false;
    for (const [key, frame] of Object.entries(reply.frames ?? {})) {
      cache.delete(key);
      cache.set(key, frame);
    }
    while (cache.size > MOST) cache.delete(cache.keys().next().value);
    if (reply.problem) arrived(reply.problem);
    else { arrived(); if (cache.has(keys[0])) pull(); } // whatever came may be what is wanted by now
  };
  const want = (key) => {
    wanted = key;
    if (cache.has(key)) painted(pull);
    else pull();
  };
  return { get: (key) => cache.get(key), want };
}

const SILENT_PANEL = "The course is not answering yet. Wait until the notebook has finished running, or choose Run, " +
  "then Run All Cells.";

export function mount(el, host) {
  const root = card(el, "panel", host.spec);
  const build = () => (host.spec.gate ? gate(root, host) : panel(root, host));
  let gated = Boolean(host.spec.gate), uses = host.spec.uses; // what it draws of the learner's own answers
  host.onspec(() => {
    if (host.spec.gate || (!gated && host.spec.uses === uses)) return;
    [gated, uses] = [false, host.spec.uses];
    const within = root.contains(document.activeElement);
    build();
    if (within) root.querySelector("select, input").focus(); // the button that had the focus is gone
  });
  build();
}

function gate(root, host) {
  const line = notice();
  root.replaceChildren(h("p", { class: "rc-tag" }, host.spec.tag), h("p", {}, host.spec.gate.text),
    button("Show me without guessing", () => keep(host, line, { verb: "skipped", id: host.spec.gate.id, result: {} })), line.el);
}

function panel(root, host) {
  const spec = host.spec, line = notice();
  const start = spec.controls.map((c) => c.start);
  const picture = h("div", { class: "rc-picture" }), table = h("div");
  const summary = h("p", { class: "rc-summary", role: "status" });
  const found = new Set(spec.state?.found ?? []);
  const tasks = spec.settings.map((s) => h("li"));
  const mark = () => tasks.forEach((li, n) => { li.textContent = `${found.has(n) ? "✓ Found" : "○ To find"}: ${spec.settings[n].text}`; });
  const values = () => controls.map((c) => c.get());
  let shown = null, timer = null, late = false;
  const draw = (problem) => {
    const key = JSON.stringify(values()), frame = store.get(key);
    if (problem) { shown = null; summary.textContent = problem; return; }
    if (!frame || key === shown) return;
    shown = key;
    picture.innerHTML = frame.svg;
    summary.textContent = frame.summary;
    painted(() => { if (key === shown) table.innerHTML = frame.table; });
    if (late) { late = false; settle(); }
  };
  const settle = () => {
    const frame = store.get(JSON.stringify(values()));
    if (!frame) { late = true; line.say(SILENT_PANEL, true); return; } // a slow kernel: `arrived` comes back here
    spec.settings.forEach((s, n) => { if (frame.holds === s.holds) found.add(n); });
    mark();
    keep(host, line, { verb: "handled", id: spec.id, result: { response: values(), found: [...found] } });
  };
  const step = () => {
    const key = JSON.stringify(values());
    draw();
    store.want(key);
    clearTimeout(timer);
    timer = setTimeout(settle, 900);
  };
  const at = spec.state?.response?.length === start.length ? spec.state.response : start;
  const controls = spec.controls.map((c, n) => control(c, at[n], step));
  const store = frames(host, draw);
  const reset = button("Reset", () => { controls.forEach((c, n) => c.set(start[n])); step(); });
  root.replaceChildren(...top(spec), h("p", { class: "rc-title" }, spec.title),
    ...(spec.settings.length ? [h("ul", { class: "rc-tasks" }, tasks)] : []),
    h("div", { class: "rc-controls" }, controls.map((c) => c.el), reset), picture, summary, line.el,
    h("details", {}, h("summary", {}, "Table"), table), h("details", {}, h("summary", {}, "What this is made of"), h("div", { html: spec.box })));
  mark();
  draw();
  store.want(JSON.stringify(values()));
}

export default widget(mount);
