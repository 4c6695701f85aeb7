// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// An order to be placed: as a form with what the shop offers, or as any JSON.

import { ask, link, listen } from './api.js';
import { el, mark, say } from './dom.js';
import { isNumber, isolated, parse, total } from './format.js';

const MOST_OFFERED = 300; // to choose from; of more, those that are like what is typed
const MOST_SUGGESTED = 30;
const NUMBERS = ['customerId', 'quantity', 'unitPrice'];

/** What the shop offers, as last heard: nothing where it does not say; then all is typed. */
const offers = { products: [], customers: [], more: {} };

/** The form; `send(text)` places an order, and returns why it was refused, if it was. */
export function orderForm(send) {
  let model = { customerId: '', currency: 'EUR', lines: [] };
  const suggested = { customerId: el('datalist', { id: 'customers' }), product: el('datalist', { id: 'products' }) };
  const summary = el('div.errors', { role: 'alert' });
  const lines = el('div.lines');
  const fields = el('div.fields');
  const json = el('textarea', { rows: 12, spellcheck: 'false', 'aria-label': 'The order as JSON', hidden: true });
  const submit = el('button.primary', { type: 'submit' }, 'Place order');
  const sum = el('output.sum');
  const examples = el('div.examples', { role: 'group', 'aria-label': 'Examples' });
  const addLine = el('button.quiet', { type: 'button', onclick: add }, 'Add a product');
  const modes = ['Form', 'JSON'].map((name, i) =>
    el('button', { type: 'button', 'aria-pressed': String(i === 0), onclick: [toForm, toJson][i] }, name),
  );
  const root = el(
    'form.card.form',
    { novalidate: true },
    el(
      'header',
      el('h2', 'Place an order'),
      el('div.segmented', { role: 'group', 'aria-label': 'Write it as' }, modes),
    ),
    summary,
    fields,
    json,
    el('div.actions', submit, sum),
    examples,
    Object.values(suggested),
  );
  root.addEventListener('submit', event => {
    event.preventDefault();
    place(json.hidden ? textOf(model) : json.value);
  });
  json.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      root.requestSubmit();
    }
  });

  // ---------------------------------------------------------------------------------------------- form and JSON

  function toForm() {
    try {
      const read = parse(json.value);
      if (!fits(read)) {
        throw new Error('it has what the form has no field for');
      }
      model = modelOf(read);
      mode(false);
    } catch (fault) {
      summary.replaceChildren(`The form cannot show this: ${fault.message}.`);
    }
  }

  function toJson() {
    json.value = json.hidden ? textOf(model) : json.value;
    mode(true);
    json.focus();
  }

  function mode(isJson) {
    clear();
    json.hidden = !isJson;
    fields.hidden = isJson;
    modes.forEach((button, i) => mark(button, 'aria-pressed', String((i === 1) === isJson)));
    draw();
  }

  function use(order) {
    model = modelOf(order);
    mode(false);
    submit.focus();
  }

  // ------------------------------------------------------------------------------------------------- the fields

  function draw() {
    fields.replaceChildren(
      ...field('Customer', 'customerId', customer()),
      el('fieldset', el('legend', 'Products'), lines, el('p.error', { 'data-field': 'lines' }), addLine),
      ...field('Currency', 'currency', input(model, 'currency')),
    );
    lines.replaceChildren(...model.lines.map(row));
    reckon();
  }

  /** A label with its control, and where its fault is told. */
  function field(label, name, control) {
    const id = `f-${name.replace(/\W+/g, '-')}`;
    control.id = id;
    mark(control, 'aria-describedby', `${id}-error`);
    return [
      el('div.field', el('label', { for: id }, label), control),
      el('p.error', { id: `${id}-error`, 'data-field': name }),
    ];
  }

  function input(of, name, props) {
    const node = el('input', { type: 'text', name, autocomplete: 'off', ...props });
    node.value = of[name];
    node.addEventListener('input', () => {
      of[name] = node.value.trim();
      reckon();
    });
    return node;
  }

  /** A choice of `[value, text]`; what is chosen and not among them is added. */
  function select(of, name, choices, chosen = () => {}) {
    const all = choices.some(([value]) => String(value) === of[name]) ? choices : [[of[name], of[name]], ...choices];
    const node = el(
      'select',
      { name },
      all.map(([value, text]) => el('option', { value, selected: String(value) === of[name] }, text)),
    );
    node.addEventListener('change', () => {
      of[name] = node.value;
      chosen();
      reckon();
    });
    return node;
  }

  /** To be typed, with those suggested whose value or text has what is typed. */
  function search(of, name, choices, chosen = () => {}) {
    const list = suggested[name];
    const node = input(of, name, { list: list.id });
    const suggest = () => {
      const typed = node.value.trim().toLowerCase();
      const found = choices().filter(choice => choice.join(' ').toLowerCase().includes(typed));
      list.replaceChildren(...found.slice(0, MOST_SUGGESTED).map(([value, text]) => el('option', { value }, text)));
    };
    node.addEventListener('focus', suggest);
    node.addEventListener('input', () => {
      suggest();
      chosen();
    });
    return node;
  }

  /** One of `[value, text]`, as a list where that is short enough, and typed where nothing is known, or not yet. */
  function choice(of, name, what, choices, chosen) {
    const now = choices();
    return now.length > 0 && now.length <= MOST_OFFERED && !offers.more[what]
      ? select(of, name, now, chosen)
      : search(of, name, choices, chosen);
  }

  function customer() {
    const choices = () => offers.customers.map(one => [one.id, `${isolated(one.name)} · ${one.id} · ${one.level}`]);
    return choice(model, 'customerId', 'customers', choices);
  }

  function row(line, i) {
    const at = name => `lines[${i}].${name}`;
    const price = input(line, 'unitPrice', { inputmode: 'decimal', class: 'number' });
    const choices = () => offers.products.map(one => [one.product, nameOf(one)]);
    const product = choice(line, 'product', 'products', choices, () => {
      line.unitPrice = priceOf(line.product) || line.unitPrice;
      price.value = line.unitPrice;
    });
    const remove = el('button', { type: 'button', class: 'quiet icon', 'aria-label': `Remove product ${i + 1}` }, '×');
    remove.addEventListener('click', () => {
      model.lines.splice(i, 1);
      draw();
      (lines.querySelectorAll('button')[Math.max(0, i - 1)] ?? addLine).focus();
    });
    const parts = [
      field('Product', at('product'), product),
      field('Quantity', at('quantity'), input(line, 'quantity', { inputmode: 'numeric', class: 'number' })),
      field('Unit price', at('unitPrice'), price),
    ];
    return el(
      'div.line',
      parts.map(([control]) => control),
      remove,
      parts.map(([, error]) => error),
    );
  }

  const nameOf = ({ name, product, stock }) => `${isolated(name || product)}${stock ? ` · ${stock.available} left` : ''}`;
  const priceOf = key => String(offers.products.find(one => one.product === key)?.unitPrice ?? '');
  const lineOf = key => ({ product: key ?? '', quantity: '1', unitPrice: priceOf(key) });

  function add() {
    const taken = new Set(model.lines.map(line => line.product));
    model.lines.push(lineOf((offers.products.find(one => !taken.has(one.product)) ?? offers.products[0])?.product));
    draw();
    lines.lastElementChild.querySelector('select, input').focus();
  }

  function reckon() {
    const order = { ...model, lines: model.lines.map(line => ({ ...line, quantity: Number(line.quantity) })) };
    say(sum, json.hidden && model.lines.length > 0 ? total(order) : '');
  }

  // --------------------------------------------------------------------------------------------------- to place it

  function clear() {
    summary.replaceChildren();
    root.querySelectorAll('.error').forEach(slot => say(slot, ''));
    root.querySelectorAll('[aria-invalid]').forEach(control => mark(control, 'aria-invalid'));
  }

  async function place(text) {
    clear();
    const refused = await send(text);
    if (refused) {
      explain(refused);
    }
  }

  /** Each fault at its field, in the service's own words. */
  function explain({ fault, again }) {
    const errors = fault.problem.errors ?? [];
    const strays = errors.filter(error => !atItsField(error));
    const invalid = root.querySelector('[aria-invalid]') ?? (json.hidden ? undefined : json);
    mark(json, 'aria-invalid', !json.hidden && errors.length > 0 && 'true');
    invalid?.focus();
    const later = fault.status === 0 || fault.status === 429 || fault.status >= 500;
    const unsure = later && fault.status !== 429 && (fault.status !== 503 || 'orderId' in fault.problem);
    const words = errors.length > 0 ? fault.problem.title : fault.message;
    summary.replaceChildren(
      unsure ? `${words}. It may or may not be placed: with the same id, sending it again is safe. ` : words,
      el(
        'ul',
        strays.map(error => el('li', el('code', error.field), ` ${error.detail}`)),
      ),
    );
    if (later) {
      summary.append(el('button', { type: 'button', onclick: () => place(again) }, 'Send it again'));
    }
  }

  function atItsField({ field: name, detail }) {
    const slot = json.hidden && [...fields.querySelectorAll('.error')].find(one => one.dataset.field === name);
    if (slot) {
      say(slot, name.includes('.') ? `${name.split('.').pop()} ${detail}` : detail);
      mark(slot.id ? document.getElementById(slot.id.replace(/-error$/, '')) : addLine, 'aria-invalid', 'true');
    }
    return slot;
  }

  // ---------------------------------------------------------------------------------------------------- what there is

  async function load() {
    const told = what =>
      ask(`v1/${what}`).then(
        ({ body }) => {
          offers.more[what] = body.more;
          return body[what];
        },
        () => [],
      );
    [offers.products, offers.customers] = await Promise.all([told('products'), told('customers')]);
    if (model.lines.length === 0) {
      model.customerId ||= String(offers.customers[0]?.id ?? '');
      model.lines = [lineOf(offers.products[0]?.product)];
    }
    if (json.hidden && !root.contains(document.activeElement)) {
      draw();
    }
    if (offers.products.length > 0) {
      examples.replaceChildren(
        'Try',
        ...Object.entries(tries()).map(([name, make]) =>
          el('button.chip', { type: 'button', onclick: () => use(make()) }, name),
        ),
      );
    }
  }

  function tries() {
    const any = list => list[Math.floor(Math.random() * list.length)];
    const of = (one, quantity, unitPrice = one.unitPrice) => ({
      customerId: any(offers.customers)?.id ?? 7,
      currency: one.currency,
      lines: [{ product: one.product, quantity, unitPrice }],
    });
    const byPrice = [...offers.products].sort((a, b) => a.unitPrice - b.unitPrice);
    const left = one => Math.max(0, one.stock?.available ?? 99999);
    const scarce = [...offers.products].sort((a, b) => left(a) - left(b))[0];
    const dear = byPrice.at(-1);
    return {
      Sound: () => of(any(byPrice.slice(0, 6)), 1),
      'Beyond stock': () => of(scarce, left(scarce) + 1),
      'Wrong price': () => of(byPrice[0], 1, (byPrice[0].unitPrice / 2).toFixed(2)),
      'Over the limit': () => of(dear, Math.ceil(2001 / dear.unitPrice)),
      'Everything wrong': () => ({ ...of(dear, 99999, '0.01'), customerId: 424242 }),
      'No order': () => ({
        customerId: 'seven',
        currency: 'EURO',
        lines: [{ product: dear.product, quantity: 'two' }],
      }),
    };
  }

  draw();
  load();
  const unlisten = listen(what => what === 'link' && link.up && offers.products.length === 0 && load());
  return { root, close: unlisten };
}

