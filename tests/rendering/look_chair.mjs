// Prints a chair's page and tells, as JSON, the smallest type in which it is printed, in points.
//
//   node look_chair.mjs CHROMIUM MODULES PAGE PDF
import { pathToFileURL } from "node:url";
import { start } from "./browser.mjs";

const [executablePath, modules, page, pdf] = process.argv.slice(2);
const { browser } = await start(executablePath, modules);
const tab = await browser.newPage();
await tab.goto(pathToFileURL(page).href);
await tab.emulateMedia({ media: "print" });
const smallest = await tab.evaluate(() => {
  const sizes = [...document.querySelectorAll(".chair, .chair *")]
    .filter((each) => each.checkVisibility() && each.innerText)
    .map((each) => (parseFloat(getComputedStyle(each).fontSize) * 3) / 4);
  return Math.min(...sizes);
});
await tab.pdf({ path: pdf, preferCSSPageSize: true });
await browser.close();
console.log(JSON.stringify({ smallest }));
