// Questions, sentences, reflections, verdicts on evidence, and the learner's progress.

function feedback() {
  const el = h("div", { class: "rc-feedback", role: "status" });
  return {
    el,
    show(outcome, html) {
      el.className = `rc-feedback rc-${outcome.replace(" ", "-")}`;
      el.replaceChildren(h("strong", {}, SOLVED[outcome]), " ", h("span", { html }));
    },
    clear: () => el.replaceChildren(),
  };
}

function options(item, type) {
  const field = choices(type, item.options, h("span", { html: item.prompt }));
  field.set(item.state?.response);
  return [field.el, field.get];
}

function typed(item) {
  const id = fresh("n");
  const input = h("input", { type: "text", inputmode: "decimal", id, autocomplete: "off", value: item.state?.response ?? "" });
  const row = h("div", { class: "rc-number" }, h("label", { for: id, html: item.prompt }),
    h("span", {}, input, item.unit ? ` ${item.unit}` : ""));
  return [row, () => input.value];
}

// Put the options in order with two buttons a row; what happened is said aloud and the focus stays.
function ordered(item) {
  const kept = [...new Set([].concat(item.state?.response ?? []))], line = notice();
  const known = item.options.map((o) => o.id);
  let order = [...kept.filter((o) => known.includes(o)), ...known.filter((o) => !kept.includes(o))];
  const rows = new Map(item.options.map((option) => {
    const words = h("span", { html: option.html });
    const move = (by, sign) => button(sign, (event) => {
      const at = order.indexOf(option.id), to = at + by;
      if (to < 0 || to >= order.length) { line.say(`It is ${by < 0 ? "first" : "last"} already.`); return; }
      order.splice(to, 0, ...order.splice(at, 1));
      list.replaceChildren(...order.map((o) => rows.get(o)));
      event.target.focus();
      list.dispatchEvent(new Event("change", { bubbles: true }));
      line.say(`Now ${to + 1} of ${order.length}: ${words.textContent}`);
    }, { class: "rc-move", "aria-label": `Move ${by < 0 ? "up" : "down"}: ${words.textContent}` });
    return [option.id, h("li", {}, h("div", { class: "rc-ordered" }, move(-1, "↑"), move(1, "↓"), words, h("span", { class: "rc-mark" })))];
  }));
  const list = h("ol", {}, order.map((o) => rows.get(o)));
  const right = item.replies.find((r) => r.outcome === "right").when.order;
  const mark = (outcome) => order.forEach((o, n) => {
    rows.get(o).querySelector(".rc-mark").textContent = !outcome ? "" : outcome === "solved" ? `→ ${right.indexOf(o) + 1}` : right[n] === o ? "✓ fits" : "";
  });
  return [h("fieldset", {}, h("legend", { html: item.prompt }), list, line.el), () => order, mark];
}

// Put each option to one of a few targets: radios where they are few, else a list to choose from.
function paired(item) {
  const kept = item.state?.response ?? {};
  const rows = item.options.map((option) => {
    const mark = h("span", { class: "rc-mark" }), told = h("div", { class: "rc-told" });
    const many = item.targets.length > 3;
    const put = many ? dropdown(item.targets, h("option", { value: "" }, "choose"))
      : choices("radio", item.targets, [h("span", { html: option.html }), " ", mark], { class: "rc-pair" });
    put.set(kept[option.id]);
    const field = many ? h("div", { class: "rc-pair" }, h("label", { for: put.el.id, html: option.html }), " ", put.el, " ", mark, told) : put.el;
    if (!many) field.append(told);
    return { id: option.id, field, get: put.get, off: () => put.set(null), mark, told };
  });
  return { rows, el: h("fieldset", {}, h("legend", { html: item.prompt }), rows.map((r) => r.field)),
    value: () => Object.fromEntries(rows.map((r) => [r.id, r.get()]).filter(([, target]) => target)) };
}

function matched(item) {
  const { rows, el, value } = paired(item);
  const right = item.replies.find((r) => r.outcome === "right").when.pairs;
  const mark = (outcome) => { // "solved" writes the answer beside each row
    for (const row of rows) {
      const fit = [].concat(right[row.id]), words = fit.map((t) => item.targets.find((one) => one.id === t).html).join(" / ");
      row.mark.innerHTML = ["", "again", "not started"].includes(outcome) ? "" : outcome === "solved" ? `→ ${words}` : fit.includes(row.get()) ? "✓ fits" : "look again";
    }
  };
  return [el, value, mark];
}

