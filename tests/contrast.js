// The contrast (WCAG 2.2) of each text in `where` and of each field's and button's edge against what it stands on, pictures
// included. Gives how many were looked at and those that are too weak: text under 4.5, edges under 3. The page is left as it was.
(where) => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true }), known = new Map();
  const rgba = (colour) => {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  };
  const over = (top, share, under) => under.map((value, n) => value + (top[n] - value) * share);
  const light = (rgb) => rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)]; return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };
  const path = (e) => { const all = []; for (; e; e = e.parentElement) all.push(e); return all; };
  const opacity = (e) => path(e).reduce((share, one) => share * getComputedStyle(one).opacity, 1);
  const ground = (e) => path(e).reverse().reduce((under, one) => {
    const colour = rgba(getComputedStyle(one).backgroundColor);
    return over(colour, colour[3], under);
  }, [255, 255, 255]);
  const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  const weak = [], [left, top] = [scrollX, scrollY];
  let looked = 0;
  const judge = (front, back, least, what) => {
    looked += 1;
    if (contrast(front, back) < least) weak.push(`${contrast(front, back).toFixed(2)} ${front.map(Math.round)} on ${back.map(Math.round)}: ${what.slice(0, 90)}`);
  };

  // Pictures that are images become drawings, so that what is in them can be asked. What cannot be clicked hides nothing here.
  const opened = [];
  for (const img of document.querySelectorAll(where + " img[src^='data:image/svg']")) {
    const drawing = document.createElement("div");
    drawing.innerHTML = img.src.includes(";base64,") ? new TextDecoder().decode(Uint8Array.from(atob(img.src.split(",")[1]), (c) => c.charCodeAt(0)))
      : decodeURIComponent(img.src.slice(img.src.indexOf(",") + 1));
    img.replaceWith(drawing);
    opened.push([img, drawing]);
  }
  const style = document.head.appendChild(document.createElement("style"));
  style.textContent = "svg, svg * { pointer-events: auto !important; }";
  const below = (text, x, y) => { // shapes painted before the text, the nearest first
    const shapes = document.elementsFromPoint(x, y).filter((e) => text.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING && text.ownerSVGElement.contains(e)
      && e !== text.ownerSVGElement && !(e instanceof SVGTextContentElement) && getComputedStyle(e).fill !== "none" && !e.contains(text));
    return shapes.reverse().reduce((under, e) => {
      const css = getComputedStyle(e), colour = rgba(css.fill);
      return over(colour, colour[3] * css.fillOpacity * opacity(e), under);
    }, ground(text.ownerSVGElement));
  };
  for (const root of document.querySelectorAll(where)) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const e = node.parentElement, css = getComputedStyle(e);
      if (!node.data.trim() || !seen(e) || e.matches("title, desc, style, script, option")) continue;
      if (!(e instanceof SVGElement)) {
        const colour = rgba(css.color), back = ground(e);
        judge(over(colour, colour[3] * opacity(e), back), back, 4.5, node.data.trim());
        continue;
      }
      e.ownerSVGElement.scrollIntoView({ block: "center", behavior: "instant" });
      const box = e.getBoundingClientRect(), fill = rgba(css.fill);
      for (const share of [0.1, 0.5, 0.9]) {
        const back = below(e, box.x + share * box.width, box.y + box.height / 2);
        judge(over(fill, fill[3] * css.fillOpacity * opacity(e), back), back, 4.5, node.data.trim());
      }
    }
    for (const e of root.querySelectorAll("input[type=text], textarea, select, button")) {
      if (!seen(e)) continue;
      const back = ground(e.parentElement), css = getComputedStyle(e), inside = ground(e), edge = rgba(css.borderTopColor);
      judge(contrast(inside, back) >= 3 ? inside : over(edge, edge[3] * opacity(e) * (parseFloat(css.borderTopWidth) > 0), back), back, 3, e.outerHTML);
    }
  }
  style.remove();
  opened.forEach(([img, drawing]) => drawing.replaceWith(img));
  scrollTo({ left, top, behavior: "instant" });
  return { looked, weak };
}
