// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// The stock of each product, as the inventory service tells it.

import { poll } from './api.js';
import { columns, el, mark, note, say, scroll } from './dom.js';
import { count, money, time } from './format.js';

const EVERY = 2000;
const MOST_SHOWN = 200;
const PARTS = ['shipped', 'reserved', 'available'];

export function view(root) {
  const body = el('tbody');
  const status = el('p.soft', { role: 'status' });
  const find = el('input', { type: 'search', id: 'find', placeholder: 'name or key', autocomplete: 'off' });
  let products = [];
  root.append(
    el('h1.unseen', 'Stock'),
    el(
      'section.card',
      { 'aria-label': 'Stock' },
      el(
        'div.toolbar',
        el('h2', 'Stock'),
        el(
          'p.legend',
          { 'aria-hidden': 'true' },
          PARTS.map(part => el('span', el('i', { class: part }), part)),
        ),
        el('div.field.row', el('label', { for: 'find' }, 'Product'), find),
      ),
      status,
      scroll(
        'The stock',
        el(
          'table.stock',
          columns(['Product', 'Price', 'Received', 'Shipped', 'Reserved', 'Available', ''], [1, 2, 3, 4, 5]),
          body,
        ),
      ),
    ),
  );

  function draw() {
    const wanted = find.value.trim().toLowerCase();
    const found = products.filter(one => `${one.product} ${one.name}`.toLowerCase().includes(wanted));
    const rows = found.slice(0, MOST_SHOWN).map(row);
    body.replaceChildren(...(rows.length > 0 ? rows : [el('tr', el('td', { colspan: 7 }, note('No such product.')))]));
    say(status, found.length > MOST_SHOWN ? `The first ${MOST_SHOWN} of ${count(found.length)}.` : '');
  }

  find.addEventListener('input', draw);
  return poll('v1/products', EVERY, (told, fault) => {
    mark(body, 'data-stale', Boolean(fault));
    if (fault) {
      say(status, products.length > 0 ? `Not up to date: ${fault.message}` : fault.message);
    } else {
      products = told.products;
      draw();
    }
  });
}

function row(product) {
  const { stock } = product;
  const parts = el('span.parts');
  const all = stock
    ? Math.max(
        1,
        PARTS.reduce((sum, part) => sum + Math.max(0, stock[part]), 0),
      )
    : 1;
  PARTS.forEach(part => {
    const node = el('span', { class: part });
    node.style.width = stock ? `${(Math.max(0, stock[part]) / all) * 100}%` : '0';
    parts.append(node);
  });
  const number = (name, value, tone) =>
    el('td.number', { 'data-label': name, 'data-tone': tone }, stock ? count(value) : '–');
  return el(
    'tr',
    { title: stock && `as of ${time(stock.asOf)}` },
    el('td.break', product.name, el('small', product.product)),
    el('td.number', { 'data-label': 'Price' }, money(product.unitPrice, product.currency)),
    number('Received', stock?.received),
    number('Shipped', stock?.shipped),
    number('Reserved', stock?.reserved),
    number('Available', stock?.available, stock?.available <= 0 && 'fail'),
    el('td', { 'aria-hidden': 'true' }, parts),
  );
}
