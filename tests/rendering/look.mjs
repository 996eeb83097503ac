// Opens pages in a real browser and prints what it sees as JSON.
//
//   node look.mjs CHROMIUM MODULES PAGE PDF
//
// MODULES is the folder with axe-core and playwright-core; PDF is where the page is printed to.
import { pathToFileURL } from "node:url";
import { start, tabThrough } from "./browser.mjs";

const [executablePath, modules, page, pdf] = process.argv.slice(2);
const url = pathToFileURL(page).href;
const AT_MOST = 12; // as many cards are opened for axe: the others are of the same kind

const { browser, faults } = await start(executablePath, modules);
const asked = new Set();

async function open(options) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  tab.on("request", (request) => asked.add(request.url().replace(url, "the page itself")));
  await tab.goto(url);
  return tab;
}

async function check(options, media = {}) {
  const tab = await open(options);
  await tab.emulateMedia(media);
  await tab.evaluate((most) => {
    [...document.querySelectorAll("details")].slice(0, most).forEach((each) => (each.open = true));
  }, AT_MOST);
  const broken = await tab.evaluate(brokenReferences);
  const found = await faults(tab, media.media === "print" ? ["target-size"] : []); // paper has no targets
  await tab.context().close();
  return { ...found, broken };
}

// The references to people and rows ("P0018", "IOM:41") and the numbers that go on in a second line.
function brokenReferences() {
  const closed = [...document.querySelectorAll("details:not([open])")];
  closed.forEach((each) => (each.open = true));
  const found = [];
  for (const cell of document.querySelectorAll("th, td")) {
    const text = cell.textContent.trim();
    if (!/^(P\d{3,}|\S+:\d+|\d{1,3}(,\d{3})*)$/.test(text)) continue;
    const range = document.createRange();
    range.selectNodeContents(cell);
    const lines = new Set([...range.getClientRects()].map((each) => Math.round(each.top)));
    if (lines.size > 1) found.push(text);
  }
  closed.forEach((each) => (each.open = false));
  return found;
}

async function keyboard() {
  const tab = await open({ viewport: { width: 1280, height: 900 } });
  const controls = "a[href], summary, [tabindex='0']";
  const found = await tabThrough(tab, controls, "details:not([open]) > :not(summary)");
  const cards = tab.locator("details.card");
  let opened = null; // where there is no card to open
  if (await cards.count()) {
    await cards.first().locator("summary").focus();
    await tab.keyboard.press("Enter");
    opened = await cards.first().evaluate((each) => each.open);
  }
  await tab.context().close();
  return { ...found, opened };
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
const paper = { viewport: { width: 703, height: 1000 } }; // an upright A4 between its margins
const told = {
  light: await check({ ...desk, colorScheme: "light" }),
  dark: await check({ ...desk, colorScheme: "dark" }),
  phone: await check({ ...phone, colorScheme: "light" }),
  print: await check({ ...paper, colorScheme: "light" }, { media: "print" }),
  keyboard: await keyboard(),
  withoutScripts: await withoutScripts(),
};
await print();
told.asked = [...asked];
await browser.close();
console.log(JSON.stringify(told));
