// What every look at a page needs: a real browser, and what axe finds against WCAG 2.2 AA.
import { createRequire } from "node:module";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const ALIKE = 6; // as many rows or cards of a kind are looked at
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// The browser, and a function that tells what axe and the eye find of a tab as it stands.
export async function start(executablePath, modules) {
  const require = createRequire(`${modules}/`);
  const { chromium } = require("playwright-core");
  const axe = require.resolve("axe-core/axe.min.js");
  const browser = await chromium.launch({ executablePath, args: FLAGS });

  async function faults(tab, without = []) {
    const wide = await tab.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    await tab.evaluate(thin, ALIKE);
    await tab.addScriptTag({ path: axe });
    const found = await tab.evaluate(([tags, off]) => {
      const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
      return globalThis.axe.run({ runOnly: tags, rules });
    }, [TAGS, without]);
    return {
      violations: found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`),
      passes: found.passes.length,
      wide,
    };
  }
  return { browser, faults };
}

// Leave out of a page what axe would only see again, since its time grows faster than the page: of the
// rows and cards with the same elements, classes and attributes in the same place, only the first few
// stay, and of the closed cards as many. What they say does not count, but whether they say anything.
function thin(alike) {
  const places = new Map(); // the names of what an element stands in, worked out once a parent
  const place = (each) => {
    if (each === null) return "";
    if (!places.has(each)) {
      places.set(each, `${place(each.parentElement)} ${each.tagName}.${each.className}`);
    }
    return places.get(each);
  };
  const kind = (each) => each.outerHTML
    .replace(/>[^<]*[^<\s][^<]*</g, ">…<")
    .replace(/ (?:id|href|aria-labelledby|data-[\w-]+)="[^"]+"/g, (found) => found.split("=")[0])
    .replace(/\d+/g, "0");
  const counts = new Map();
  for (const each of document.querySelectorAll("details, tbody > tr")) {
    const closed = each.matches("details:not([open])");
    const name = `${place(each.parentElement)} ${closed ? "closed" : kind(each)}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (counts.get(name) > alike) each.remove();
  }
}

// Tab through the controls that match: how many there are, in which order they come, how many do
// not show that they are in focus.
export async function tabThrough(tab, controls, reachable) {
  const wanted = await tab.evaluate(([query, within]) => {
    const all = [...document.querySelectorAll(query)].filter(
      (each) => !each.disabled && (each.tagName === "SUMMARY" || each.checkVisibility()));
    const found = within ? all.filter((each) => !each.closest(within)) : all;
    found.forEach((each, n) => (each.dataset.place = String(n)));
    return found.length;
  }, [controls, reachable]);
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
  return { wanted, order, unmarked };
}
