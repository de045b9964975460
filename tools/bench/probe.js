// Times from a key or a press to the frame in which a new picture stands painted. Put into the page before everything else.
window.bench = (() => {
  let at = 0, count = 0;
  for (const type of ["keydown", "pointerdown"]) addEventListener(type, (event) => { at = event.timeStamp; count += 1; }, true);

  const shown = (selector) => {
    const found = document.querySelector(selector)?.querySelector("svg, img");
    return found ? [found, found.getAttribute("src")] : [null, null];
  };

  // The next frame after a change of the page, and then the first task after it: by then that frame is painted.
  const painted = (act) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => act(performance.now());
    port2.postMessage(0);
  });

  // Calls act(time) each time another picture has been painted in there; gives what ends it.
  const watch = (selector, act) => {
    let [before, source] = shown(selector), waiting = false;
    const look = async () => {
      const [now, its] = shown(selector);
      if (!now || waiting || (now === before && its === source)) return;
      waiting = true;
      if (now.decode) await now.decode().catch(() => {});
      painted((time) => {
        [before, source] = [now, its];
        waiting = false;
        act(time);
        look(); // whatever came meanwhile
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["src"] });
    return () => observer.disconnect();
  };

  return {
    // Milliseconds from the next key or press to its picture, or null after a minute.
    next: (selector) => new Promise((done) => {
      const pressed = count;
      const tell = (value) => { end(); clearTimeout(late); done(value); };
      const end = watch(selector, (time) => { if (count > pressed) tell(time - at); });
      const late = setTimeout(tell, 60_000, null);
    }),
    // From now until `stop`: how many pictures were painted, and how long after the last key the last of them.
    hold: (selector) => {
      const times = [], end = watch(selector, (time) => times.push(time));
      return { stop: () => { end(); return { repaints: times.length, lag: Math.max(0, (times.at(-1) ?? at) - at) }; } };
    },
  };
})();
