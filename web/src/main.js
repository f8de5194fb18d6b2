import "uplot/dist/uPlot.min.css";
import "./style/colours.css";
import "./style/layout.css";
import "./style/tables.css";
import "./style/figures.css";
import "./style/callbacks.css";
import "./style/narrow.css";
import { restoreTheme } from "./theme.js";
import "./app.js";

restoreTheme();
