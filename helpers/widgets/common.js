// What the three front ends share. Nothing here knows Jupyter but `host` at the end.

// ---- making elements: strings become text, never HTML; `html` is for the course's own words
function h(tag, attrs = {}, ...kids) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "html") el.innerHTML = value;
    else if (name.startsWith("on")) el.addEventListener(name.slice(2), value);
    else if (name === "value") el.value = value;
    else el.setAttribute(name, value === true ? "" : value);
  }
  el.append(...kids.flat().filter((kid) => kid !== null && kid !== undefined));
  return el;
}

let serial = 0;
const own = Math.random().toString(36).slice(2, 8); // each card is a module of its own, on one page with the others
const fresh = (stem) => `rc-${stem}-${own}-${++serial}`;
const button = (text, onclick, attrs = {}) => h("button", { type: "button", onclick, ...attrs }, text);
const clock = (stamp) => new Date(stamp).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const round1 = (value) => Math.round(value * 10) / 10;
const SOLVED = { right: "✓ Right.", almost: "≈ Almost.", wrong: "✗ Not yet.", again: "? One thing first.",
  "not started": "○ No answer yet." };

// Boxes or radios with their labels; `words` is their legend. `set` takes an id, a list of ids, or nothing.
function choices(type, options, words, attrs = {}, changed = null) {
  const name = fresh("o"), add = changed ? { onchange: changed } : {};
  const inputs = options.map((o) => h("input", { type, name, value: o.id, id: fresh("i"), ...add }));
  const rows = inputs.map((input, n) => h("div", { class: "rc-option" }, input, h("label", { for: input.id, html: options[n].html })));
  const on = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return { el: h("fieldset", attrs, h("legend", {}, words), rows), get: () => (type === "radio" ? on()[0] ?? null : on()),
    set: (v) => inputs.forEach((input) => { input.checked = [].concat(v ?? []).includes(input.value); }) };
}

// A list to choose from.
function dropdown(options, first = [], changed = null) {
  const add = changed ? { onchange: changed } : {};
  const el = h("select", { id: fresh("s"), ...add }, first, options.map((o) => h("option", { value: o.id }, h("span", { html: o.html }).textContent)));
  return { el, get: () => el.value, set: (v) => { el.value = v ?? ""; } };
}

// ---- from an answer to a reply: the same few lines as helpers/checking.py, same cases in tests
function arithmetic(text) {
  askAbout(GROUPED.exec(text));
  const rest = text.trim().replaceAll(",", ".");
  if (rest.length > 200) throw new Error("That formula is very long. Type at most 200 characters.");
  const tokens = [];
  for (let left = rest; left.trim();) {
    const found = /^ *(?:([0-9]+(?:\.[0-9]*)?|\.[0-9]+)|([-+*/()]))/.exec(left);
    if (!found) throw new Error("A formula may hold numbers, + - * / and brackets, as in =4.7/18.3");
    tokens.push(found[1] ?? found[2]);
    left = left.slice(found[0].length);
  }
  let at = 0;
  const factor = () => {
    const token = tokens[at++];
    if (token === "-") return -factor();
    if (token === "(") {
      const value = total();
      if (tokens[at++] !== ")") throw new Error("A bracket is not closed in that formula.");
      return value;
    }
    if (token === undefined || "+*/)".includes(token)) {
      throw new Error("That formula is not finished. Type it as in =4.7/18.3");
    }
    return Number(token);
  };
  const product = () => {
    let value = factor();
    while (tokens[at] === "*" || tokens[at] === "/") {
      if (tokens[at++] === "*") value *= factor();
      else {
        const divisor = factor();
        if (divisor === 0) throw new Error("That formula divides by zero.");
        value /= divisor;
      }
    }
    return value;
  };
  function total() {
    let value = product();
    while (tokens[at] === "+" || tokens[at] === "-") value = tokens[at++] === "+" ? value + product() : value - product();
    return value;
  }
  const value = total();
  if (at !== tokens.length) throw new Error("That formula cannot be read. Type it as in =4.7/18.3");
  return value;
}

