// Opens a board in a real browser and prints what it sees as JSON.
//
//   node look_board.mjs CHROMIUM MODULES PAGE PDF
//
// MODULES is the folder with axe-core and playwright-core; PDF is where the page is printed to.
import { pathToFileURL } from "node:url";
import { start, tabThrough } from "./browser.mjs";

const [executablePath, modules, page, pdf] = process.argv.slice(2);
const url = pathToFileURL(page).href;

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
  const found = await faults(tab);
  await tab.context().close();
  return found;
}

async function keyboard() {
  const tab = await open({ viewport: { width: 1280, height: 900 } });
  const found = await tabThrough(tab, "a[href], input", null);
  await tab.context().close();
  return found;
}

async function withoutScripts() {
  const tab = await open({ javaScriptEnabled: false });
  const told = {
    headline: await tab.locator(".headline").first().textContent(),
    switch: await tab.locator("#again").isVisible(),
    refresh: await tab.locator("meta[http-equiv=refresh]").getAttribute("content"),
  };
  await tab.context().close();
  return told;
}

// How often the page is loaded in two of its turns, with its switch on or off.
async function loads(on) {
  const context = await browser.newContext({});
  const tab = await context.newPage();
  await tab.clock.install();
  let times = 0;
  tab.on("load", () => (times += 1));
  await tab.goto(url);
  if (!on) await tab.locator("#again input").uncheck();
  for (let n = 0; n < 2; n++) {
    await tab.clock.runFor(61_000);
    await tab.waitForTimeout(300);
  }
  await context.close();
  return times;
}

async function print() {
  const tab = await open({});
  await tab.pdf({ path: pdf, preferCSSPageSize: true });
  await tab.context().close();
}

const desk = { viewport: { width: 1280, height: 900 } };
const told = {
  light: await check({ ...desk, colorScheme: "light" }),
  dark: await check({ ...desk, colorScheme: "dark" }),
  wall: await check({ viewport: { width: 1920, height: 1080 } }),
  phone: await check({ viewport: { width: 320, height: 700 } }),
  print: await check(desk, { media: "print" }),
  keyboard: await keyboard(),
  withoutScripts: await withoutScripts(),
  on: await loads(true),
  off: await loads(false),
};
await print();
told.asked = [...asked];
await browser.close();
console.log(JSON.stringify(told));
