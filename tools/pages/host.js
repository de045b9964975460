// What the kernel does in a notebook, done in the page: the learner's state for each card, answers judged and kept, frames found.

const KEEPS = { sentence: ["explained"], reflect: ["reflected"], verdict: ["judged"], guess: ["predicted", "skipped"] };
const QUESTION = ["answered", "tagged"];
const TOO_OLD = "This browser is too old to unpack the other pictures of this page (it knows no DecompressionStream): only the start is shown. A newer browser shows them all.";

const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

// The pictures of all panels: pieces of markup, each once; a frame lists the numbers of its pieces.
let unpacked = null;
const unpack = () => (unpacked ??= (async () => {
  const packed = Uint8Array.from(atob(document.getElementById("frames").textContent.trim()), (sign) => sign.charCodeAt(0));
  return JSON.parse(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text());
})());

async function framesOf(id, keys) {
  const { pieces, panels } = await unpack(), found = {};
  for (const key of keys) {
    const frame = panels[id][key];
    const [svg, table] = frame.slice(0, 2).map((list) => list.map((n) => pieces[n]).join(""));
    found[key] = { svg: svg.replace("<desc></desc>", () => `<desc>${escaped(frame[2])}</desc>`), table, summary: frame[2], holds: frame[3] };
  }
  return { frames: found };
}

// Values between the journal and a page, where a shortened range is a list of texts, and of shortened boxes some are always ticked.
const rest = (control, value) => value.filter((o) => !control.options.some((one) => one.id === o));
function toPage(control, value) {
  if (control.was) return String(value);
  if (!control.fixed) return value;
  return Array.isArray(value) && rest(control, value).join() === control.fixed.join() ? value.filter((o) => !control.fixed.includes(o)) : null;
}
const toJournal = (control, value) => (control.was ? Number(value)
  : control.fixed ? control.order.filter((o) => value.includes(o) || control.fixed.includes(o)) : value);
const onPage = (control, value) => (control.type === "several" ? Array.isArray(value)
  : control.type === "choice" ? control.options.some((o) => o.id === value) : Number.isInteger(value) && control.low <= value && value <= control.high);

