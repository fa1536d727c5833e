// The ground, and the lines of the itineraries: the chosen one strong, the others pale.

const latLng = ([lon, lat]) => [lat, lon];
const latLngs = (line) => line.map(latLng);

/** Makes the panes, the lowest first, and returns a renderer for each. */
function makePanes(map) {
  const renderers = {};
  for (const [name, level] of [["ground", 210], ["names", 220], ["others", 390], ["chosen", 410], ["hits", 430]]) {
    map.createPane(name).style.zIndex = level;
    if (name === "names") continue;
    renderers[name] = name === "ground" ? L.canvas({ pane: name, padding: 0.4 }) : L.svg({ pane: name, padding: 0.4 });
  }
  return renderers;
}

function drawGround(map, renderer) {
  const { land, lakes, borders, rivers } = data.basemap;
  const { ground } = palette;
  const common = { renderer, pane: "ground", interactive: false, smoothFactor: 1.2 };
  const polygon = (rings, fillColor) =>
    L.polygon(rings.map(latLngs), { ...common, fillColor, fillOpacity: 1, color: ground.shore, weight: 0.7 });
  const polyline = (line, style) => L.polyline(latLngs(line), { ...common, ...style });
  land.forEach((rings) => polygon(rings, ground.land).addTo(map));
  const riverLayer = L.layerGroup(rivers.map((line) => polyline(line, { color: ground.river, weight: 0.9 }))).addTo(map);
  lakes.forEach((rings) => polygon(rings, ground.water).addTo(map));
  borders.forEach((line) => polyline(line, { color: ground.border, weight: 1, dashArray: "4 2 1 2" }).addTo(map));
  return riverLayer;
}

/** The strokes of one leg, the lowest first; `pale` legs are thin and have no casing. */
function strokesOf(leg, planned, pale) {
  const stroke = palette.strokes[leg.mode];
  const line = { color: stroke.colour, lineCap: "butt", lineJoin: "round", interactive: false };
  const dash = planned ? palette.planned.dash : stroke.dash;
  if (pale) {
    const thin = stroke.cap === "round" ? 3 : 2;
    return [{ ...line, weight: thin, opacity: 0.42, dashArray: dash, lineCap: planned ? "butt" : stroke.cap, part: "line" }];
  }
  const strokes = [
    { ...line, color: "#ffffff", weight: stroke.weight_px + 4, opacity: 0.85, lineCap: "round", part: "casing" },
    { ...line, weight: stroke.weight_px, opacity: planned ? palette.planned.opacity : 1, dashArray: dash,
      lineCap: planned ? "butt" : stroke.cap, part: "line" },
  ];
  if (stroke.ties && !planned) strokes.push({ ...line, weight: stroke.tie_px, opacity: 1, dashArray: stroke.ties, part: "ties" });
  return strokes;
}

/** Draws one leg into a group; returns its wide unseen line that takes clicks, hovers and the keyboard's focus. */
function drawLeg(group, renderers, step, pale) {
  const leg = data.legs[step.leg];
  const pane = pale ? "others" : "chosen";
  const points = latLngs(leg.line);
  for (const style of strokesOf(leg, step.planned, pale)) {
    const className = `leg ${leg.mode} ${pane} ${style.part}${step.planned ? " planned" : ""}`;
    L.polyline(points, { ...style, className, pane, renderer: renderers[pane], smoothFactor: 0.8 }).addTo(group);
  }
  const hitPane = pale ? "others" : "hits";
  return L.polyline(points, {
    color: palette.strokes[leg.mode].colour, weight: 15, opacity: 0, lineCap: "round", className: `hit ${pane}`,
    pane: hitPane, renderer: renderers[hitPane], bubblingMouseEvents: false,
  }).addTo(group);
}

const modeTitle = (step) =>
  palette.strokes[step.mode].title + (step.gauge_mm ? ` ${step.gauge_mm} mm` : "");

/** The length of a leg, and how it is known where nobody measured or published it. */
const lengthOf = (step) =>
  `${whole(step.distance_km)} km${["modelled", "assumed"].includes(step.distance_basis) ? ` (${step.distance_basis})` : ""}`;

/** What a tooltip says about one step. */
function stepLines(step) {
  const lines = step.kind === "leg" ? [`${modeTitle(step)}, ${lengthOf(step)}`] : [step.between];
  lines.push(`${time(step.time_h)}; ${money(step.cost_usd)}`);
  if (step.kind === "leg") lines.push(`Status: ${step.status}`);
  lines.push(`Basis: ${step.basis}`);
  if (step.sources.length) lines.push(`Sources: ${sourceNames(step.sources)}`);
  if (step.kind === "leg" && data.legs[step.leg].schematic) lines.push("Drawn straight: the true line is not in the data");
  return lines.filter(Boolean);
}

function sourceNames(ids) {
  const names = ids.map((id) => data.sources[id]).map((source) => [source.producer || source.title, source.published].filter(Boolean).join(" "));
  const shown = [...new Set(names)];
  return shown.slice(0, 3).join("; ") + (shown.length > 3 ? `; ${shown.length - 3} more` : "");
}

const tip = (title, lines) =>
  el("div", "", {}, nameOf(title, "strong"), lines.map((line) => nameOf(line, "div")));
