// Opens a review by its one-time file in a real browser, answers a pair, waits until the review is
// closed, and prints what it sees as JSON.
//
//   node look_closing.mjs CHROMIUM MODULES FILE
import { start } from "./browser.mjs";

const [executablePath, modules, file] = process.argv.slice(2);
const { browser, faults } = await start(executablePath, modules);
const context = await browser.newContext({ bypassCSP: true });
const tab = await context.newPage();
await tab.goto(file);
await tab.locator("#card").waitFor();
const told = { shown: await tab.locator("#rows").textContent(), address: tab.url() };
await tab.keyboard.press("s");
await tab.locator("#after").waitFor();
await tab.waitForFunction(() => document.getElementById("ended").textContent !== "", null, { timeout: 60000 });
told.ended = await tab.locator("#ended").textContent();
told.ending = await tab.locator("#ending").textContent();
told.left = await tab.locator("#rows").textContent();
told.usable = await tab.locator("button:enabled, input:enabled").count();
told.faults = await faults(tab);
await browser.close();
console.log(JSON.stringify(told));
