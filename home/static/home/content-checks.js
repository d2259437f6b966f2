/* The code behind the house's rules for words (home/staff/content_checks.py). Wagtail's checker runs axe in the preview
   and its settings cannot carry code, so this says what our checks do: whether the words of an element, without the
   parts named in `without`, match a pattern. */
(() => {
  const words = (node, without) => {
    const copy = node.cloneNode(true);
    if (without) copy.querySelectorAll(without).forEach((part) => part.remove());
    return (node.getAttribute("aria-label") || copy.textContent).replace(/\s+/g, " ").trim();
  };
  const evaluate = (node, options) => new RegExp(options.pattern, "u").test(words(node, options.without));
  const bar = document.querySelector("wagtail-userbar");
  for (const rule of ["vague-link", "address-as-link", "shouting-heading", "phone-without-link"]) {
    bar?.registerCheck(`check-${rule}`, evaluate);
  }
})();
