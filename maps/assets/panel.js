// The panel: question, warnings, the comparison, and the steps of the chosen itinerary.

const BASIS_WORDS = {
  measured: "measured", published: "published by a source",
  modelled: "computed by a stated method", assumed: "an assumption, with a stated range",
};
const METRICS = { distance_km: "Distance, km", time_h: "Days", cost_usd_per_teu: "USD per TEU" };

const list = (className, texts) => el("ul", className, {}, texts.map((text) => nameOf(text, "li")));

function heading() {
  const facts = data.facts.map(([term, value]) => el("div", "", {}, el("dt", "", {}, term), nameOf(value, "dd")));
  return [
    nameOf(data.title, "h1"),
    el("dl", "facts", {}, facts),
    data.warnings.length ? el("div", "", { role: "note", "aria-label": "Warnings" }, list("warnings", data.warnings)) : "",
  ];
}

function way(itinerary) {
  const via = itinerary.via.length ? `via ${itinerary.via.join(" · ")}` : "direct";
  const corridor = itinerary.corridors.length ? nameOf(itinerary.corridors[0], "span", "corridor") : "";
  return [corridor, nameOf(itinerary.countries.join(" – "), "span", "way"), nameOf(via, "span", "way")];
}

function cell(main, ...rest) {
  return el("td", "", {}, el("b", "", {}, main), rest.filter(Boolean).map((text) => el("small", "", {}, text)));
}

const edges = (range, format) => {
  const [low, , high] = range.map(format);
  return low === high ? "" : `${low}–${high}`;
};

function card(itinerary, select) {
  const planned = itinerary.steps.some((step) => step.planned);
  const labels = itinerary.labels.map((label) => nameOf(label, "span", "label"));
  if (planned) labels.push(el("span", "label planned", {}, "includes planned parts"));
  const button = el("button", "", { type: "button", "aria-pressed": "false" },
    el("span", "rank", {}, `#${itinerary.rank}`), labels, way(itinerary));
  const { time_h: hours, cost_usd: usd, co2e_kg: carbon } = itinerary;
  const numbers = el("tr", "numbers", {},
    cell(days(hours[1]), edges(hours, days)), cell(dollars(usd[1]), edges(usd, dollars)),
    cell(tonnes(carbon[1]), edges(carbon, tonnes)), cell(whole(itinerary.distance_km)), cell(itinerary.borders),
    cell(itinerary.gauge_breaks), cell(`${whole(100 * itinerary.estimated_share)} %`, itinerary.weakest_basis));
  const body = el("tbody", "card", { "data-rank": itinerary.rank },
    el("tr", "", {}, el("th", "", { colspan: 7, scope: "rowgroup" }, button)), numbers);
  body.addEventListener("click", () => select(itinerary.rank));
  return body;
}

/** Column widths in per cent. */
function columns() {
  return el("colgroup", "", {}, [10, 21, 14, 14, 13, 14, 14].map((width) => el("col", "", { width: `${width}%` })));
}

function comparison(select) {
  const heads = ["Days", "USD", "t CO₂e", "km", "Borders", "Gauge changes", "Esti\u00admated"];
  const head = el("thead", "", {}, el("tr", "", {}, heads.map((text) => el("th", "", { scope: "col" }, text))));
  return [
    el("h2", "", {}, data.itineraries.length === 1 ? "One itinerary" : `${data.itineraries.length} itineraries`),
    data.itineraries.length ? el("table", "", {}, columns(), head, data.itineraries.map((item) => card(item, select))) : el("p", "", {}, "No itinerary was found."),
    el("p", "quiet facts", {}, "Typical value, and the range from the 10th to the 90th percentile. Estimated: the share of the distance whose length is modelled or assumed, and the weakest basis of any figure used."),
  ];
}

function published(itinerary) {
  if (!itinerary.published.length) return [];
  const items = itinerary.published.map((figure) => {
    const format = figure.metric === "time_h" ? days : whole;
    const [low, high] = figure.range.map(format);
    const value = low === high ? low : `${low}–${high}`;
    const origin = [figure.nature, figure.date].filter(Boolean).join(", ");
    return el("li", "", {}, nameOf(figure.between, "div"),
      nameOf(`${METRICS[figure.metric] ?? figure.metric}: published ${value}${origin ? ` (${origin})` : ""}; here ${spread(figure.ours, format)}`, "div"),
      figure.conditions ? nameOf(figure.conditions, "div", "quiet") : "",
      el("details", "", {}, el("summary", "", {}, "Source"), el("ul", "", {}, sourceItem(figure.source))));
  });
  return [el("h2", "", {}, "Published figures beside it"), el("ul", "plain", {}, items)];
}

