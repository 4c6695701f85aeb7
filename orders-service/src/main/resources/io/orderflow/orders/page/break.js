// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// Breaks the demo on purpose, and says whether what is promised still holds.

import { ask, now as serverTime, poll, why } from './api.js';
import { announce, el, mark, say } from './dom.js';
import { count, duration, some } from './format.js';

const EVERY = 1000;

const STATES = {
  inside: ['pass', "at work, in the demo's process"],
  starting: ['warn', 'gets a process of its own'],
  running: ['pass', 'at work, as process'],
  frozen: ['warn', 'stands still, as process'],
  stopped: ['fail', 'stopped'],
  killed: ['fail', 'killed'],
  died: ['fail', 'ended by itself: see its log'],
};

/** What can be asked of a validator, and when. */
const ACTIONS = {
  stop: ['Stop', ['inside', 'running', 'frozen']],
  kill: ['Kill', ['inside', 'running', 'frozen']],
  freeze: ['Freeze', ['inside', 'running']],
  thaw: ['Thaw', ['frozen']],
  start: ['Start', ['stopped', 'killed', 'died']],
};

const BROKER = {
  running: ['pass', 'is there'],
  stopping: ['warn', 'stops'],
  away: ['fail', 'is away'],
  starting: ['warn', 'starts'],
  elsewhere: ['off', 'is elsewhere (--bootstrap-servers): not the demo’s to stop'],
};

const PROMISES = {
  kept: ['pass', 'What is promised holds.'],
  broken: ['fail', 'What is promised does not hold.'],
  unknown: ['warn', 'Whether it holds is not known now.'],
};

export function view(root) {
  const fault = el('p.note', { 'data-tone': 'bad', role: 'alert' });
  const promise = promiseCard();
  const validators = el('ul.stack');
  const rows = new Map();
  const broker = standing();
  const cut = button('Cut the broker', () => act('broker', { on: false }));
  const mend = button('Mend it', () => act('broker', { on: true }));
  const customers = el('p.soft');
  const order = button('Have customers order', () => act('customers', { on: !isPressed(order) }));
  const doubled = el('p.soft');
  const double = button('Double every message', () => act('doubling', { on: !isPressed(double) }));
  const rubbish = el('p.soft');
  const garbage = button('Send a garbage record', () => act('garbage', {}));
  root.append(
    el('h1', 'Break it'),
    el('p.soft.lead', 'This demo is yours: have customers order, break what you like, and watch the line below.'),
    promise.root,
    fault,
    el(
      'div.columns.even',
      part('Customers', 'Five orders a second, over REST, for ten minutes at most.', el('div.actions', order), customers),
      part(
        'Validators',
        'All services run in one process, where nothing can be killed alone. Before it is killed or frozen, a validator gets a process of its own. Stop is SIGTERM: it leaves in order. Kill is SIGKILL. Freeze is SIGSTOP: after 6 s the broker takes it for gone. What it should have checked waits for it.',
        validators,
      ),
      part(
        'Broker',
        'Cut stops the broker and keeps its data; mend starts it again. Until then nothing is decided, orders are refused or taken without an answer, and what is known can still be read.',
        broker.root,
        el('div.actions', cut, mend),
      ),
      part(
        'Doubled messages',
        'Every command, verdict, payment and shipment is written a second time, as a sender does that got no answer. The orders themselves have one writer, and only that one.',
        el('div.actions', double),
        doubled,
      ),
      part(
        'Garbage',
        'Bytes that are no order, on the topic of orders, which everybody reads: each service puts them aside, and goes on.',
        el('div.actions', garbage),
        rubbish,
        el('p', el('a', { href: '#/letters' }, 'Dead letters')),
      ),
    ),
  );

  async function act(what, body) {
    say(fault, '');
    try {
      await ask(`desk/break/${what}`, { method: 'POST', body });
      look();
    } catch (refused) {
      say(fault, why(refused).message);
    }
  }

  async function look() {
    try {
      show((await ask('desk/break')).body);
    } catch (refused) {
      told(undefined, why(refused));
    }
  }

  function told(now, refused) {
    if (refused) {
      promise.stale(refused);
    } else {
      show(now);
    }
  }

  function show(now) {
    promise.show(now.promise);
    now.validators.forEach(one => row(one.service).show(one));
    broker.show(BROKER[now.broker.state], now.broker.fault);
    able(cut, now.broker.state === 'running');
    able(mend, now.broker.state === 'away');
    mark(order, 'aria-pressed', String(now.customers.on));
    say(order, now.customers.on ? 'No more orders' : 'Have customers order');
    const { sent, accepted, refused, unanswered } = now.customers;
    say(
      customers,
      sent > 0
        ? `${some(sent, 'order')} sent: ${count(accepted)} accepted, ${count(refused)} refused, ${count(unanswered)} without an answer.`
        : '',
    );
    mark(double, 'aria-pressed', String(now.doubling.on));
    say(double, now.doubling.on ? 'Once is enough' : 'Double every message');
    say(doubled, now.doubling.records > 0 ? `${some(now.doubling.records, 'message')} doubled.` : '');
    say(rubbish, now.garbage > 0 ? `${some(now.garbage, 'garbage record')} sent.` : '');
  }

  function row(service) {
    if (!rows.has(service)) {
      const made = validator(service, action => act('validator', { service, action }));
      rows.set(service, made);
      validators.append(made.root);
    }
    return rows.get(service);
  }

  return poll('desk/break', EVERY, told);
}

