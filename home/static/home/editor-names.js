// Wagtail's editor for those who can't use a mouse or can't see the screen: a rich-text field gets the name of its
// label, and the calendar that pops up beside a date is passed over, since its buttons obey a mouse only. The date is
// typed into the field itself.
const RICH_TEXT = ".Draftail-Editor [role='textbox']:not([aria-label])";
const CALENDAR = ".xdsoft_datetimepicker:not([aria-hidden])";

function nameOf(box) {
  const id = box.closest(".w-field")?.querySelector("[data-draftail-input]")?.id;
  const label = id && document.querySelector(`label[for="${CSS.escape(id)}"]`);
  const heading = label || box.closest("[data-panel]")?.querySelector("[data-panel-heading-text]");
  return heading?.textContent.replace("*", "").trim();
}

function mend() {
  for (const box of document.querySelectorAll(RICH_TEXT)) {
    const name = nameOf(box);
    if (name) box.setAttribute("aria-label", name);
  }
  for (const calendar of document.querySelectorAll(CALENDAR)) {
    calendar.setAttribute("aria-hidden", "true");
    for (const button of calendar.querySelectorAll("button")) button.tabIndex = -1;
  }
}

new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
mend();
