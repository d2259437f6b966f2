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
    console.log(JSON.stringify({
      path,
      scores: categories.map(({ score }) => Math.round(score * 100)),
      paint: Math.round(lhr.audits["largest-contentful-paint"].numericValue),
      shift: lhr.audits["cumulative-layout-shift"].numericValue,
      blocking: Math.round(lhr.audits["total-blocking-time"].numericValue),
      failed,
    }));
  }
} finally {
  await chrome.kill();
}
