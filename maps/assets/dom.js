// Making elements and texts. Text reaches the page through text nodes only.

const SVG = "http://www.w3.org/2000/svg";
const data = JSON.parse(document.getElementById("landbridge-data").textContent);
const palette = data.palette;

/** An HTML element with a class, attributes and children; strings become text nodes, empty ones nothing. */
function el(tag, className, attributes, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [key, value] of Object.entries(attributes ?? {})) node.setAttribute(key, value);
  node.append(...children.flat().filter((child) => child !== "" && child != null));
  return node;
}

/** A name that may be in any script: it keeps its own direction. */
const nameOf = (text, tag = "span", className = "") => el(tag, className, { dir: "auto" }, text);

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const number = (digits) => {
  const format = new Intl.NumberFormat("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (value) => format.format(value);
};
const whole = number(0);
const one = number(1);
const few = (value) => (value < 10 ? one(value) : whole(value));
const days = (hours) => few(hours / 24);
const dollars = (usd) => whole(usd);
const tonnes = (kg) => (kg < 1e4 ? number(2)(kg / 1000) : one(kg / 1000));

/** "typical (low–high)" of [low, typical, high], or the typical value alone where the range says nothing more. */
function spread(range, format) {
  const [low, typical, high] = range.map(format);
  return low === high ? typical : `${typical} (${low}–${high})`;
}

/** A time in hours, or in days from two days on. */
const time = (range) => (range[1] < 48 ? `${spread(range, few)} h` : `${spread(range, days)} days`);
const money = (range) => `USD ${spread(range, dollars)}`;

/** The link of a source: only http and https may be clicked, anything else is plain text. */
function linkOf(url) {
  if (!url) return "";
  if (!/^https?:\/\//i.test(url)) return nameOf(url);
  return el("a", "", { href: url, rel: "noopener noreferrer", target: "_blank" }, url);
}

function sourceItem(id) {
  const source = data.sources[id];
  const words = [source.producer, source.title, source.published].filter(Boolean).join(", ");
  return el("li", "", {}, nameOf(words), source.url ? " " : "", linkOf(source.url));
}

/** The line pattern of a mode as a small picture. */
function strokePicture(mode, planned, width = 44) {
  const stroke = palette.strokes[mode];
  const line = { x1: 1, y1: 8, x2: width - 1, y2: 8, stroke: stroke.colour };
  const picture = svg("svg", { width, height: 16, viewBox: `0 0 ${width} 16`, "aria-hidden": "true" });
  if (planned) {
    const faded = { "stroke-width": stroke.weight_px, "stroke-dasharray": palette.planned.dash, opacity: palette.planned.opacity };
    picture.append(svg("line", { ...line, ...faded }));
    return picture;
  }
  picture.append(svg("line", { ...line, "stroke-width": stroke.weight_px, "stroke-dasharray": stroke.dash, "stroke-linecap": stroke.cap }));
  if (stroke.ties) picture.append(svg("line", { ...line, "stroke-width": stroke.tie_px, "stroke-dasharray": stroke.ties }));
  return picture;
}

/** A symbol as a picture: ink on paper or paper in ink, always with an outline that stands out. */
function symbolPicture(id, size = 16) {
  const symbol = palette.symbols[id];
  const ink = "#1d2b3a";
  const picture = svg("svg", { width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true" });
  picture.append(svg("path", { d: symbol.path, fill: "#fff", stroke: "#fff", "stroke-width": 4, "stroke-linejoin": "round" }));
  const fill = symbol.solid ? ink : "#fff";
  picture.append(svg("path", { d: symbol.path, fill, stroke: ink, "stroke-width": symbol.solid ? 1 : 2, "stroke-linejoin": "round" }));
  return picture;
}
