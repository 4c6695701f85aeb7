// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// Places an order and shows it travelling.

import { about, ask, why } from './api.js';
import { announce, badge, el, say } from './dom.js';
import { orderForm } from './form.js';
import { contents, duration, parse, total } from './format.js';
import { follow } from './stream.js';
import { strip } from './strip.js';
import { check, DECIDED, MAILED, PLACED, tone, toneOf, travel, word } from './travel.js';

const MOST_SHOWN = 12;
const LOOK_EVERY = 1000;
const MAIL_EVERY = 200;
const MAIL_PATIENCE = 15000;
const UNSEEN = 120;
const ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Orders placed from here, the newest first: they go on while another view is shown. */
const orders = [];
let streams; // ends them
let heard = false; // verdicts come by stream; if not, the history is asked for
let shown; // where orders are shown now
let drawing;

const known = id => orders.find(order => order.id === id);
const since = order => performance.now() - order.start;
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

export function view(root) {
  const figures = strip();
  const form = orderForm(send);
  shown = el('div.travels', { role: 'region', 'aria-label': 'Orders on their way' });
  root.append(
    el('h1.unseen', 'Place an order'),
    el('div.view', figures.root, el('div.columns.place', form.root, shown)),
  );
  listenToAll();
  show();
  return () => {
    shown = undefined;
    form.close();
    figures.close();
    restWhenDone();
  };
}

// ------------------------------------------------------------------------------------------------------------ to place

/** Sends an order; returns why it was refused, with what to send again. */
async function send(text) {
  const { body, content, id, own } = named(text);
  if (known(id)) {
    remove(known(id));
  }
  const order = card(id, content);
  order.way.begin(PLACED.key, 0);
  try {
    const answer = await ask('v1/orders', { method: 'POST', body, patience: 90000 });
    const words = { 200: 'was there', 201: 'created', 202: 'in the log' };
    order.way.land(PLACED.key, since(order), 'done', words[answer.status] ?? 'taken');
    announce(`Order ${id} is placed`);
    if (!order.decided) {
      begun(order, since(order));
    }
    told(answer.body);
    look(order);
    show();
    return undefined;
  } catch (fault) {
    remove(order);
    return { fault: why(fault), again: own ? text : body };
  }
}

/** What is sent: with an id, so that sending it again is safe. What is no order goes as it is: the service says why. */
function named(text) {
  const id = `web-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 6)}`;
  let content;
  try {
    content = parse(text);
  } catch {
    return { body: text, id };
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return { body: text, id };
  }
  if ('id' in content) {
    return { body: text, content, id: ID.test(content.id) ? content.id : id, own: true };
  }
  const comma = Object.keys(content).length > 0 ? ', ' : '';
  return { body: text.replace('{', `{"id": "${id}"${comma}`), content, id };
}

// ------------------------------------------------------------------------------------------------------ on their way

function listenToAll() {
  if (!streams) {
    const stops = [
      follow(
        'v1/orders/events',
        (name, data) => orders.length > 0 && told(parse(data)),
        () => {},
      ),
      follow(
        'v1/order-validations/events',
        (name, data) => orders.length > 0 && answered(JSON.parse(data)),
        state => (heard = state === 'live'),
      ),
    ];
    streams = () => stops.forEach(stop => stop());
  }
}

function restWhenDone() {
  if (!shown && streams && orders.every(order => order.over)) {
    streams();
    streams = undefined;
  }
}

function told(event) {
  const order = known(event.id);
  if (!order || !(event.version > order.version)) {
    return;
  }
  order.version = event.version;
  order.state.replaceChildren(badge(event.state));
  if (event.version === 1) {
    begun(order, since(order));
  } else if (!order.decided) {
    decided(order, event.state, since(order));
  }
}

function begun(order, at) {
  about.checks.forEach(name => order.way.begin(`check:${name}`, at));
}

function answered(verdict) {
  known(verdict.orderId)?.way.land(
    `check:${verdict.check}`,
    since(known(verdict.orderId)),
    tone(verdict.result),
    word(verdict.result),
    verdict.reasons,
  );
}

