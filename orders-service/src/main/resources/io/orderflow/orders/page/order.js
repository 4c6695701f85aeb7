// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// One order: what it is, how it came to be so, and what can be done with it.

import { about, ask, why } from './api.js';
import { announce, badge, columns, command, el, note, scroll } from './dom.js';
import { duration, money, time, total } from './format.js';
import { follow } from './stream.js';
import { toneOf, travelOf } from './travel.js';

const STANDINGS = {
  counted: '',
  repeated: 'repeated: this check had answered before',
  late: 'late: the order was decided by then',
  shadow: 'shadow: heard, and does not decide',
};

export function view(root, id) {
  const path = `v1/orders/${encodeURIComponent(id)}`;
  const head = el('header.order-head', el('h1.id', id));
  const content = el('div');
  root.append(head, content);
  let stop = () => {};
  let ended = false;
  let version = -1;
  let entries = -1;
  let said = '';

  async function load(patience = 2000) {
    try {
      const order = (await ask(`${path}?timeout=${patience}`)).body;
      const history = (await ask(`${path}/history?timeout=${patience}`)).body;
      if (ended || (order.version === version && history.history.length === entries)) {
        return order;
      }
      version = order.version;
      entries = history.history.length;
      draw(order, history);
      return order;
    } catch (fault) {
      const { message } = why(fault);
      if (!ended && version < 0) {
        content.replaceChildren(note(message, 'bad'));
      }
      return undefined;
    }
  }

  function draw(order, history) {
    head.replaceChildren(
      el('h1.id', id),
      badge(order.state),
      el('span.soft', `customer ${order.customerId}, placed ${time(order.createdAt)}`),
    );
    content.replaceChildren(
      el(
        'div.columns.order',
        el('div.stack', products(order), actions(order)),
        el(
          'div.stack',
          el(
            'section.card',
            { 'aria-label': 'Its way' },
            el('h2', 'Its way'),
            travelOf(history).root,
            waiting(history),
          ),
          timeline(history),
        ),
      ),
    );
  }

  // -------------------------------------------------------------------------------------------------------- what it is

  function products(order) {
    return el(
      'section.card',
      { 'aria-label': 'Products' },
      el('h2', 'Products'),
      scroll(
        'The products',
        el(
          'table',
          columns(['Product', 'Quantity', 'Unit price'], [1, 2]),
          el(
            'tbody',
            order.lines.map(line =>
              el(
                'tr',
                el('td.break', line.product),
                el('td.number', String(line.quantity)),
                el('td.number', money(line.unitPrice)),
              ),
            ),
          ),
          el('tfoot', el('tr', el('th', { scope: 'row', colspan: 2 }, 'Total'), el('td.number', total(order)))),
        ),
      ),
    );
  }

  // ------------------------------------------------------------------------------------------------- what can be done

  function actions(order) {
    const possible = {
      cancel: ['CREATED', 'VALIDATED'].includes(order.state),
      pay: ['CREATED', 'VALIDATED', 'SHIPPED'].includes(order.state),
      ship: order.state === 'VALIDATED',
    };
    const result = el('p.note', { role: 'status' }, said);
    const buttons = [];
    const commands = [];
    if (possible.cancel) {
      buttons.push(
        button('Cancel', 'danger', () => ask(`${path}/cancel`, { method: 'POST' }), 'Asked to be cancelled.', result),
      );
    }
    for (const [what, name, done] of [
      ['pay', 'Pay', 'Paid: the customer gets a mail.'],
      ['ship', 'Ship', 'Shipped: the warehouse has said so.'],
    ]) {
      if (possible[what] && about.desk) {
        buttons.push(
          button(name, '', () => ask(`desk/${what}`, { method: 'POST', body: { order: id } }), done, result),
        );
      } else if (possible[what]) {
        commands.push(command(`bin/orderflow ${what} ${id}`));
      }
    }
    return el(
      'section.card',
      { 'aria-label': 'What can be done' },
      el('h2', 'What can be done'),
      buttons.length > 0 && el('div.actions', buttons),
      commands.length > 0 && el('p.soft', 'Payments and shipments are written by their own systems; by hand:'),
      commands,
      buttons.length + commands.length === 0 && el('p.soft', `It is ${order.state}, and stays so.`),
      result,
    );
  }

  function button(name, kind, act, done, result) {
    const node = el('button', { type: 'button', class: kind }, name);
    node.addEventListener('click', async () => {
      node.disabled = true;
      try {
        await act();
        said = done;
      } catch (fault) {
        said = why(fault).message;
      }
      result.textContent = said;
      announce(said);
      node.disabled = false;
      setTimeout(load, 300);
    });
    return node;
  }

  open();

  async function open() {
    const order = await load();
    if (!order || ended) {
      const retry = setInterval(() => (ended || version >= 0 ? clearInterval(retry) : load(0)), 3000);
      return;
    }
    let pending;
    const soon = () =>
      (pending ??= setTimeout(() => {
        pending = undefined;
        load();
      }, 60));
    const stops = [
      follow(
        `v1/orders/events?customerId=${order.customerId}`,
        (name, data) => data.includes(id) && soon(),
        state => state === 'live' && soon(),
      ),
      follow(`v1/order-validations/events?orderId=${encodeURIComponent(id)}`, soon, () => {}),
    ];
    stop = () => stops.forEach(one => one());
    if (ended) {
      stop();
    }
  }

  return () => {
    ended = true;
    stop();
  };
}

function waiting(history) {
  return (
    history.waitingFor.length > 0 &&
    el('p.note', { 'data-tone': 'warn' }, `It waits for ${history.waitingFor.join(', ')}.`)
  );
}

// ------------------------------------------------------------------------------------------------------------ time line

function timeline(history) {
  const start = Date.parse(history.history[0]?.at);
  return el(
    'section.card',
    { 'aria-label': 'History' },
    el('h2', 'History'),
    el(
      'ol.timeline',
      history.history.map(entry => happened(entry, start)),
    ),
  );
}

function happened(entry, start) {
  const verdict = entry.type === 'verdict';
  const tone = verdict ? (entry.result === 'PASS' ? 'pass' : 'fail') : toneOf(entry.state);
  const reasons = verdict
    ? entry.reasons
    : (entry.failures ?? []).map(failure => `${failure.check}: ${failure.reason}`);
  const heard = Date.parse(entry.seenAt) - Date.parse(entry.at);
  return el(
    'li',
    { 'data-tone': tone, 'data-standing': entry.standing },
    el('time', { datetime: entry.at, title: entry.at }, `+${duration(Date.parse(entry.at) - start)}`),
    el(
      'div',
      el('b', verdict ? entry.check : entry.state),
      verdict
        ? el('span.word', entry.result === 'PASS' ? 'pass' : entry.result)
        : el('span.soft', `version ${entry.version}`),
      entry.by && el('span.soft', `by ${entry.by}`),
      el('span.soft', { title: entry.seenAt }, `known ${duration(Math.max(0, heard))} later`),
      STANDINGS[entry.standing] && el('span.tag', STANDINGS[entry.standing]),
      reasons.length > 0 &&
        el(
          'ul.reasons',
          reasons.map(reason => el('li', reason)),
        ),
    ),
  );
}
