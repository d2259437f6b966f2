"""Every kind of public page in a language, and what a browser can measure on one that is shown."""

from playwright.sync_api import Page

KINDS = {
    "home": "",
    "start": "request/",
    "guide": "how-it-works/",
    "questions": "faq/",
    "answer": "faq/cost/",
    "events": "events/",
    "news": "news/",
    "materials": "materials/",
    "figures": "figures/",
    "contact": "contact/",
    "privacy": "privacy-notice/",
    "search": "search/?q=911",
    "not found": "nothing-is-here/",
}

# What stands beside each other shares a row; the banners are no part of this.
ROWS = """() => {
  scrollTo(0, 0);
  const boxes = [...document.querySelectorAll(".header-bar .wrap > *, .header-main .wrap > *")]
    .map(e => e.getBoundingClientRect()).filter(b => b.height).sort((a, b) => a.top - b.top);
  let rows = 0, end = -1;
  for (const box of boxes) { if (box.top >= end - 1) rows++; end = Math.max(end, box.bottom); }
  return rows;
}"""

# Main controls; a link inside a sentence is none, and a box to tick is its whole row. Both sheets are open while they
# are measured.
SMALL_TARGETS = """() => {
  const sheets = [...document.querySelectorAll(".sheet")];
  const small = () => [...document.querySelectorAll(`.button, header a, header button, footer a, nav a, .back-link,
      .question-list a, .help a, .contact-lines a, .leave a, .summary-list a, select, textarea,
      label:has(> [type=radio], > [type=checkbox]), input:not([type=radio], [type=checkbox], [type=hidden])`)]
    .filter(e => !e.matches(".skip-link, [tabindex='-1']") && e.checkVisibility())
    .filter(e => e.getBoundingClientRect().width > 1)
    .filter(e => e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44)
    .map(e => `${e.className || e.tagName}: ${e.textContent.trim().slice(0, 30)}`);
  const found = small();
  for (const sheet of sheets) { sheet.showPopover(); found.push(...small()); sheet.hidePopover(); }
  return [...new Set(found)];
}"""

# The middle of each line of what has the focus must be itself, not something that lies over it (WCAG 2.4.11).
COVERED_FOCUS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea")]
  .filter(e => e.tabIndex >= 0 && e.checkVisibility() && e.getBoundingClientRect().width > 1)
  .filter(e => {
    e.focus({focusVisible: true});
    return ![...e.getClientRects()].some(box => {
      const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return there && (e.contains(there) || there.contains(e) && there.matches("a, button, label"));
    });
  }).map(e => e.textContent.trim().slice(0, 40))"""

# Each word made 40 % longer, as a longer language would; web and mail addresses are no words.
LONGER = r"""() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  const longer = word => /[@/]/.test(word) ? word : word + word.slice(0, Math.round(word.length * .4));
  for (const text of texts.filter(t => !t.parentElement.closest("script, style")))
    text.data = text.data.replace(/\S+/g, longer);
}"""

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def too_wide_when_words_are_longer(page: Page) -> int:
    """How many pixels the page shown is wider than the window once its words are 40 % longer; it stays so."""
    page.evaluate(LONGER)
    return page.evaluate(TOO_WIDE)


def too_wide_from_right_to_left(page: Page) -> int:
    """The same, with the page turned round; it is turned back after that."""
    page.evaluate("document.documentElement.dir = 'rtl'")
    wider = page.evaluate(TOO_WIDE)
    page.evaluate("document.documentElement.dir = 'ltr'")
    return wider