function hosts(page, log) {
  const all = page.cards.map((card) => host(card));

  function state(id, verbs, notebook = "") {
    const record = log.last(id, verbs, notebook);
    return record ? { ...record.result, verb: record.verb, changed: log.outdated(record) } : null;
  }

  function item(one, card) {
    if (one.type === "words") return { ...one, ...words(card.spec.ids, one) };
    if (one.type === "done") return { ...one, page: pageSoFar(), state: Boolean(log.last(one.id, ["finished"])) };
    if (!one.id) return one;
    const recalled = card.spec.ids.endsWith("/recall") ? page.name : "";
    const disagree = one.replies ? { disagree: log.last(one.id, ["explained"])?.result.response ?? null } : {};
    return { ...one, ...disagree, state: state(one.id, KEEPS[one.type] ?? QUESTION, recalled) };
  }

  function spec(card) {
    if (card.kind === "ask") return { ...card.spec, items: card.spec.items.map((one) => item(one, card)) };
    if (card.kind === "sketch") return { ...card.spec, state: state(card.spec.id, ["predicted", "skipped"]) };
    const kept = state(card.spec.id, ["handled"]);
    if (kept) {
      const { controls } = card.spec, had = Array.isArray(kept.response) ? kept.response : [];
      const at = had.length === controls.length ? controls.map((c, n) => toPage(c, had[n])) : [];
      kept.found = Array.isArray(kept.found) ? kept.found : [];
      kept.response = at.length && controls.every((c, n) => onPage(c, at[n])) ? at : null;
    }
    const gate = card.spec.gate && !log.last(card.spec.gate.id, ["predicted", "skipped"]) ? card.spec.gate : null;
    return { ...card.spec, state: kept, gate };
  }

  // The outcome and the misconception that helpers/live.py would write beside an answer.
  function judged(one, verb, response) {
    const reply = QUESTION.includes(verb) ? judge(one, response)
      : verb === "predicted" && one.points ? one.replies.find((r) => fits(r.when, response.at(-1))) : null;
    return reply ? { outcome: reply.outcome, misconception: reply.misconception ?? "" } : {};
  }

  function keepIt(card, { verb, id, result }) {
    const one = card.spec.items?.find((i) => i.id === id) ?? card.spec;
    const kept = { ...result, ...judged(one, verb, result.response) };
    if (verb === "handled") kept.response = card.spec.controls.map((c, n) => toJournal(c, result.response[n]));
    const reply = log.append(verb, id, kept, page.hashes[id] ?? "");
    all.filter((other) => other.gate === id || other.id === id).forEach((other) => other.changed());
    return reply;
  }

  function host(card) {
    const acts = [];
    return {
      id: card.spec.id, gate: card.spec.gate?.id, changed: () => acts.forEach((act) => act()),
      get spec() { return spec(card); },
      onspec: (act) => acts.push(act),
      send: async (message) => {
        try {
          if (message.type === "frames") return await framesOf(card.spec.id, message.keys);
          if (message.type === "keep") return keepIt(card, message);
          if (message.type === "copy") return log.copy();
          const reply = log.bringBack(message.text);
          window.dispatchEvent(new Event("course-restored"));
          return reply;
        } catch (error) { return { problem: `That did not work: ${error.message}` }; }
      },
    };
  }

  function words(ids, one) {
    if (ids.endsWith("/start")) return welcome(one);
    if (ids === "progress") return { html: progress() };
    if (ids === "page") return { html: pageSoFar() || "<p>There is none yet. Each sitting ends with one; the samples in this sitting show what a page may look like.</p>" };
    if (ids === "check-up") return { html: checkUp() };
    return {};
  }

  function welcome(one) {
    const done = log.done(), left = page.steps.filter((id) => !done.has(id));
    if (left.length === page.steps.length) return {};
    const where = left.length ? `Your bookmark is at <strong>${escaped(page.names[left[0]])}</strong>.` : "You have been through all of it.";
    return { html: `${one.html}<p>Welcome back. ${page.steps.length - left.length} of ${page.steps.length} steps are done. ${where}</p>`, go: left[0] ?? "" };
  }

  function pageSoFar() {
    const kept = page.brief.map((id) => log.last(id, ["explained"])?.result.response).filter(Boolean);
    if (!kept.length) return "";
    return `<p><strong>Your page so far</strong>, ${kept.length} of ${page.brief.length} sentences. <em>Is South-South cooperation a different kind ` +
      `of cooperation, and when should we choose it?</em></p><ol>${kept.map((said) => `<li>${escaped(said)}</li>`).join("")}</ol>`;
  }

  function progress() {
    const done = log.done(), opened = log.records().filter((r) => r.verb === "started").map((r) => r.object);
    const last = opened.reverse().find((name) => name !== page.name);
    const rows = page.sittings.map(({ id, title, minutes, short, steps }) => {
      const here = done.has(id) ? "✓ finished" : `${steps.filter((step) => done.has(step)).length} of ${steps.length} steps`;
      const marks = [here, ...(id === last ? ["you were here last"] : []), ...(short ? ["on the short path"] : [])];
      return `<tr><th scope="row"><a href="${id}.html">${escaped(title)}</a></th><td>${minutes} min</td><td>${marks.join(" · ")}</td></tr>`;
    });
    return `<table class="progress"><thead><tr><th scope="col">Sitting</th><th scope="col">Time</th><th scope="col">You</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  }

  function checkUp() {
    const found = [[log.kept, log.kept ? `This browser keeps your answers for this page; ${log.records().length} entries so far.` : NOT_KEPT],
      ["DecompressionStream" in window, "DecompressionStream" in window ? "This browser can unpack the pictures." : TOO_OLD],
      [true, "You can see this card, so the interactive parts work."]];
    return `<ul class="rc-tasks">${found.map(([fine, said]) => `<li>${fine ? "✓" : "✗"} ${escaped(said)}</li>`).join("")}</ul>`;
  }

  return all;
}
