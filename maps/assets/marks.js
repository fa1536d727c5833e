// Symbols and labels. Labels never overlap: by rank each takes the first free side of its symbol, or waits for a closer view.

const SYMBOL_ORDER = Object.keys(palette.symbols);
const LAYER_OF = { gauge: "handling", handling: "handling", passage: "passage", border: "border" };

function drawMark(itinerary, mark, index) {
  const end = mark.symbol === "origin" || mark.symbol === "destination";
  const size = end ? 20 : 15;
  const tag = nameOf(mark.name, "span", end ? "tag end" : "tag");
  const face = el("div", "face", {}, symbolPicture(mark.symbol, size), tag);
  const icon = L.divIcon({ html: face, className: `mark ${mark.symbol}`, iconSize: [size, size] });
  const words = `${mark.name}: ${mark.kind}`;
  const marker = L.marker(latLng([mark.lon, mark.lat]), {
    icon, alt: words, keyboard: true, zIndexOffset: 1000 - 100 * SYMBOL_ORDER.indexOf(mark.symbol), bubblingMouseEvents: false,
  });
  const lines = mark.steps.map((step) => itinerary.steps[step]).flatMap((step) =>
    [step.title, ...stepLines(step).map((line) => `  ${line}`)]);
  marker.bindTooltip(tip(mark.name, [mark.kind, ...lines.slice(0, 14)]), { direction: "top", offset: [0, -6] });
  return { marker, tag, face, size, end, symbol: mark.symbol, index };
}

/** Words on the map that belong to no symbol. */
function drawWord(group, text, point, kind, pane = "markerPane") {
  const tag = nameOf(text, "span", `tag ${kind}`);
  const face = el("div", "face", {}, tag);
  const icon = L.divIcon({ html: face, className: "word", iconSize: [2, 2] });
  const marker = L.marker(latLng(point), { icon, pane, interactive: false, keyboard: false }).addTo(group);
  return { marker, tag, face, size: 2, end: false, word: kind };
}

/** A word beside each planned stretch, however many legs it has: no legend is needed to know what the dashes mean. */
function drawPlannedTags(itinerary, group) {
  const stretches = [];
  let last = null;
  for (const step of itinerary.steps) {
    if (step.kind !== "leg") continue;
    const word = step.status === "construction" ? "under construction" : "planned";
    if (!step.planned || data.legs[step.leg].line.length < 2) last = null;
    else if (last?.word === word) last.legs.push(data.legs[step.leg]);
    else stretches.push((last = { word, legs: [data.legs[step.leg]] }));
  }
  return stretches.map(({ word, legs }) => {
    const { line } = legs[Math.floor(legs.length / 2)];
    const [a, b] = [line[Math.floor((line.length - 1) / 2)], line[Math.ceil((line.length - 1) / 2)]];
    return drawWord(group, word, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], "planned");
  });
}

/** Countries and seas, each from the zoom on at which there is room for its name. */
const drawNames = (group) => data.basemap.names.map(({ name, kind, lon, lat, zoom }) =>
  ({ ...drawWord(group, name, [lon, lat], kind, "names"), zoom }));

const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const inside = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
const boxAt = (left, top, width, height, margin = 0) =>
  ({ left: left - margin, top: top - margin, right: left + width + margin, bottom: top + height + margin });

/** Moves symbols that fall on one spot beside each other, then places the labels clear of symbols, controls and lines. */
function layOut(map, items, lines) {
  const size = map.getSize();
  const frame = boxAt(0, 0, size.x, size.y, -2);
  const shown = items.filter(({ marker, tag, zoom = 0 }) => {
    tag.hidden = map.getZoom() < zoom;
    return !tag.hidden && map.hasLayer(marker);
  });
  const taken = controlBoxes(map);
  const symbols = new Map(shown.map((item) => [item, placeSymbol(map, item, taken)]));
  const dots = dotsAlong(map, lines, frame);
  shown.forEach((item) => placeTag(item, symbols.get(item), taken, dots, frame));
}

/** What already stands on the map, in pixels of its container. */
function controlBoxes(map) {
  const origin = map.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll(".leaflet-control, #collapse")].map((node) => {
    const box = node.getBoundingClientRect();
    return boxAt(box.left - origin.left, box.top - origin.top, box.width, box.height, 2);
  });
}

/** Points every few pixels along lines, so far as they are in view. */
function dotsAlong(map, lines, frame) {
  const dots = [];
  const near = boxAt(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top, 200);
  for (const line of lines) {
    const points = line.map((point) => map.latLngToContainerPoint(point));
    for (let index = 1; index < points.length; index += 1) {
      const [a, b] = [points[index - 1], points[index]];
      const count = Math.min(400, Math.ceil(a.distanceTo(b) / 6));
      for (let part = 0; part < count; part += 1) {
        const x = a.x + ((b.x - a.x) * part) / count;
        const y = a.y + ((b.y - a.y) * part) / count;
        if (x > near.left && x < near.right && y > near.top && y < near.bottom) dots.push({ left: x, right: x, top: y, bottom: y });
      }
    }
  }
  return dots;
}

/** The box a symbol takes; one that meets another steps aside by its own width, the earlier in rank stays. */
function placeSymbol(map, item, taken) {
  const at = map.latLngToContainerPoint(item.marker.getLatLng());
  const half = item.size / 2;
  const step = 15;
  const shifts = item.word ? [[0, 0]] : [[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [-1, -1], [2, 0], [-2, 0]];
  const boxes = shifts.map(([x, y]) => boxAt(at.x - half + step * x, at.y - half + step * y, item.size, item.size, -1));
  const free = boxes.findIndex((box) => !taken.some((other) => other.symbol && overlaps(box, other)));
  const [x, y] = shifts[Math.max(0, free)];
  const box = { ...boxes[Math.max(0, free)], symbol: item };
  if (!item.word) taken.push(box);
  item.face.style.transform = x || y ? `translate(${step * x}px, ${step * y}px)` : "";
  return box;
}

/** Puts a label on the side that hides least of the route, or takes it out where no side is free. */
function placeTag(item, symbol, taken, dots, frame) {
  const { tag, size } = item;
  tag.hidden = false;
  const width = tag.offsetWidth;
  const height = tag.offsetHeight;
  const gap = item.word ? 7 : 1;
  const middle = (size - height) / 2;
  const centre = (size - width) / 2;
  const ground = item.word && item.word !== "planned";
  const sides = ground ? [[centre, middle], [centre, middle - 10], [centre, middle + 10]] : [[size + gap, middle], [-width - gap, middle], [size, size - 3], [size, 3 - height], [-width, size - 3],
    [-width, 3 - height], [centre, -height - gap], [centre, size + gap]];
  let best = null;
  for (const [x, y] of sides) {
    const box = boxAt(symbol.left - 1 + x, symbol.top - 1 + y, width, height);
    if (!inside(box, frame) || taken.some((other) => other.symbol !== item && overlaps(box, other))) continue;
    const hidden = dots.filter((dot) => overlaps(dot, box)).length;
    if (ground && hidden) continue;
    if (!best || hidden < best.hidden) best = { box, x, y, hidden };
  }
  tag.hidden = !best;
  if (!best) return;
  taken.push(best.box);
  tag.style.transform = `translate(${best.x}px, ${best.y}px)`;
}
