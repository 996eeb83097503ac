// Whether every text among a notebook's outputs can be read, and every figure has a name.
//
//   node contrast.mjs CHROMIUM MODULES PAGE
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [executablePath, modules, page] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { chromium } = require("playwright-core");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

const browser = await chromium.launch({ executablePath, args: FLAGS });
const tab = await browser.newPage({ viewport: { width: 1400, height: 900 } });
// A rendered notebook asks for scripts from elsewhere, which what we show does not need.
await tab.route(/^https?:/, (route) => route.abort());
await tab.goto(pathToFileURL(page).href, { waitUntil: "domcontentloaded" });
await tab.addScriptTag({ path: require.resolve("axe-core/axe.min.js") });
const found = await tab.evaluate(() =>
  globalThis.axe.run(".jp-RenderedHTMLCommon", {
    runOnly: { type: "rule", values: ["color-contrast", "svg-img-alt", "duplicate-id-aria"] },
  }),
);
await browser.close();
const nodes = (each) => each.nodes.length;
console.log(
  JSON.stringify({
    violations: found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`),
    checked: found.passes.map(nodes).reduce((a, b) => a + b, 0),
  }),
);
