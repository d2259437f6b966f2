// node run.mjs CHROMIUM 'CHROMIUM FLAGS' BASE PATH...: prints one JSON object a page, as Lighthouse sees it on a slow phone.
import * as launcher from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, flags, base, ...paths] = process.argv.slice(2);
const onlyCategories = ["performance", "accessibility", "best-practices", "seo"];
const chrome = await launcher.launch({ chromePath, chromeFlags: ["--headless=new", ...flags.split(" ")] });
try {
  for (const path of paths) {
    const { lhr } = await lighthouse(base + path, { port: chrome.port, logLevel: "error", onlyCategories });
    const categories = Object.values(lhr.categories);
    const failed = categories.flatMap(category => category.auditRefs)
      .filter(({ id, weight }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 1).map(({ id }) => id);
    // A busy machine sometimes draws nothing in time, and then Lighthouse has no number for it.
    const number = id => lhr.audits[id].numericValue ?? null;
    console.log(JSON.stringify({
      path,
      scores: categories.map(({ score }) => Math.round(score * 100)),
      paint: number("largest-contentful-paint"),
      shift: number("cumulative-layout-shift"),
      blocking: number("total-blocking-time"),
      failed,
    }));
  }
} finally {
  await chrome.kill();
}