function decided(order, state, at) {
  order.decided = true;
  order.way.begin(DECIDED.key, Math.max(0, ...about.checks.map(name => order.way.at(`check:${name}`) ?? 0)));
  order.way.land(DECIDED.key, at, toneOf(state), state);
  announce(`Order ${order.id} is ${state} after ${duration(at)}`);
  if (about.desk) {
    order.way.begin(MAILED.key, at);
    mailed(order);
  } else {
    end(order);
  }
}

async function mailed(order) {
  const patience = performance.now() + MAIL_PATIENCE;
  while (performance.now() < patience && !order.over) {
    try {
      const { mails } = (await ask(`desk/mails?order=${encodeURIComponent(order.id)}`)).body;
      if (mails.length > 0) {
        const subjects = mails.map(mail => mail.subject);
        order.way.land(MAILED.key, since(order) - mails[0].millisAgo, 'done', 'sent', subjects);
        break;
      }
    } catch (fault) {
      await pause(fault.retryAfter * 1000 || 0); // asked again
    }
    await pause(MAIL_EVERY);
  }
  order.way.drop(MAILED.key, 'none yet');
  end(order);
}

function end(order) {
  order.over = true;
  order.way.draw(since(order));
  restWhenDone();
}

/** What a stream has missed, or may not tell, the history says. */
async function look(order) {
  while (!order.over && !order.decided) {
    await pause(heard ? LOOK_EVERY : LOOK_EVERY / 4);
    try {
      const { body } = await ask(`v1/orders/${encodeURIComponent(order.id)}/history?timeout=0`);
      body.history
        .filter(entry => entry.type === 'verdict')
        .forEach(entry => answered({ ...entry, orderId: order.id }));
      told(body);
    } catch (fault) {
      await pause(fault.retryAfter * 1000 || 0); // asked again
    }
  }
}

// -------------------------------------------------------------------------------------------------------- what is seen

function card(id, content) {
  const lanes = [
    PLACED,
    ...about.checks.map(name => check(name, false)),
    ...about.shadowChecks.map(name => check(name, true)),
    DECIDED,
    ...(about.desk ? [MAILED] : []),
  ];
  const order = {
    id,
    way: travel(lanes),
    state: el('span', badge('PLACED')),
    elapsed: el('span.soft'),
    start: performance.now(),
    version: 0,
  };
  const what = Array.isArray(content?.lines) ? `${contents(content, 2)} · ${total(content)}` : '';
  order.root = el(
    'article.card.travel',
    { 'aria-label': `Order ${id}` },
    el(
      'header',
      el('a.id', { href: `#/order/${encodeURIComponent(id)}` }, id),
      order.state,
      order.elapsed,
      el('span.what', what),
    ),
    order.way.root,
  );
  orders.unshift(order);
  orders.splice(MOST_SHOWN).forEach(old => (old.over = true));
  setTimeout(show, UNSEEN); // what is refused at once is not seen
  return order;
}

function remove(order) {
  order.over = true;
  orders.splice(orders.indexOf(order), 1);
  show();
}

function show() {
  if (!shown) {
    return;
  }
  const hint = el(
    'div.card.empty',
    el('p', 'Place an order, and watch it travel: each service checks one thing, and says pass or why not.'),
    el('p', 'The last verdict decides; the customer gets a mail.'),
  );
  shown.replaceChildren(...(orders.length > 0 ? orders.map(order => order.root) : [hint]));
  draw();
}

/** Draws what is on its way, as long as something is. */
function draw() {
  drawing ??= requestAnimationFrame(() => {
    drawing = undefined;
    const moving = orders.filter(order => !order.over);
    moving.forEach(order => {
      order.way.draw(since(order));
      say(order.elapsed, order.decided ? '' : duration(since(order)));
    });
    if (shown && moving.length > 0) {
      setTimeout(draw, moving.some(order => since(order) < 10000) ? 0 : 200);
    }
  });
}
