// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// Orders as they change state: the newest as a live list, older ones by page.

import { ask, why } from './api.js';
import { arrange, badge, columns, el, mark, note, say, scroll } from './dom.js';
import { contents, duration, parse, rate, time, total } from './format.js';
import { follow } from './stream.js';
import { strip } from './strip.js';

const PAGE = 25;
const DRAW_EVERY = 250;
const CALM = 6; // rows a second that can be read; of more, so many are shown
const ID = /"id":"([^"]*)"/;
const STATES = ['CREATED', 'VALIDATED', 'FAILED', 'CANCELLED', 'SHIPPED'];

export function view(root, rest, query) {
  const filter = {
    customerId: query.get('customer') ?? '',
    state: STATES.includes(query.get('state')) ? query.get('state') : '',
  };
  const figures = strip();
  const body = el('tbody');
  const table = el(
    'table.orders',
    el('caption.unseen', 'Orders, the newest first'),
    columns(['Order', 'Customer', 'State', 'Total', 'Products', 'Placed', 'Decided in']),
    body,
  );
  const status = el('p.soft', { role: 'status' });
  const customer = el('input', {
    type: 'text',
    inputmode: 'numeric',
    id: 'customer',
    placeholder: 'all',
    autocomplete: 'off',
    size: 8,
  });
  customer.value = filter.customerId;
  const state = el(
    'select',
    { id: 'state' },
    el('option', { value: '' }, 'all'),
    STATES.map(one => el('option', { value: one, selected: one === filter.state }, one)),
  );
  const pause = el('button', { type: 'button', 'aria-pressed': 'false' }, 'Pause');
  const newest = el('button', { type: 'button' }, 'Newest');
  const older = el('button', { type: 'button' }, 'Older');
  root.append(
    el('h1.unseen', 'Live'),
    figures.root,
    el(
      'section.card',
      { 'aria-label': 'Orders' },
      el(
        'div.toolbar',
        el('h2', 'Orders'),
        el('div.field.row', el('label', { for: 'customer' }, 'Customer'), customer),
        el('div.field.row', el('label', { for: 'state' }, 'State'), state),
        pause,
      ),
      status,
      scroll('The orders', table),
      el('nav.pages', { 'aria-label': 'Pages' }, newest, older),
    ),
  );

  let rows = new Map(); // by id; the newest first is by `at`
  let nextCursor = null;
  let page = 1;
  let paused = false;
  let feed = 'away';
  let arrivals = [];
  let budget = CALM;
  let stop = () => {};
  let asking;
  let dirty = false;

  // ------------------------------------------------------------------------------------------------------- the list

  async function load(cursor) {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const parameters = new URLSearchParams({ limit: PAGE });
    Object.entries({ ...filter, cursor }).forEach(([name, value]) => value && parameters.set(name, value));
    try {
      const answer = (await ask(`v1/orders?${parameters}`, { signal })).body;
      const known = cursor ? new Map() : new Map([...rows].filter(([, row]) => row.live));
      rows = new Map();
      answer.orders.forEach(order => put(order, false));
      known.forEach(row => put(row.order, true));
      nextCursor = answer.nextCursor;
      dirty = true;
    } catch (fault) {
      if (signal.aborted) {
        return;
      }
      nextCursor = null;
      rows = why(fault).status === 400 ? new Map() : rows;
      body.replaceChildren(el('tr', el('td', { colspan: 7 }, note(fault.message, 'bad'))));
    }
  }

  function put(order, live) {
    const row = rows.get(order.id);
    if (row) {
      if (order.version > row.order.version) {
        row.order = order;
        row.changed = live;
      }
      row.live ||= live;
    } else {
      rows.set(order.id, { order, live, at: Date.parse(order.createdAt), changed: live });
    }
  }

  function event(name, data) {
    const isNew = data.includes('"version":1,');
    if (isNew) {
      arrivals.push(performance.now());
    }
    const isKnown = rows.has(ID.exec(data)?.[1]);
    if (paused || page > 1 || !(isKnown || (budget >= 1 && (isNew || filter.state)))) {
      return; // most of many, and not worth to be read
    }
    const order = parse(data);
    if (filter.state && order.state !== filter.state) {
      dirty = rows.delete(order.id) || dirty;
      return;
    }
    budget -= isKnown ? 0 : 1;
    put(order, true);
    dirty = true;
  }

  function open() {
    stop();
    stop = () => {};
    if (!/^(?:-?\d+)?$/.test(filter.customerId)) {
      feed = 'refused'; // the list says why
      return;
    }
    const only = filter.customerId && `?customerId=${filter.customerId}`;
    stop = follow(`v1/orders/events${only}`, event, now => {
      if (now === 'live' && feed !== 'live' && page === 1 && !paused) {
        load(); // what came while nobody followed
      }
      feed = now;
      dirty = true;
    });
  }

  function anew() {
    const parameters = new URLSearchParams();
    Object.entries({ customer: filter.customerId, state: filter.state }).forEach(
      ([name, value]) => value && parameters.set(name, value),
    );
    history.replaceState(null, '', `#/live${parameters.size > 0 ? `?${parameters}` : ''}`);
    rows = new Map();
    page = 1;
    feed = 'away';
    open();
    load();
  }

  // ---------------------------------------------------------------------------------------------------- what is seen

  function draw() {
    const now = performance.now();
    arrivals = arrivals.filter(at => now - at < 3000);
    const perSecond = arrivals.length / 3;
    budget = Math.min(CALM, budget + (CALM * DRAW_EVERY) / 1000);
    say(status, words(perSecond));
    mark(older, 'disabled', !nextCursor);
    mark(newest, 'disabled', page === 1);
    if (!dirty) {
      return;
    }
    dirty = false;
    const listed = [...rows.values()].sort((a, b) => b.at - a.at || (a.order.id < b.order.id ? 1 : -1));
    listed.splice(PAGE).forEach(row => rows.delete(row.order.id));
    const nodes = listed.map(row => {
      row.node ??= rowNode(row.order);
      if (row.changed || row.node.version !== row.order.version) {
        row.node.fill(row.order);
        row.changed = false;
      }
      return row.node.root;
    });
    if (nodes.length === 0) {
      nodes.push(
        el(
          'tr',
          el(
            'td',
            { colspan: 7 },
            note(filter.customerId || filter.state ? 'No order is like that.' : 'No orders yet: place one.'),
          ),
        ),
      );
    }
    arrange(body, nodes);
  }

  function words(perSecond) {
    if (page > 1) {
      return `Page ${page}: as it was when it was asked for, not live.`;
    }
    if (paused) {
      return 'Paused: what comes is not shown.';
    }
    if (feed !== 'live') {
      return feed === 'refused'
        ? 'This list does not follow what comes: it was refused.'
        : 'Not connected: this is what was there before.';
    }
    return perSecond > CALM * 1.2
      ? `Live: a sample, about ${CALM} of ${rate(perSecond)} orders a second.`
      : 'Live: every order.';
  }

  // -------------------------------------------------------------------------------------------------------- controls

  let typing;
  customer.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      filter.customerId = customer.value.trim();
      anew();
    }, 300);
  });
  state.addEventListener('change', () => {
    filter.state = state.value;
    anew();
  });
  pause.addEventListener('click', () => {
    paused = !paused;
    mark(pause, 'aria-pressed', String(paused));
    say(pause, paused ? 'Go on' : 'Pause');
    if (!paused && page === 1) {
      load();
    }
  });
  older.addEventListener('click', () => {
    page += 1;
    load(nextCursor);
  });
  newest.addEventListener('click', () => {
    page = 1;
    rows = new Map();
    load();
  });

  open();
  load();
  const drawing = setInterval(draw, DRAW_EVERY);
  return () => {
    clearInterval(drawing);
    clearTimeout(typing);
    asking?.abort();
    stop();
    figures.close();
  };
}

function rowNode(order) {
  const stand = el('td', { 'data-label': 'State' });
  const took = el('td.number', { 'data-label': 'Decided in' });
  const what = el('td.what', { 'data-label': 'Products' });
  const node = {
    version: 0,
    root: el(
      'tr',
      el('td.id', el('a', { href: `#/order/${encodeURIComponent(order.id)}` }, order.id)),
      el('td.number', { 'data-label': 'Customer' }, String(order.customerId)),
      stand,
      el('td.number', { 'data-label': 'Total' }, total(order)),
      what,
      el('td.number', { 'data-label': 'Placed' }, time(order.createdAt)),
      took,
    ),
    fill(now) {
      node.version = now.version;
      stand.replaceChildren(badge(now.state));
      const why = (now.failures ?? []).map(failure => failure.reason).join('; ');
      what.replaceChildren(el('span', contents(now)), why && el('small.why', { title: why }, why));
      say(
        took,
        now.state === 'VALIDATED' || now.state === 'FAILED'
          ? duration(Date.parse(now.updatedAt) - Date.parse(now.createdAt))
          : '',
      );
    },
  };
  return node;
}
