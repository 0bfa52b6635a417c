// @ts-check
/** Runs in the browser: its value is what the page shows, a `Measured` of ../measured.ts. */
(() => {
  /** @param {DOMRect} rect */
  const box = ({ left, right, top, bottom }) => ({ left, right, top, bottom });
  const oneLine = (/** @type {string | null} */ text) => (text ?? "").replace(/\s+/g, " ").trim();

  /** @param {Element} element */
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return (
      width > 0 && height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    );
  };

  /** @param {Element} element */
  const nameOf = (element) => {
    const name = element.localName + (element.className ? `.${element.className}` : "");
    return `${name} "${oneLine(element.textContent).slice(0, 40)}"`;
  };

  /** @param {Element | null} element @returns {Element[]} itself and everything around it, the nearest first */
  const chain = (element) => (element ? [element, ...chain(element.parentElement)] : []);

  const canvas = document.createElement("div");
  canvas.style.backgroundColor = "Canvas";
  document.body.append(canvas);
  const windowColor = getComputedStyle(canvas).backgroundColor;
  canvas.remove();

  const seen = [...document.body.querySelectorAll("*")].filter(isSeen);

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    const text = oneLine(node.textContent);
    if (text === "" || !parent?.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (range.getClientRects().length === 0) continue;
    const around = chain(parent).map((element) => getComputedStyle(element));
    const { fontSize, fontWeight, color } = getComputedStyle(parent);
    texts.push({
      text,
      fontSize: Number.parseFloat(fontSize),
      fontWeight: Number(fontWeight),
      color,
      backgrounds: [...around.map(({ backgroundColor }) => backgroundColor), windowColor],
      opacity: around.reduce((product, { opacity }) => product * Number(opacity), 1),
      onImage: around.some(({ backgroundImage }) => backgroundImage !== "none"),
    });
  }

  return {
    contentWidth: document.scrollingElement?.scrollWidth ?? 0,
    boxes: seen.map((element) => ({ what: nameOf(element), box: box(element.getBoundingClientRect()) })),
    cutOff: seen
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        return (
          (overflowX !== "visible" && element.scrollWidth > element.clientWidth) ||
          (overflowY !== "visible" && element.scrollHeight > element.clientHeight)
        );
      })
      .map(nameOf),
    texts,
    links: [...document.querySelectorAll("a")].map((link) => ({
      href: link.getAttribute("href") ?? "",
      text: isSeen(link) ? oneLine(link.innerText) : "",
      box: box(link.getBoundingClientRect()),
    })),
    images: [...document.images].map((image) => ({
      src: image.getAttribute("src") ?? "",
      alt: image.getAttribute("alt"),
    })),
  };
})();
