// Puts the page together and keeps the choice: a click, a key or the address (#2) chooses an itinerary.

const map = window.map_landbridge;
const content = document.getElementById("panel-content");
const layers = Object.fromEntries(palette.layers.map(({ id }) => [id, L.layerGroup().addTo(map)]));
const chosenLayer = L.layerGroup().addTo(map);
const detail = el("section", "", { id: "detail" });
const state = { rank: null, items: [], hits: [] };

const byRank = (rank) => data.itineraries.find((itinerary) => itinerary.rank === rank);
const legSteps = (itinerary) => itinerary.steps.filter((step) => step.kind === "leg");
const escaped = (text) => el("i", "", {}, text).innerHTML;

for (const [name, colour] of Object.entries(palette.ground)) document.documentElement.style.setProperty(`--${name}`, colour);
document.title = data.title;
map.attributionControl.setPrefix("Leaflet");
map.attributionControl.addAttribution("Natural Earth");
if (/OpenStreetMap/.test(data.credits.join(" "))) map.attributionControl.addAttribution("© OpenStreetMap contributors");

const renderers = makePanes(map);
const names = drawNames(layers.names);
layers.rivers.addLayer(drawGround(map, renderers.ground));
if (data.tiles) L.tileLayer(data.tiles, { maxZoom: 18 }).addTo(map);
L.control.layers(null, Object.fromEntries(palette.layers.map(({ id, title }) => [escaped(title), layers[id]])), { position: "bottomleft" }).addTo(map);

function drawOthers(chosen) {
  layers.others.clearLayers();
  const drawn = new Set(legSteps(chosen).map((step) => step.leg));
  for (const itinerary of data.itineraries) {
    if (itinerary === chosen) continue;
    for (const step of legSteps(itinerary)) {
      if (drawn.has(step.leg) || data.legs[step.leg].line.length < 2) continue;
      drawn.add(step.leg);
      const hit = drawLeg(layers.others, renderers, step, true);
      hit.bindTooltip(tip(`Itinerary #${itinerary.rank}`, [itinerary.labels.join(", "), step.title, modeTitle(step), "Click to choose it"].filter(Boolean)), { sticky: true });
      hit.on("click", () => select(itinerary.rank));
    }
  }
}

function drawChosen(itinerary) {
  chosenLayer.clearLayers();
  ["handling", "passage", "border"].forEach((id) => layers[id].clearLayers());
  state.hits = itinerary.steps.map((step, index) => {
    if (step.kind !== "leg" || data.legs[step.leg].line.length < 2) return null;
    const hit = drawLeg(chosenLayer, renderers, step, false);
    hit.bindTooltip(tip(step.title, stepLines(step)), { sticky: true });
    hit.on("click", () => showStep(index));
    const node = hit.getElement();
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", [step.title, ...stepLines(step)].join(". "));
    return hit;
  });
  const items = itinerary.marks.map((mark, index) => drawMark(itinerary, mark, index));
  for (const item of items) {
    item.marker.addTo(layers[LAYER_OF[item.symbol]] ?? chosenLayer);
    item.marker.on("click", () => { const [first] = itinerary.marks[item.index].steps; if (first !== undefined) showStep(first); });
  }
  items.sort((a, b) => SYMBOL_ORDER.indexOf(a.symbol) - SYMBOL_ORDER.indexOf(b.symbol));
  state.items = [...items, ...drawPlannedTags(itinerary, chosenLayer)];
}

/** Lays symbols and labels out afresh for the present view. */
function refresh() {
  const itinerary = byRank(state.rank);
  if (itinerary) layOut(map, [...state.items, ...names], legSteps(itinerary).map((step) => latLngs(data.legs[step.leg].line)));
}

function fit(itinerary) {
  const points = [...legSteps(itinerary).flatMap((step) => latLngs(data.legs[step.leg].line)), ...itinerary.marks.map(({ lon, lat }) => [lat, lon])];
  const { x } = map.getSize();
  const side = x < 500 ? 34 : 70;
  if (points.length) map.fitBounds(L.latLngBounds(points), { paddingTopLeft: [side + 22, 44], paddingBottomRight: [side, 44], maxZoom: 9, animate: false });
}

/** Marks a step in the panel and brings it into sight. */
function showStep(index) {
  detail.querySelectorAll(".marked").forEach((node) => node.classList.remove("marked"));
  const node = detail.querySelector(`[data-step="${index}"]`);
  node.classList.add("marked");
  node.scrollIntoView({ block: "nearest" });
}

/** Shows on the map what a step of the panel is about; `near` also moves the map there. */
function focusStep(index, near) {
  state.hits.forEach((hit) => hit?.setStyle({ opacity: 0 }).closeTooltip());
  state.items.forEach(({ marker }) => marker.closeTooltip());
  if (index === null) return;
  const itinerary = byRank(state.rank);
  const hit = state.hits[index];
  const item = state.items.find((candidate) => itinerary.marks[candidate.index]?.steps.includes(index));
  if (hit && near) map.fitBounds(hit.getBounds(), { padding: [60, 60], maxZoom: 9 });
  if (hit) hit.setStyle({ opacity: 0.35 }).openTooltip(hit.getCenter());
  else if (item && near) map.setView(item.marker.getLatLng(), Math.max(map.getZoom(), 7));
  if (!hit && item) item.marker.openTooltip();
}

function select(rank) {
  const itinerary = byRank(rank) ?? data.itineraries[0];
  if (!itinerary) return;
  const changed = itinerary.rank !== state.rank;
  state.rank = itinerary.rank;
  if (changed) {
    drawOthers(itinerary);
    drawChosen(itinerary);
    detail.replaceChildren(...[switching(itinerary), published(itinerary), steps(itinerary, focusStep)].flat().filter(Boolean));
    for (const body of content.querySelectorAll(".card")) {
      const chosen = Number(body.dataset.rank) === itinerary.rank;
      body.toggleAttribute("data-chosen", chosen);
      body.querySelector("button").setAttribute("aria-pressed", String(chosen));
    }
  }
  fit(itinerary);
  refresh();
  if (location.hash !== `#${itinerary.rank}`) history.replaceState(null, "", `#${itinerary.rank}`);
}

const rankInAddress = () => Number.parseInt(location.hash.slice(1), 10);

const toggle = document.getElementById("collapse");
toggle.addEventListener("click", () => {
  const collapsed = document.body.classList.toggle("collapsed");
  toggle.setAttribute("aria-expanded", String(!collapsed));
  toggle.textContent = collapsed ? "Show panel" : "Hide panel";
  map.invalidateSize({ animate: false });
});

content.replaceChildren(...[heading(), comparison(select), legend(), detail, footer()].flat().filter(Boolean));
map.on("zoomend moveend resize overlayadd overlayremove", refresh);
window.addEventListener("hashchange", () => select(rankInAddress()));
window.addEventListener("resize", () => map.invalidateSize({ animate: false }));
map.invalidateSize({ animate: false });
select(rankInAddress());