/** Which single number must change, and to what, before another route is the best. */
function switching(itinerary) {
  if (!itinerary.switches.length) return [];
  const head = itinerary.rank === 1 ? "#1 is the best no more with" : `#${itinerary.rank} is better than #1 with`;
  return [el("h2", "", {}, "What would change the answer"), nameOf(head, "p", "quiet"), list("plain switches", itinerary.switches)];
}

function stepItem(step, index, startHours, focus) {
  const leg = step.kind === "leg";
  const picture = leg ? strokePicture(step.mode, step.planned) : symbolPicture(HANDLING_SYMBOLS[step.type] ?? "handling");
  const badge = leg && step.status !== "open" ? el("span", "label planned", {}, step.status) : "";
  const numbers = [
    leg ? `${modeTitle(step)} · ${lengthOf(step)}` : step.between,
    time(step.time_h), money(step.cost_usd),
  ].filter(Boolean).join(" · ");
  const extra = [...(step.passages ?? []), step.service ?? ""].filter(Boolean).join(", ");
  const basis = el("span", "basis", { title: BASIS_WORDS[step.basis] ?? "" }, step.basis);
  const cited = step.sources.length === 1 ? "1 source" : `${step.sources.length} sources`;
  const surety = [leg ? `${step.status}, ` : "", basis, step.sources.length ? `, ${cited}` : ""];
  const body = el("div", "", {}, nameOf(step.title, "span", "name"), " ", badge,
    nameOf(numbers, "div", "line"), extra ? nameOf(extra, "div", "line") : "");
  if (step.sources.length || step.note) {
    body.append(el("details", "", {}, el("summary", "", {}, surety), step.note ? nameOf(step.note, "p") : "",
      el("ul", "", {}, step.sources.map(sourceItem))));
  } else body.append(el("div", "line", {}, surety));
  const mark = el("div", "", {}, picture, el("div", "when", {}, `day ${one(startHours / 24)}`));
  const item = el("li", `step ${step.kind}`, { tabindex: 0, "data-step": index }, mark, body);
  item.addEventListener("click", (event) => { if (!event.target.closest("details, a")) focus(index, true); });
  item.addEventListener("mouseenter", () => focus(index, false));
  item.addEventListener("mouseleave", () => focus(null, false));
  item.addEventListener("focus", () => focus(index, false));
  item.addEventListener("blur", () => focus(null, false));
  item.addEventListener("keydown", (event) => {
    if (event.target === item && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); focus(index, true); }
  });
  return item;
}

const HANDLING_SYMBOLS = { gauge_change: "gauge", border: "border" };

function steps(itinerary, focus) {
  let hours = 0;
  const items = itinerary.steps.map((step, index) => {
    const item = stepItem(step, index, hours, focus);
    hours += step.time_h[1];
    return item;
  });
  return [
    el("h2", "", {}, `Steps of #${itinerary.rank}`),
    itinerary.warnings.length ? list("warnings", itinerary.warnings) : "",
    itinerary.corridors.length ? nameOf(`Corridors: ${itinerary.corridors.join(", ")}`, "p", "quiet") : "",
    el("ol", "steps", {}, items),
  ];
}

function legend() {
  const shown = new Set(Object.values(data.legs).map((leg) => leg.mode));
  const all = data.itineraries.flatMap((item) => item.steps);
  const symbols = new Set(data.itineraries.flatMap((item) => item.marks.map((mark) => mark.symbol)));
  const items = Object.values(palette.strokes).filter((stroke) => shown.has(stroke.mode))
    .map((stroke) => el("li", "", {}, strokePicture(stroke.mode, false), stroke.title));
  const planned = all.find((step) => step.planned);
  if (planned) items.push(el("li", "", {}, strokePicture(planned.mode, true), "Planned or under construction"));
  items.push(...Object.values(palette.symbols).filter((symbol) => symbols.has(symbol.id))
    .map((symbol) => el("li", "", {}, symbolPicture(symbol.id), symbol.title)));
  const straight = Object.values(data.legs).filter((leg) => leg.schematic).length;
  const note = straight ? `Straight lines are schematic: ${straight} of ${Object.keys(data.legs).length} legs have no recorded shape.` : "";
  return [el("h2", "", {}, "Legend"), el("ul", "legend", {}, items), note ? el("p", "quiet facts", {}, note) : ""];
}

function footer() {
  const method = data.method.length ? el("details", "", {}, el("summary", "", {}, "How to read the figures"), list("", data.method)) : "";
  return [method, el("div", "credits", {}, data.credits.filter(Boolean).map((line) => nameOf(line, "p")))];
}
