// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// Elements without markup: whatever is shown came in as text, and stays text.

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, classes, rest) {
  const [first, ...others] = rest;
  const props = first?.constructor === Object ? first : {};
  if (classes.length > 0) {
    node.setAttribute('class', classes.join(' '));
  }
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else {
      mark(node, name, value);
    }
  }
  const children = props === first ? others : rest;
  node.append(...children.flat().filter(child => child !== undefined && child !== null && child !== false));
  return node;
}

/** An element: `el('p.soft', { id: 'a', onclick }, ...children)`; attributes and listeners may be left out. */
export function el(selector, ...rest) {
  const [name, ...classes] = selector.split('.');
  return fill(document.createElement(name), classes, rest);
}

/** The same of a drawing. */
export function svg(selector, ...rest) {
  const [name, ...classes] = selector.split('.');
  return fill(document.createElementNS(SVG, name), classes, rest);
}

/** Says `text` where it is not said already: what stays is not read out again. */
export function say(node, text) {
  const words = String(text);
  if (node.textContent !== words) {
    node.textContent = words;
  }
}

/** Sets an attribute, or takes it away. */
export function mark(node, name, value) {
  if (value === undefined || value === null || value === false) {
    node.removeAttribute(name);
  } else {
    const text = value === true ? '' : String(value);
    if (node.getAttribute(name) !== text) {
      node.setAttribute(name, text);
    }
  }
}

/** A table's head; the columns whose places are in `numbers` stand at the right, one without a name is for eyes alone. */
export function columns(names, numbers = []) {
  return el(
    'thead',
    el(
      'tr',
      names.map((name, i) =>
        name
          ? el('th', { scope: 'col', class: numbers.includes(i) && 'number' }, name)
          : el('td', { 'aria-hidden': 'true' }),
      ),
    ),
  );
}

/** What is wider than its place, to be moved there by keyboard as well. */
export function scroll(name, wide) {
  return el('div.scroll', { tabindex: 0, role: 'region', 'aria-label': name }, wide);
}

/** Puts `nodes` into `parent` in their order, moving only those that are elsewhere: what has the focus keeps it. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  [...parent.childNodes].forEach(child => wanted.has(child) || child.remove());
  nodes.forEach((node, i) => {
    if (parent.childNodes[i] !== node) {
      parent.insertBefore(node, parent.childNodes[i] ?? null);
    }
  });
}

/** How an order stands, as a badge. */
export function badge(state) {
  return el('span.badge', { 'data-state': state }, state);
}

/** A command to copy, for what the page does not do itself. */
export function command(text) {
  const button = el('button.quiet', { type: 'button', 'aria-label': `Copy ${text}` }, 'Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      say(button, 'Copied');
    } catch {
      const range = document.createRange();
      range.selectNodeContents(code);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      say(button, 'Selected');
    }
    setTimeout(() => say(button, 'Copy'), 2000);
  });
  const code = el('code', text);
  return el('span.command', code, button);
}

/** Has something said to those who do not see it happen. */
export function announce(text) {
  say(document.getElementById('said'), text);
}

/** Words in place of what is not there. */
export function note(text, tone) {
  return el('p.note', { 'data-tone': tone }, text);
}