const GROUPED = /(?<![0-9])[-+]?[0-9]{1,3},[0-9]{3}(?![0-9])/;

function askAbout(found) {
  if (!found) return;
  throw new Error(`Is ${found[0]} meant as ${found[0].replace(",", "")} or as ${found[0].replace(",", ".")}? ` +
    "Type it without the comma, or with a point.");
}

function readNumber(text, unit = "") {
  let plain = text.replace(/[ \u00a0\u2007\u2009\u202f\ufeff\t\r\n]/g, " ").replaceAll("−", "-").replace(/^ +| +$/g, "");
  if (plain.startsWith("=")) return [arithmetic(plain.slice(1)), true];
  const percent = plain.endsWith("%");
  plain = plain.replace(/%$/, "");
  if (unit && plain.endsWith(unit)) plain = plain.slice(0, -unit.length);
  plain = plain.replace(/^ +| +$/g, "");
  askAbout(/^[-+]?[0-9]{1,3},[0-9]{3}$/.exec(plain));
  plain = plain.replace(/([0-9]) (?=[0-9]{3})/g, "$1");
  if (!/^[-+]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)$/.test(plain)) {
    throw new Error("Please type a number, such as 12.5, or a sum such as =4.7/18.3");
  }
  return [Number(plain.replace(",", ".")), !percent];
}

function fits(when, answer) {
  if ("else" in when) return true;
  if (answer !== null && typeof answer === "object" && !Array.isArray(answer)) {
    return "pairs" in when && Object.entries(when.pairs).every(([o, t]) => [].concat(t).includes(answer[o]));
  }
  if ("option" in when) return answer === when.option;
  if ("between" in when) return typeof answer === "number" && when.between[0] <= answer && answer <= when.between[1];
  if (!Array.isArray(answer) || "pairs" in when) return false;
  if ("order" in when) return answer.length === when.order.length && when.order.every((o, n) => o === answer[n]);
  if ("before" in when) return answer.filter((o) => when.before.includes(o)).join() === when.before.join();
  if ("options" in when) return answer.length === when.options.length && when.options.every((o) => answer.includes(o));
  return (when.includes ?? []).every((o) => answer.includes(o)) && !(when.lacks ?? []).some((o) => answer.includes(o));
}

// An answer in plain form: an id, ids, pairs of ids, a number or its text; null when there is none.
function plainly(type, answer) {
  if (type === "several" || type === "order") return Array.isArray(answer) ? [...new Set(answer.filter((o) => typeof o === "string"))] : null;
  if (type === "match" || type === "tag") {
    const pairs = answer && typeof answer === "object" && !Array.isArray(answer) ? Object.entries(answer) : [];
    return Object.fromEntries(pairs.filter(([, target]) => typeof target === "string" && target));
  }
  if (typeof answer === "string") return answer.trim() ? answer : null;
  return type === "number" && typeof answer === "number" ? answer : null;
}

const stillOpen = (open, all) => `${open} of the ${all} are still open. Choose something for each.`;

function judge(item, answer) {
  let value = plainly(item.type, answer), bare = typeof value === "number";
  const given = value !== null && typeof value === "object" ? Object.keys(value).length : Number(value !== null);
  if (!given) return { outcome: "not started", say: "Choose or type something, then press Check." };
  const all = item.targets?.length ? item.options.length : 0;
  if (given < all) return { outcome: "again", say: stillOpen(all - given, all) };
  if (item.type === "number" && !bare) {
    try { [value, bare] = readNumber(answer, item.unit); } catch (error) { return { outcome: "again", say: error.message }; }
  }
  if (bare && item.unit === "%" && Math.abs(value) <= 1) {
    const share = item.replies.find((r) => !("else" in r.when) && fits(r.when, value * 100));
    if (share) return share;
  }
  return item.replies.find((r) => fits(r.when, value));
}

// ---- one place that says what happened: kept or not, and when
function notice() {
  const el = h("p", { class: "rc-notice", role: "status" });
  return { el, say: (text, bad = false) => { el.textContent = text; el.classList.toggle("rc-bad", bad); } };
}