/** True for what the form has fields for. */
function fits(order) {
  const only = (object, ...names) =>
    object !== null && typeof object === 'object' && Object.keys(object).every(name => names.includes(name));
  return (
    only(order, 'customerId', 'currency', 'lines') &&
    Array.isArray(order.lines) &&
    order.lines.length <= 50 &&
    order.lines.every(line => only(line, 'product', 'quantity', 'unitPrice'))
  );
}

function modelOf({ customerId, currency, lines }) {
  const text = value => (value === undefined ? '' : String(value));
  return {
    customerId: text(customerId),
    currency: text(currency),
    lines: lines.map(one => ({
      product: text(one.product),
      quantity: text(one.quantity),
      unitPrice: text(one.unitPrice),
    })),
  };
}

/** As JSON: a number where one was written, else the text as it is, and nothing where nothing is. */
function textOf({ customerId, currency, lines }) {
  const pairs = (fields, between) =>
    Object.entries(fields)
      .filter(([, text]) => text !== '')
      .map(([name, text]) => `"${name}": ${NUMBERS.includes(name) && isNumber(text) ? text : JSON.stringify(text)}`)
      .join(between);
  const head = pairs({ customerId, currency }, ',\n  ');
  const rows = lines.map(line => `    {${pairs(line, ', ')}}`).join(',\n');
  return `{\n  ${head}${head && ',\n  '}"lines": [${rows && `\n${rows}\n  `}]\n}`;
}