// Guess something of each line, keep it, then see: what is told stands below each line.
function guess(host, item) {
  const { rows, el, value } = paired(item), line = notice();
  const after = h("div", { class: "rc-after" }), count = h("p", { class: "rc-summary", role: "status", tabindex: -1 });
  const names = Object.fromEntries(item.targets.map((t) => [t.id, t.html]));
  const tell = (option, n, mine) => {
    const got = mine?.[option.id], fit = [option.answer, ...option.also].includes(got);
    const answer = `<strong>${names[option.answer]}</strong>`;
    const mineSaid = Object.hasOwn(names, got ?? "") ? `You said <em>${names[got]}</em>.` : "";
    rows[n].told.innerHTML = (!item.scored ? mineSaid : got === option.answer ? `✓ ${answer}, as you said.` : mineSaid
      ? `${fit ? "✓ " : ""}${mineSaid} It is ${answer}.` : `${answer}.`) + ` ${option.told}`;
    return fit;
  };
  const reveal = (mine) => {
    const fit = item.options.filter((option, n) => tell(option, n, mine)).length;
    count.textContent = mine && item.scored ? `${fit} of your ${item.options.length} guesses fit. Read the note below each line.` : "A note stands below each line.";
    after.replaceChildren(h("p", { html: item.notice }),
      button("Clear it and guess again", async () => {
        if ((await keep(host, line, { verb: "reset", id: item.id, result: {} })).problem) return;
        rows.forEach((row) => { row.told.replaceChildren(); row.off(); });
        after.replaceChildren();
        count.textContent = "";
        controls.hidden = false;
        el.querySelector("input, select").focus();
      }, { class: "rc-quiet" }));
  };
  const commit = async (message, mine) => {
    reveal(mine);
    if ((await keep(host, line, { id: item.id, ...message })).problem) return;
    giveWay(controls, count);
  };
  const controls = h("div", { class: "rc-row" }, button("Keep my guesses, then show", () => {
    const mine = value(), open = rows.length - Object.keys(mine).length;
    if (open) { line.say(stillOpen(open, rows.length)); return; }
    commit({ verb: "predicted", result: { response: mine } }, mine);
  }, { class: "rc-main" }), button("Show without guessing", () => commit({ verb: "skipped", result: {} }), { class: "rc-quiet" }),
  button("One by one", (event) => { // for a class: nothing is kept
    event.target.remove();
    rows.forEach((row, n) => row.told.append(button("Show this one", () => tell(item.options[n], n, value()), { class: "rc-quiet" })));
    rows[0].told.firstChild.focus();
  }, { class: "rc-quiet" }));
  if (item.state?.changed) line.say("These lines have changed since you guessed. Please guess again.");
  else if (item.state) { reveal(item.state.verb === "predicted" && item.state.response); controls.hidden = true; }
  return h("div", { class: "rc-item" }, top(item), count, el, controls, line.el, after);
}

const FIELDS = { number: typed, order: ordered, match: matched, tag: matched,
  choice: (item) => options(item, "radio"), several: (item) => options(item, "checkbox") };

function question(host, item) {
  const [field, value, mark] = FIELDS[item.type](item);
  const said = feedback(), line = notice(), extra = h("div", { class: "rc-extra", role: "status" });
  const objection = disagree(host, item);
  let hinted = 0, checked = null;
  field.addEventListener("change", () => { if (checked !== JSON.stringify(value())) { said.clear(); mark?.(""); } }); // it was said of another answer
  const show = (reply) => {
    said.show(reply.outcome, reply.say);
    mark?.(reply.outcome);
    checked = JSON.stringify(value());
    extra.querySelector(".rc-explain")?.remove();
    if (reply.outcome === "right") extra.prepend(h("p", { class: "rc-explain", html: item.explain }));
    objection.hidden = !["wrong", "almost"].includes(reply.outcome) && !item.disagree;
  };
  const check = async () => {
    const answer = value(), reply = judge(item, answer);
    show(reply);
    if (!["again", "not started"].includes(reply.outcome)) await keep(host, line, { verb: item.type === "tag" ? "tagged" : "answered", id: item.id, result: { response: answer } });
  };
  const hint = button(`Hint (${item.hints.length})`, () => {
    if (hinted >= item.hints.length) return;
    extra.append(h("p", { class: "rc-hint", html: item.hints[hinted++] }));
    host.send({ type: "keep", verb: "hinted", id: item.id, result: { response: hinted } });
    if (hinted === item.hints.length) hint.setAttribute("aria-disabled", "true");
  });
  const solve = button("Show the answer", () => {
    if (solve.hasAttribute("aria-disabled")) return;
    extra.append(h("p", { class: "rc-explain", html: item.explain }));
    mark?.("solved");
    solve.setAttribute("aria-disabled", "true");
    host.send({ type: "keep", verb: "solved", id: item.id, result: {} });
  }, { class: "rc-quiet" });
  objection.hidden = !item.disagree;
  const state = item.state;
  if (state?.changed) line.say("This question has changed since you answered it. Please look again.");
  else if (state) show(judge(item, state.response));
  field.addEventListener("rc-key", ({ detail }) => { if (detail.key === "Enter" && detail.target.matches("input, select")) { detail.preventDefault(); check(); } });
  return h("div", { class: "rc-item" }, top(item), field,
    h("div", { class: "rc-row" }, button("Check", check, { class: "rc-main" }), hint, solve), said.el, line.el, extra, objection);
}

