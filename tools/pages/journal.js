// What the learner did, in this browser and nowhere else: the records of helpers/journal.py, one JSON object a line.
// One entry of the browser's storage for each session of a page, as a notebook has one file for each session of its kernel.

const BOX = "south-south-work-", OLDEST = "1970-01-01T00:00:00.000Z", LONGEST = 20000;
const VERBS = ["started", "tagged", "predicted", "skipped", "handled", "revealed", "answered", "hinted", "solved", "explained", "judged",
  "reflected", "finished", "reset"];
const NOT_KEPT = "This browser keeps no answers for this page. Save a copy of your work before you close it; the button is at the end of the page.";

const hex = (bytes) => [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function uuid() {
  const h32 = hex(16);
  return `${h32.slice(0, 8)}-${h32.slice(8, 12)}-4${h32.slice(13, 16)}-a${h32.slice(17, 20)}-${h32.slice(20)}`;
}

const isRecord = (one) => one !== null && typeof one === "object" && one.v === 1 && VERBS.includes(one.verb) && Number.isInteger(one.n) &&
  ["id", "actor", "object", "timestamp"].every((key) => typeof one[key] === "string" && one[key].length < 200) &&
  one.result !== null && typeof one.result === "object" && !Array.isArray(one.result);

// Records in a text of lines; torn, foreign or unfit lines are passed over.
function parse(text) {
  return text.split("\n").map((line) => {
    try { return line.startsWith("{") ? JSON.parse(line) : null; } catch { return null; }
  }).filter(isRecord);
}

const asLine = (record) => `\n${JSON.stringify(record)}\n`;

// A storage of the browser, or one in memory where it denies its own; "kept" says which.
function storage(kind) {
  const memory = new Map();
  const inMemory = { kept: false, get: (key) => memory.get(key) ?? null, keys: () => [...memory.keys()],
    put: (key, text) => memory.set(key, text), drop: (key) => memory.delete(key) };
  try {
    const real = window[kind];
    real.setItem(`${BOX}try`, "1");
    real.removeItem(`${BOX}try`);
    return { kept: true, get: (key) => real.getItem(key), keys: () => Object.keys(real), put: (key, text) => real.setItem(key, text),
      drop: (key) => real.removeItem(key) };
  } catch { return inMemory; }
}

function journal(page) {
  const box = storage("localStorage"), tab = storage("sessionStorage"), unkept = new Map();
  let merged = null, session = tab.get(`${BOX}session-${page.name}`);
  window.addEventListener("storage", () => { merged = null; }); // another tab has written
  const sessions = () => box.keys().filter((key) => key.startsWith(`${BOX}journal-`)).sort();
  const read = (key) => [...parse(box.get(key) ?? ""), ...(unkept.get(key) ?? [])];

  function actor() {
    let me = box.get(`${BOX}me`);
    if (!me || me.length >= 200) box.put(`${BOX}me`, me = `learner-${hex(4)}`);
    return me;
  }

  // All records, each id once: by n within a session, by the clock between sessions.
  function records() {
    if (merged) return merged;
    const order = [], found = new Map();
    for (const key of new Set([...sessions(), ...unkept.keys()])) {
      const own = read(key).sort((a, b) => a.n - b.n);
      let latest = "";
      for (const record of own) {
        latest = record.timestamp > latest ? record.timestamp : latest;
        order.push([latest, own[0].timestamp, key, order.length, record]);
      }
    }
    order.sort((a, b) => { for (let i = 0; i < 4; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1; return 0; });
    for (const [, , , , record] of order) if (!found.has(record.id)) found.set(record.id, record);
    return (merged = [...found.values()]);
  }

  // Into the storage where it can be, else into memory; gives what went wrong, or nothing.
  function write(key, added) {
    merged = null;
    try {
      box.put(key, (box.get(key) ?? "") + added.map(asLine).join(""));
      return box.kept ? "" : `Not kept: ${NOT_KEPT}`;
    } catch {
      unkept.set(key, [...(unkept.get(key) ?? []), ...added]);
      return "Not kept: this browser's storage is full. Save a copy of your work before you close the page; the button is at the end of it.";
    }
  }

  function append(verb, object, result = {}, hash = "") {
    const long = Object.values(result).map((v) => [...(typeof v === "string" ? v : JSON.stringify(v) ?? "")].length).find((size) => size > LONGEST);
    if (long) return { problem: `Not kept: that is ${long} characters long. Up to ${LONGEST} are kept. Please shorten it; nothing you typed is lost.` };
    const known = records(), last = known.reduce((most, r) => (r.timestamp > most ? r.timestamp : most), OLDEST);
    if (!session) {
      session = `${BOX}journal-${new Date().toISOString().slice(0, 10)}-${hex(4)}`;
      tab.put(`${BOX}session-${page.name}`, session);
    }
    const time = Math.max(Date.now(), (Date.parse(last) || 0) + 1), timestamp = new Date(time).toISOString();
    const attempt = 1 + known.filter((r) => r.object === object && r.verb === verb).length;
    const n = 1 + read(session).reduce((most, r) => Math.max(most, r.n), 0);
    const problem = write(session, [{ v: 1, id: uuid(), actor: actor(), verb, object, result: { ...result, attempt }, timestamp, n,
      notebook: page.name, course: page.version, hash }]);
    return problem ? { problem } : { saved: timestamp };
  }

  const outdated = (record) => !["", undefined, page.hashes[record.object] ?? ""].includes(record.hash);

  // The last record of an object with one of these verbs since it was reset, or null; `notebook` limits it to one.
  function last(object, verbs, notebook = "") {
    let found = null;
    for (const record of records()) {
      if (record.object !== object) continue;
      if (record.verb === "reset") found = null;
      else if (verbs.includes(record.verb) && ["", record.notebook].includes(notebook)) found = record;
    }
    return found;
  }

  // What the learner has worked on and not reset.
  function done() {
    const found = new Set();
    for (const record of records()) {
      if (record.verb === "reset") found.delete(record.object);
      else if (!["started", "hinted", "solved"].includes(record.verb) && !outdated(record)) found.add(record.object);
    }
    return found;
  }

  function copy() {
    const all = records();
    if (!all.length) return { problem: "There is nothing to save yet. Answer something first." };
    return { text: all.map(asLine).join(""), kind: "application/jsonl", name: `my-course-work-${new Date().toISOString().slice(0, 10)}.jsonl`,
      said: `Saved ${all.length} entries.` };
  }

  // Adds a saved copy: each session of it by itself, a new one where n does not rise.
  function bringBack(text) {
    const choose = "Choose the file that you saved here or in a notebook (my-course-work-….jsonl).";
    if (!text.trim()) return { problem: `That file is empty. ${choose}` };
    const found = [...new Map(parse(text.replaceAll("\r\n", "\n").replaceAll("\ufeff", "")).map((r) => [r.id, r])).values()];
    if (!found.length) return { problem: `That file holds no work from this course. ${choose} Nothing was changed.` };
    const here = new Set(records().map((r) => r.id)), added = [];
    const fresh = found.filter((r) => !here.has(r.id));
    fresh.forEach((r, n) => { if (!n || r.n <= fresh[n - 1].n) added.push([]); added.at(-1).push(r); });
    const problem = added.map((own) => write(`${BOX}journal-${new Date().toISOString().slice(0, 10)}-${hex(4)}`, own)).find(Boolean);
    const said = `Read ${found.length} entries; ${fresh.length} of them are new here. Your answers stand in the cards.`;
    return problem ? { problem: `${said} ${problem}` } : { said };
  }

  function forget() {
    for (const key of box.keys()) if (key.startsWith(BOX)) box.drop(key);
    for (const key of tab.keys()) if (key.startsWith(BOX) || key.startsWith("rc-draft-")) tab.drop(key);
    unkept.clear();
    [merged, session] = [null, null];
  }

  return { kept: box.kept, isNew: !session, records, append, last, done, outdated, copy, bringBack, forget };
}
