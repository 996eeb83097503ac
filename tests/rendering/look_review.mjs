// Goes through a review in a real browser and prints what it sees as JSON.
//
//   node look_review.mjs CHROMIUM MODULES ADDRESS
//
// The address can be opened once, so all is seen in one tab: light, dark, on a phone, by keyboard
// alone, after an answer, and at the end.
import { start, tabThrough } from "./browser.mjs";

const [executablePath, modules, address] = process.argv.slice(2);
const { browser, faults } = await start(executablePath, modules);
const context = await browser.newContext({ bypassCSP: true }); // for axe, which is not the page's own
const tab = await context.newPage();
const asked = new Set();
const errors = [];
tab.on("request", (request) => asked.add(new URL(request.url()).host));
tab.on("pageerror", (error) => errors.push(String(error)));

async function as(colorScheme, width, height) {
  await tab.emulateMedia({ colorScheme });
  await tab.setViewportSize({ width, height });
  return await faults(tab);
}

const told = {};
await tab.goto(address);
await tab.locator("#card").waitFor();
told.pairs = await tab.locator("#bar").getAttribute("max");
told.settle = await tab.locator("#settle").textContent();
told.light = await as("light", 1280, 900);
told.dark = await as("dark", 1280, 900);
told.phone = await as("light", 320, 700);
await as("light", 1280, 900);
await tab.evaluate(() => document.activeElement.blur());
told.keyboard = await tabThrough(tab, "a[href], button, input, [tabindex='0']");
await tab.evaluate(() => document.activeElement.blur());
await tab.keyboard.press("s");
await tab.locator("#after").waitFor();
told.after = await faults(tab);
for (let n = 1; n < Number(told.pairs); n++) {
  await tab.locator("#different").click();
  await tab.waitForFunction((done) => document.getElementById("bar").value === done, n + 1);
}
await tab.locator("#end").waitFor();
told.ended = await tab.locator("#ended").textContent();
told.end = await faults(tab);
await tab.locator("#finish").click();
await tab.waitForTimeout(200);
told.asked = [...asked];
told.errors = errors;
await browser.close();
console.log(JSON.stringify(told));
