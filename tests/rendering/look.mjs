// Opens pages in a real browser and prints what it sees as JSON.
//
//   node look.mjs CHROMIUM MODULES PAGE PDF
//
// MODULES is the folder with axe-core and playwright-core; PDF is where the page is printed to.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [executablePath, modules, page, pdf] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");
const url = pathToFileURL(page).href;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const AT_MOST = 12; // as many cards are opened for axe: the others are of the same kind

const browser = await chromium.launch({ executablePath, args: FLAGS });
const asked = new Set();

async function open(options) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  tab.on("request", (request) => asked.add(request.url().replace(url, "the page itself")));
  await tab.goto(url);
  return tab;
}

async function check(options) {
  const tab = await open(options);
  await tab.evaluate((most) => {
    [...document.querySelectorAll("details")].slice(0, most).forEach((each) => (each.open = true));
  }, AT_MOST);
  await tab.addScriptTag({ path: axe });
  const found = await tab.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), TAGS);
  const wide = await tab.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
  await tab.context().close();
  return {
    violations: found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`),
    passes: found.passes.length,
    wide,
  };
}

async function keyboard() {
  const tab = await open({ viewport: { width: 1280, height: 900 } });
  const wanted = await tab.evaluate(() => {
    const all = document.querySelectorAll("a[href], summary, [tabindex='0']");
    const seen = [...all].filter((each) => each.tagName === "SUMMARY" || each.checkVisibility());
    const reachable = seen.filter((each) => !each.closest("details:not([open]) > :not(summary)"));
    reachable.forEach((each, n) => (each.dataset.place = String(n)));
    return reachable.length;
  });
  const order = [];
  let unmarked = 0;
  for (let n = 0; n < wanted; n++) {
    await tab.keyboard.press("Tab");
    const [place, outline] = await tab.evaluate(() => {
      const at = document.activeElement;
      return [at.dataset.place, getComputedStyle(at).outlineStyle];
    });
    order.push(Number(place));
    if (outline === "none") unmarked += 1;
  }
  const cards = tab.locator("details.card");
  let opened = null; // where there is no card to open
  if (await cards.count()) {
    await cards.first().locator("summary").focus();
    await tab.keyboard.press("Enter");
    opened = await cards.first().evaluate((each) => each.open);
  }
  await tab.context().close();
  return { wanted, order, unmarked, opened };
}

async function withoutScripts() {
  const tab = await open({ javaScriptEnabled: false });
  const told = { headline: await tab.locator(".headline").textContent() };
  if (await tab.locator("details.card").count()) {
    const card = tab.locator("details.card").first();
    told.before = await card.locator("table").isVisible();
    await card.locator("summary").click();
    told.after = await card.locator("table").isVisible();
  }
  await tab.context().close();
  return told;
}

async function print() {
  const tab = await open({});
  await tab.pdf({ path: pdf, preferCSSPageSize: true });
  await tab.context().close();
}

const desk = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 320, height: 700 } };
const told = {
  light: await check({ ...desk, colorScheme: "light" }),
  dark: await check({ ...desk, colorScheme: "dark" }),
  phone: await check({ ...phone, colorScheme: "light" }),
  keyboard: await keyboard(),
  withoutScripts: await withoutScripts(),
};
await print();
told.asked = [...asked];
await browser.close();
console.log(JSON.stringify(told));