function part(name, words, ...rest) {
  return el('section.card.stack', { 'aria-label': name }, el('h2', name), el('p.soft', words), rest);
}

/** A button that stays where it is, and keeps the focus, also when it can do nothing. */
function button(name, act) {
  const node = el('button', { type: 'button' }, name);
  node.addEventListener('click', () => node.getAttribute('aria-disabled') !== 'true' && act());
  return node;
}

const isPressed = node => node.getAttribute('aria-pressed') === 'true';
const able = (node, can) => mark(node, 'aria-disabled', can ? undefined : 'true');

/** How something is: a dot and words. */
function standing(name) {
  const words = el('span.soft');
  const root = el('p.standing', el('span.dot', { 'aria-hidden': 'true' }), name && el('b', name), words);
  return {
    root,
    show([tone, text], fault) {
      mark(root, 'data-tone', tone);
      say(words, fault ? `${text}: ${fault}` : text);
    },
  };
}

function validator(service, act) {
  const how = standing(service);
  const buttons = Object.entries(ACTIONS).map(([action, [name, from]]) => {
    const node = button(name, () => act(action));
    mark(node, 'aria-label', `${name} ${service}`);
    return { node, from };
  });
  let before;
  return {
    root: el(
      'li',
      how.root,
      el(
        'div.actions',
        buttons.map(one => one.node),
      ),
    ),
    show({ state, pid, busy, fault }) {
      const [tone, text] = STATES[state] ?? ['warn', state];
      how.show([tone, pid && state !== 'starting' ? `${text} ${pid}` : text], fault);
      buttons.forEach(one => able(one.node, !busy && one.from.includes(state)));
      if (before !== undefined && before !== state) {
        announce(`${service}: ${text}`);
      }
      before = state;
    },
  };
}

/** The line that says what is promised, and whether it holds. */
function promiseCard() {
  const verdict = el('p.verdict', { role: 'status' });
  const numbers = {};
  const figure = (name, key) => {
    numbers[key] = el('dd', '–');
    return el('div', el('dt', name), numbers[key]);
  };
  const asOf = el('p.soft');
  const faults = el('ul.reasons', { 'data-tone': 'fail' });
  const root = el(
    'section.card.stack',
    { 'aria-label': 'What is promised' },
    verdict,
    el(
      'dl.promise',
      figure('Orders accepted', 'accepted'),
      figure('decided', 'decided'),
      figure('on their way', 'onTheirWay'),
      figure('lost', 'lost'),
      figure('Units promised, of received', 'units'),
    ),
    faults,
    asOf,
  );
  return {
    root,
    show(now) {
      const [tone, words] = PROMISES[now.state];
      mark(verdict, 'data-tone', tone);
      say(verdict, words);
      mark(root, 'data-stale', now.state === 'unknown');
      for (const key of ['accepted', 'decided', 'onTheirWay', 'lost']) {
        say(numbers[key], now.asOf ? count(now[key]) : '–');
      }
      mark(numbers.lost, 'data-tone', now.asOf && (now.lost > 0 ? 'fail' : 'pass'));
      say(numbers.units, now.asOf ? `${count(now.promised)} of ${count(now.received)}` : '–');
      mark(numbers.units, 'data-tone', now.promised > now.received && 'fail');
      const more = now.faults - now.findings.length;
      faults.replaceChildren(...now.findings.map(one => el('li', one)), more > 0 ? `and ${count(more)} more` : '');
      const seen = now.asOf ? `as of ${duration(Math.max(0, serverTime() - Date.parse(now.asOf)))} ago` : '';
      say(asOf, [now.why, `By the audit’s rules, from the log${seen && `, ${seen}`}.`].filter(Boolean).join(' '));
    },
    stale(refused) {
      mark(root, 'data-stale', true);
      mark(verdict, 'data-tone', 'warn');
      say(verdict, refused.status === 0 ? PROMISES.unknown[1] : refused.message);
    },
  };
}
