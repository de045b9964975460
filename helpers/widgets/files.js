// Cards that give a file out or take one in.

// A button that asks Python for a file and puts it among the downloads.
function saving(host, line, words, type) {
  return button(words, async () => {
    const reply = await request(host, line, { type });
    if (reply.problem) { line.say(reply.problem, true); return; }
    download(reply);
    line.say(`${reply.said} Look for ${reply.name} among your downloads.`);
  }, { class: "rc-main" });
}

function download(reply) {
  const data = reply.text ?? Uint8Array.from(atob(reply.base64), (sign) => sign.charCodeAt(0));
  const link = h("a", { href: URL.createObjectURL(new Blob([data], { type: reply.kind })), download: reply.name });
  document.body.append(link);
  link.click();
  link.remove();
}

// For an instructor: tick what is added, look at all of it, and only then hand in.
function handin(host, item) {
  const line = notice(), id = fresh("h"), seen = h("div", { class: "rc-after", role: "status", tabindex: -1 });
  const parts = choices("checkbox", item.extra, "Add, if you like:");
  const name = h("input", { type: "text", id, autocomplete: "off", maxlength: 40 });
  const wish = () => ({ parts: parts.get(), name: name.value });
  let looked = "";
  const look = async () => {
    const reply = await request(host, line, { type: "look", ...wish() });
    if (reply.problem) { line.say(reply.problem, true); return false; }
    looked = JSON.stringify(wish());
    seen.innerHTML = reply.html;
    return true;
  };
  const send = async () => {
    if (looked !== JSON.stringify(wish())) {
      if (await look()) { line.say("This is what would be sent. Press again to hand it in."); seen.focus(); }
      return;
    }
    const reply = await request(host, line, { type: "send", ...wish() });
    if (reply.problem) { line.say(reply.problem, true); return; }
    if (reply.kind) download(reply);
    line.say(reply.kind ? `${reply.said} Look for ${reply.name} among your downloads, and send it to your instructor.` : reply.said);
  };
  return h("div", { class: "rc-item" }, h("div", { html: item.html }), parts.el, h("div", {}, h("label", { for: id }, "Pen name (not your own name): "), name),
    h("div", { class: "rc-row" }, button("Show what would be sent", look, { class: "rc-quiet" }),
      button(item.folder ? "Hand it in" : "Save the file to hand in", send, { class: "rc-main" })), line.el, seen);
}

// One file out: what Python has written, and a way to take it along.
function file(host, item) {
  const line = notice();
  return h("div", { class: "rc-item" }, h("div", { html: item.html }), h("p", { role: "status" }, item.said),
    h("div", { class: "rc-row" }, saving(host, line, item.button, "file")), line.el);
}

// One file out, one file in: the learner's own copy of all the work.
function copy(host, item) {
  const line = notice(), id = fresh("f");
  const input = h("input", { type: "file", id, accept: ".jsonl", onchange: async () => {
    const file = input.files[0];
    if (!file) return;
    input.value = ""; // so that the same file may be chosen again
    if (file.size > 4e6) { line.say("That file is larger than any copy of this course's work. Choose the one you saved here.", true); return; }
    const reply = await request(host, line, { type: "restore", text: await file.text() });
    line.say(reply.problem ?? reply.said, Boolean(reply.problem));
  } });
  const save = saving(host, line, "Save a copy of my work", "copy");
  return h("div", { class: "rc-item" }, h("div", { html: item.html }), h("div", { class: "rc-row" }, save),
    h("label", { for: id }, "Bring a saved copy back: "), input, line.el);
}
