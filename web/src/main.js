import "uplot/dist/uPlot.min.css";
import "./page.css";
import { restoreTheme } from "./theme.js";
import "./app.js";

restoreTheme();