const SILENT = "The course is not answering yet, so this is not kept. Your words stay here. Wait until the " +
  "notebook has finished running, or choose Run, then Run All Cells; then press the button again.";

// What is typed and not yet kept outlives a reload and Run All; in this tab only.
function draft(key, text) {
  try {
    if (text === undefined) return sessionStorage.getItem(`rc-draft-${key}`);
    if (text === null) sessionStorage.removeItem(`rc-draft-${key}`);
    else sessionStorage.setItem(`rc-draft-${key}`, text);
  } catch { /* a browser without storage */ }
  return null;
}

// A field that begins with what was typed and not kept, else with what was kept.
function drafted(area, key, kept) {
  area.value = draft(key) ?? kept ?? "";
  area.addEventListener("input", () => draft(key, area.value));
  return area;
}

async function request(host, line, message) {
  const slow = setTimeout(() => line.say(SILENT, true), 3000);
  const reply = await host.send(message);
  clearTimeout(slow);
  return reply;
}

async function keep(host, line, message) {
  const reply = await request(host, line, { type: "keep", ...message });
  if (reply.problem) line.say(reply.problem, true);
  else line.say(`saved ${clock(reply.saved)}`);
  return reply;
}

// The top of a card: its name, and the words of the field in it, to open.
function top(item) {
  return [h("p", { class: "rc-tag" }, item.tag), item.words ? h("div", { class: "rc-words", html: item.words }) : null].filter(Boolean);
}

// Hides what was pressed; its focus goes to what came of it, unless the learner has gone on meanwhile.
function giveWay(controls, next) {
  const here = document.activeElement === document.body || controls.contains(document.activeElement);
  controls.hidden = true;
  if (here) next.focus();
}

function disagree(host, item) {
  const area = drafted(h("textarea", { rows: 2, id: fresh("no") }), `${item.id}-no`, item.disagree);
  const line = notice();
  return h("details", { class: "rc-disagree", open: Boolean(area.value) },
    h("summary", {}, "I still disagree, because …"),
    h("label", { for: area.id }, "Your reason. It is kept in your own work and judged by nobody."), area,
    button("Keep my reason", async () => {
      const reply = await keep(host, line, { verb: "explained", id: item.id, result: { response: area.value } });
      if (!reply.problem) draft(`${item.id}-no`, null);
    }),
    line.el);
}

// ---- the one adapter to Jupyter: messages out, answers back by number
function host(model) {
  const waiting = new Map();
  model.on("msg:custom", (message) => {
    waiting.get(message.re)?.(message);
    waiting.delete(message.re);
  });
  return {
    get spec() { return model.get("spec"); },
    onspec: (act) => model.on("change:spec", act),
    send: (message) => new Promise((done) => {
      const n = fresh("m");
      waiting.set(n, done);
      try { model.send({ ...message, n }); } catch { done({ problem: SILENT }); } // no kernel at all
    }),
  };
}

// Single keys (arrows, letters) are commands to JupyterLab, which takes them on their way up, and to Notebook 7, which takes
// them on their way down. Inside a card they are the learner's: stopped before both, handed on as "rc-key"; what the browser
// itself does with them (move a slider, type a letter) goes on. One listener serves all cards of the page.
function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || ["Tab", "Escape"].includes(event.key)) return;
  if (event.key === "Enter" && event.shiftKey) return; // runs the cell and goes to the next, from here too
  if (!event.target.closest?.(".rc")) return;
  event.stopImmediatePropagation();
  event.target.dispatchEvent(new CustomEvent("rc-key", { bubbles: true, detail: event }));
}

function card(el, kind, spec) {
  if (!window.rcKeys) {
    window.rcKeys = true;
    window.addEventListener("keydown", keys, true);
  }
  const root = h("div", { class: `rc rc-${kind}`, role: "group", "aria-label": spec.label, "data-ids": spec.ids.replaceAll("/", " ") });
  el.append(root);
  return root;
}

const widget = (mount) => ({ render: ({ model, el }) => mount(el, host(model)) });
