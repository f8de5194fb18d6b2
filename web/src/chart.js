// Predicted, measured and perceived over the hours, drawn on a canvas by uPlot. A canvas takes no colours from the
// style sheet and no reader sees into it: colours are read from CSS variables, again at every change of the theme, and
// the view beside it says the same in a sentence and in a table.

import { html } from "lit";
import uPlot from "uplot";
import { PageElement } from "./element.js";
import { duration, hourOfDay } from "./format.js";
import { colour } from "./theme.js";

/** @typedef {import("./experience.js").Means & { at: number }} Hour */

const height = 230;

class Chart extends PageElement {
  static properties = { hours: { attribute: false } };

  constructor() {
    super();
    /** @type {Hour[]} */
    this.hours = [];
    /** @type {uPlot | undefined} */
    this.plot = undefined;
    this.redraw = () => this.draw();
    this.resized = new ResizeObserver(() => this.fit());
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("theme", this.redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("theme", this.redraw);
    this.resized.disconnect();
    this.clear();
  }

  render() {
    return html`<div class="plot" aria-hidden="true"></div><p class="readout" aria-hidden="true"></p>`;
  }

  get box() {
    return /** @type {HTMLElement} */ (this.querySelector(".plot"));
  }

  firstUpdated() {
    this.resized.observe(this.box);
  }

  updated() {
    if (this.plot) this.plot.setData(columns(this.hours));
    else this.draw();
  }

  clear() {
    this.plot?.destroy();
    this.plot = undefined;
  }

  fit() {
    const width = this.box.clientWidth;
    if (this.plot && width > 0 && width !== this.plot.width) this.plot.setSize({ width, height });
  }

  draw() {
    this.clear();
    const tell = (/** @type {uPlot} */ plot) => this.tell(plot.cursor.idx);
    const options = { ...look(), width: Math.max(this.box.clientWidth, 200), height, hooks: { setCursor: [tell] } };
    this.plot = new uPlot(options, columns(this.hours), this.box);
  }

  /** The hour under the pointer, in figures. @param {number | null | undefined} index */
  tell(index) {
    const line = /** @type {HTMLElement} */ (this.querySelector(".readout"));
    const hour = typeof index === "number" ? this.hours[index] : undefined;
    line.textContent = hour
      ? `${hourOfDay(hour.at)}: predicted ${duration(hour.predicted)}, measured ${duration(hour.measured)}, ` +
        `perceived ${duration(hour.perceived)} (n = ${hour.n}, ${hour.perceivedN} answers)`
      : "";
  }
}
customElements.define("tw-chart", Chart);

/** @param {Hour[]} hours @returns {uPlot.AlignedData} */
const columns = (hours) => [
  hours.map((hour) => hour.at / 1000),
  hours.map((hour) => hour.predicted),
  hours.map((hour) => hour.measured),
  hours.map((hour) => hour.perceived),
];

/** A step of the axis that people count in, s. */
const steps = [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

/** @returns {Omit<uPlot.Options, "width" | "height">} */
function look() {
  const axis = {
    stroke: colour("--ink-soft"),
    grid: { stroke: colour("--rule"), width: 1 },
    ticks: { stroke: colour("--rule"), width: 1 },
    font: "12px system-ui, sans-serif",
  };
  return {
    legend: { show: false },
    padding: [8, 14, 0, 0],
    cursor: { y: false, drag: { setScale: false }, points: { show: false } },
    scales: { x: { time: true, range: withMargin }, y: { range: (_, __, high) => [0, Math.max(high * 1.1, 60)] } },
    axes: [
      { ...axis, space: 60, values: (_, ticks) => ticks.map((tick) => hourOfDay(tick * 1000)) },
      { ...axis, size: 52, incrs: steps, values: (_, ticks) => ticks.map(duration) },
    ],
    series: [
      {},
      { label: "predicted", stroke: colour("--predicted"), width: 2, dash: [6, 4], points: { show: false } },
      {
        label: "measured",
        stroke: colour("--measured"),
        width: 2,
        points: { show: true, size: 7, fill: colour("--measured") },
      },
      {
        label: "perceived",
        stroke: colour("--perceived"),
        width: 2,
        paths: () => null,
        points: { show: true, size: 10, fill: colour("--paper"), width: 2.5 },
      },
    ],
  };
}

/** Half an hour to either side, so that a single hour is a place and not a line. @type {uPlot.Range.Function} */
function withMargin(chart) {
  const hours = chart.data[0];
  if (!hours.length) return [0, 1];
  // Its own bounds of one hour alone would be a whole day; a few hours are what one wants to see around it.
  const high = hours[hours.length - 1];
  return [Math.min(hours[0], high - 5 * 3600) - 1800, high + 1800];
}