// A sentence or a reflection: kept as typed; what others wrote comes after the learner's own.
function writing(host, item) {
  const area = drafted(h("textarea", { rows: item.type === "reflect" ? 7 : 3, id: fresh("t") }), item.id, item.state?.response);
  const line = notice(), after = h("div", { class: "rc-after" });
  const verb = item.type === "reflect" ? "reflected" : "explained";
  let kept = item.state?.response ?? "", at = "";
  const reveal = () => { if (!after.innerHTML) after.innerHTML = item.after; };
  const save = async (loud) => {
    const words = area.value, before = kept;
    if (!words.trim() && !kept) { if (loud) line.say("There is nothing to keep yet. A few words are enough."); return; }
    if (loud && words.trim()) reveal();
    if (words === kept) { if (loud) line.say(at ? `saved ${at}` : "These words are kept already."); return; } // leaving the field kept them
    kept = words;
    const taken = words.trim() ? { verb, id: item.id, result: { response: words } } : { verb: "reset", id: item.id, result: {} };
    const reply = await keep(host, line, taken);
    if (reply.problem) { kept = before; return; }
    at = clock(reply.saved);
    if (area.value === words) draft(item.id, null);
  };
  area.addEventListener("blur", () => save(false));
  if (item.state) reveal();
  return h("div", { class: "rc-item" }, h("p", { class: "rc-tag" }, item.tag), h("div", { html: item.before }),
    h("label", { for: area.id, html: item.prompt }), area,
    h("div", { class: "rc-row" }, button("Keep my words", () => save(true), { class: "rc-main" }),
      button("Show a sample first", reveal, { class: "rc-quiet" })), line.el, after);
}

// A verdict of one's own, before the course's.
function verdict(host, item) {
  const [field, value] = options(item, "radio");
  const why = drafted(h("textarea", { rows: 2, id: fresh("w") }), `${item.id}-why`, item.state?.because);
  const line = notice(), after = h("div", { class: "rc-after", role: "status" });
  const reveal = () => { after.innerHTML = item.after; };
  if (item.state) reveal();
  return h("div", { class: "rc-item" }, h("p", { class: "rc-tag" }, item.tag), h("div", { html: item.before }), field,
    h("label", { for: why.id }, "Because … (if you like)"), why,
    h("div", { class: "rc-row" }, button("Keep my verdict, then show the course's", async () => {
      if (!value()) { line.say("Choose one of the five first. There is no right one."); return; }
      reveal();
      const reply = await keep(host, line, { verb: "judged", id: item.id, result: { response: value(), because: why.value } });
      if (!reply.problem) draft(`${item.id}-why`, null);
    }, { class: "rc-main" })), line.el, after);
}

// The end of a sitting: said by the learner, not by running the cell.
function done(host, item) {
  const line = notice(), after = h("div", { class: "rc-after", role: "status" }), page = h("div", { html: item.page });
  if (item.state) after.innerHTML = item.after;
  return h("div", { class: "rc-item" }, h("div", { html: item.html }), page,
    h("div", { class: "rc-row" }, button("I have finished this sitting", async () => {
      after.innerHTML = item.after;
      await keep(host, line, { verb: "finished", id: item.id, result: {} });
      page.innerHTML = host.spec.items[0].page; // with what was written since this cell ran
    }, { class: "rc-main" })), line.el, after, h("div", { html: item.named }));
}

// Words that follow the learner's state; with a bookmark, the way to it.
function words(host, item) {
  const line = notice();
  const go = button("Go to my bookmark", () => {
    const card = document.querySelector(`.rc[data-ids~="${item.go}"]`);
    if (!card) { line.say("That card is not here yet. Choose Run, then Run All Cells, then press this again."); return; }
    card.scrollIntoView({ block: "center" });
    (card.querySelector("input, select, textarea, button") ?? card).focus();
  });
  return h("div", { class: "rc-item" }, h("div", { html: item.html }), item.go ? [h("div", { class: "rc-row" }, go), line.el] : []);
}

const KINDS = { done, copy, file, handin, sentence: writing, reflect: writing, verdict, words, guess };

export function mount(el, host) {
  const root = card(el, "ask", host.spec);
  if (host.spec.problem) root.append(h("p", { class: "rc-notice rc-bad" }, host.spec.problem));
  for (const item of host.spec.items) root.append((KINDS[item.type] ?? question)(host, item));
}

export default widget(mount);
