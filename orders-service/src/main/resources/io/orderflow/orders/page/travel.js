// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// An order's way as a drawing: a lane a service, a bar for as long as each took, what it said and when.

import { el, mark, say } from './dom.js';
import { duration } from './format.js';

const STEPS = [
  10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 30000, 60000, 120000, 300000, 600000, 1800000, 3600000,
];
const LEAST = 100;
const TICKS = 5;

/** Which service answers which check; one that is not here has its check's name. */
const SERVICES = new Map([
  ['inventory', 'inventory-service'],
  ['fraud', 'fraud-service'],
  ['order-details', 'order-details-service'],
]);

/** The lane of a check. */
export const check = (name, shadow) => ({
  key: `check:${name}`,
  name,
  by: shadow ? 'shadow check' : (SERVICES.get(name) ?? 'validator'),
  shadow,
});

/** The lanes of every order, around those of its checks. */
export const PLACED = { key: 'placed', name: 'POST', by: 'orders-service' };
export const CREATED = { key: 'created', name: 'created', by: 'orders-service' };
export const DECIDED = { key: 'decided', name: 'decision', by: 'orders-service' };
export const MAILED = { key: 'mailed', name: 'mail', by: 'email-service' };

/**
 * Draws `lanes`. `root` is to be shown; `begin(key, at)` has a bar begin, `land(key, at, tone, word, reasons, known)` ends it,
 * all times in milliseconds from the order's beginning, and `known` when the orders service knew. `now` is told how long the
 * order has been on its way, until all have landed, so that bars grow.
 */
export function travel(lanes) {
  const rows = new Map();
  const axis = el('div.axis', { 'aria-hidden': true });
  const root = el('ol.lanes', el('li.lane.scale', { 'aria-hidden': true }, el('span'), axis, el('span')));
  lanes.forEach(add);
  let drawn = '';

  function add(lane) {
    const bar = el('span.bar');
    const tail = el('span.bar.tail');
    const track = el('span.track', { 'aria-hidden': true }, bar, tail);
    const word = el('span.word');
    const why = el('span.why');
    const node = el(
      'li.lane',
      { 'data-tone': 'none', 'data-shadow': lane.shadow },
      el('span.who', lane.name, el('small', lane.by)),
      track,
      word,
      why,
    );
    rows.set(lane.key, { lane, node, bar, tail, word, why, from: undefined, to: undefined, known: undefined });
    root.append(node);
  }

  function row(key) {
    if (!rows.has(key) && key.startsWith('check:')) {
      add(check(key.slice(6), true));
      ['decided', 'mailed'].forEach(last => rows.has(last) && root.append(rows.get(last).node));
    }
    return rows.get(key);
  }

  return {
    root,

    begin(key, at) {
      const begun = row(key);
      if (begun && begun.from === undefined) {
        begun.from = Math.max(0, at);
        if (begun.to === undefined) {
          mark(begun.node, 'data-tone', 'waiting');
          say(begun.word, 'waiting');
        }
      }
    },

    land(key, at, tone, word, reasons = [], known) {
      const landed = row(key);
      if (!landed || landed.to !== undefined) {
        return false;
      }
      landed.to = Math.max(0, at);
      landed.from ??= landed.to;
      landed.from = Math.min(landed.from, landed.to);
      landed.known = known;
      mark(landed.node, 'data-tone', tone);
      landed.word.replaceChildren(el('b', word), ` ${duration(landed.to)}`);
      say(landed.why, reasons.join('; '));
      return true;
    },

    has: key => rows.get(key)?.to !== undefined,

    at: key => rows.get(key)?.to,

    /** No longer waits for what has not landed, and says why. */
    drop(key, text) {
      const dropped = rows.get(key);
      if (dropped && dropped.to === undefined) {
        dropped.from = undefined;
        mark(dropped.node, 'data-tone', 'none');
        say(dropped.word, text);
      }
    },

    draw(now = 0) {
      const all = [...rows.values()];
      const waiting = all.some(one => one.from !== undefined && one.to === undefined);
      const last = Math.max(0, ...all.map(one => Math.max(one.to ?? 0, one.known ?? 0)));
      const span = Math.max(LEAST, (waiting ? Math.max(now, last) : last) * 1.06);
      scale(span);
      const percent = ms => `${Math.min(100, (ms / span) * 100).toFixed(2)}%`;
      for (const one of all) {
        if (one.from !== undefined) {
          const to = one.to ?? Math.max(now, one.from);
          one.bar.style.left = percent(one.from);
          one.bar.style.width = percent(to - one.from);
          one.tail.style.left = percent(to);
          one.tail.style.width = percent(Math.max(0, (one.known ?? to) - to));
        }
      }
    },
  };

  function scale(span) {
    const step = STEPS.find(candidate => span / candidate <= TICKS) ?? STEPS.at(-1);
    const key = `${step}/${Math.round((span / step) * 20)}`;
    if (key === drawn) {
      return;
    }
    drawn = key;
    root.style.setProperty('--tick', `${((step / span) * 100).toFixed(2)}%`);
    const ticks = [];
    for (let at = step; at < span * 0.97 && ticks.length < TICKS; at += step) {
      const tick = el('span', duration(at));
      tick.style.left = `${((at / span) * 100).toFixed(2)}%`;
      ticks.push(tick);
    }
    axis.replaceChildren(...ticks);
  }
}

/** The way of an order as its history tells it, by the services' own clocks. */
export function travelOf(history) {
  const events = history.history.filter(entry => entry.type === 'event');
  const verdicts = history.history.filter(entry => entry.type === 'verdict');
  const created = events.find(event => event.state === 'CREATED');
  const start = Date.parse((created ?? history.history[0])?.at);
  const shadows = [...new Set(verdicts.filter(one => one.standing === 'shadow').map(one => one.check))];
  const way = travel([
    CREATED,
    ...history.checks.map(name => check(name, false)),
    ...shadows.map(name => check(name, true)),
    DECIDED,
  ]);
  if (Number.isNaN(start)) {
    return way;
  }
  const since = at => Date.parse(at) - start;
  const begun = created ? since(created.seenAt) : 0;
  if (created) {
    way.begin(CREATED.key, 0);
    way.land(CREATED.key, begun, 'done', 'created');
  }
  const decision = events.find(event => event.version === 2);
  history.checks.forEach(name => !decision && way.begin(`check:${name}`, begun));
  for (const verdict of verdicts) {
    way.begin(`check:${verdict.check}`, Math.min(begun, since(verdict.at)));
    way.land(
      `check:${verdict.check}`,
      since(verdict.at),
      tone(verdict.result),
      word(verdict.result),
      verdict.reasons,
      since(verdict.seenAt),
    );
  }
  if (decision) {
    way.begin(DECIDED.key, since(decision.at));
    way.land(DECIDED.key, since(decision.seenAt), toneOf(decision.state), decision.state);
  }
  way.draw();
  return way;
}

/** How a verdict is shown. */
export const tone = result => (result === 'PASS' ? 'pass' : 'fail');
export const word = result => (result === 'PASS' ? 'pass' : result);

/** How a state is shown. */
export const toneOf = state =>
  ({ FAILED: 'fail', CANCELLED: 'off', VALIDATED: 'pass', SHIPPED: 'pass' })[state] ?? 'done';
