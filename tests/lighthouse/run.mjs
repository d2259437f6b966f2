// node run.mjs CHROMIUM 'CHROMIUM FLAGS' BASE PATH...: prints one JSON object a page, as Lighthouse sees it on a slow phone.
import * as launcher from "chrome-launcher";
import lighthouse from "lighthouse";

// What something else on the machine costs a page once, it does not cost it three times. The best look counts.
const LOOKS = 3;

const [chromePath, flags, base, ...paths] = process.argv.slice(2);
const onlyCategories = ["performance", "accessibility", "best-practices", "seo"];
const chrome = await launcher.launch({ chromePath, chromeFlags: ["--headless=new", ...flags.split(" ")] });

async function look(path) {
  const { lhr } = await lighthouse(base + path, { port: chrome.port, logLevel: "error", onlyCategories });
  const categories = Object.values(lhr.categories);
  const failed = categories.flatMap(category => category.auditRefs)
    .filter(({ id, weight }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 1).map(({ id }) => id);
  // A busy machine sometimes draws nothing in time, and then Lighthouse has no number for it.
  const number = id => lhr.audits[id].numericValue ?? null;
  return {
    path,
    scores: categories.map(({ score }) => Math.round(score * 100)),
    paint: number("largest-contentful-paint"),
    shift: number("cumulative-layout-shift"),
    blocking: number("total-blocking-time"),
    failed,
  };
}

const sum = ({ scores }) => scores.reduce((a, b) => a + b);

try {
  for (const path of paths) {
    let best = await look(path);
    for (let looks = 1; looks < LOOKS && sum(best) < 400; looks++) {
      const again = await look(path);
      if (sum(again) > sum(best)) best = again;
    }
    console.log(JSON.stringify(best));
  }
} finally {
  await chrome.kill();
}
