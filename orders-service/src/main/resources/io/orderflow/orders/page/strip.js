// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// The strip of figures: the present in large, the last ten minutes as small plots, and the services with their health.

import { now as serverTime, poll } from './api.js';
import { el, mark, note, say, svg } from './dom.js';
import { count, duration, rate, some, time } from './format.js';

const WIDTH = 240;
const HEIGHT = 44;
const FIGURES_EVERY = 2000;
const SERVICES_EVERY = 4000;
const LOOKS = 4;

/** The strip; returns its element and what ends it. */
export function strip() {
  const orders = tile('Orders a second');
  const decided = tile('From order to decision');
  const undecided = tile('Undecided');
  const outcome = tile('Validated');
  const failed = el('div.tile', el('h2', 'Failed by'), el('ol.failed'));
  const tiles = [orders, decided, undecided, outcome];
  const figures = el(
    'div.tiles',
    tiles.map(one => one.root),
    failed,
  );
  const asOf = el('p.as-of', { role: 'status' });
  const services = serviceList();
  const root = el('section.strip', { 'aria-label': 'Figures' }, figures, asOf, services.root);
  let newest;

  const stops = [
    poll('v1/figures', FIGURES_EVERY, (told, fault) => {
      if (fault) {
        stale(fault);
        return;
      }
      newest = Date.now();
      mark(root, 'data-stale', false);
      say(asOf, '');
      draw(told);
    }),
    poll('v1/services', SERVICES_EVERY, services.told),
  ];

  function stale(fault) {
    mark(root, 'data-stale', true);
    if (fault.status === 403) {
      figures.replaceChildren(
        note('The figures are of all customers: they are shown to a token of the scope orders:admin.'),
      );
    } else {
      say(asOf, newest ? `as of ${time(newest)}: ${fault.message}` : fault.message);
    }
  }

  function draw(told) {
    const perSecond = told.created.map(number => number / told.seconds);
    const now = told.lately;
    orders.show(
      rate(now.createdPerSecond),
      `${rate(now.decidedPerSecond)} decided`,
      [line(perSecond, 'accent', true)],
      Math.max(...perSecond, 0),
    );
    decided.show(
      duration(now.p50),
      now.p99 === null ? 'none in the last minute' : `99 % within ${duration(now.p99)}`,
      [line(told.p99, 'soft'), line(told.p50, 'accent', true)],
      Math.max(...told.p99, 0),
      duration,
    );
    undecided.show(
      count(told.undecided),
      told.undecidedSince
        ? `the oldest for ${duration(Math.max(0, serverTime() - Date.parse(told.undecidedSince)))}`
        : 'all are decided',
      [line(told.undecidedThen, 'warn', true)],
      Math.max(...told.undecidedThen, 0),
    );
    const good = sum(told.validated);
    const bad = sum(told.failed);
    outcome.show(
      good + bad === 0 ? '–' : `${Math.round((good / (good + bad)) * 1000) / 10} %`,
      `${count(good)} of ${count(good + bad)}`,
      stack(told.validated, told.failed),
      Math.max(...told.validated.map((number, i) => number + told.failed[i]), 0) / told.seconds,
    );
    failed.lastChild.replaceChildren(...reasons(told.failedBy, bad));
  }

  return { root, close: () => stops.forEach(stop => stop()) };
}

const sum = numbers => numbers.reduce((all, one) => all + one, 0);

function tile(name) {
  const number = el('output.number', '–');
  const words = el('p.soft');
  const top = el('span.top');
  const plot = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const root = el('div.tile', el('h2', name), number, words, el('div.plot', plot, top));
  return {
    root,
    show(value, text, shapes, most, words_ = rate) {
      say(number, value);
      say(words, text);
      say(top, most > 0 ? words_(most) : '');
      plot.replaceChildren(...shapes);
    },
  };
}

/** A line of numbers, the newest at the right; where there is none the line has a gap. */
function line(numbers, tone, filled) {
  const most = Math.max(...numbers, 1e-9);
  const x = i => ((i + 1) / numbers.length) * WIDTH;
  const y = number => HEIGHT - 1 - (number / most) * (HEIGHT - 4);
  let path = '';
  let area = '';
  let open;
  numbers.forEach((number, i) => {
    if (number === null) {
      area += open === undefined ? '' : `L${x(i - 1)} ${HEIGHT}L${x(open)} ${HEIGHT}Z`;
      open = undefined;
      return;
    }
    const point = `${open === undefined ? 'M' : 'L'}${x(i).toFixed(1)} ${y(number).toFixed(1)}`;
    path += point;
    area += point;
    if (open === undefined) {
      open = i;
      path += 'h.1'; // one alone is a dot
    }
  });
  area += open === undefined ? '' : `L${WIDTH} ${HEIGHT}L${x(open)} ${HEIGHT}Z`;
  return svg('g', { class: tone }, filled && svg('path.area', { d: area }), svg('path.line', { d: path }));
}

/** Bars of two sorts, one upon the other. */
function stack(good, bad) {
  const most = Math.max(...good.map((number, i) => number + bad[i]), 1e-9);
  const width = WIDTH / good.length;
  const bars = (numbers, below) =>
    numbers
      .map((number, i) => {
        const high = (number / most) * (HEIGHT - 4);
        const low = HEIGHT - (below[i] / most) * (HEIGHT - 4);
        return number > 0
          ? `M${(i * width).toFixed(1)} ${low.toFixed(1)}v${-high.toFixed(1)}h${(width * 0.8).toFixed(1)}v${high.toFixed(1)}Z`
          : '';
      })
      .join('');
  return [
    svg('path', {
      d: bars(
        good,
        good.map(() => 0),
      ),
      class: 'good bars',
    }),
    svg('path.bad', { d: bars(bad, good) }),
  ];
}

function reasons(failedBy, all) {
  if (failedBy.length === 0) {
    return [el('li.soft', 'nothing in ten minutes')];
  }
  return failedBy.slice(0, 3).map(one => {
    const bar = el('span.share', { 'aria-hidden': 'true' });
    bar.style.width = `${Math.min(100, (one.orders / Math.max(1, all)) * 100)}%`;
    return el('li', { title: one.reason }, bar, el('b', one.check), ` ${count(one.orders)}`, el('small', one.reason));
  });
}

// ------------------------------------------------------------------------------------------------------------ services

function serviceList() {
  const chips = el('ul.services', { 'aria-label': 'Services' });
  const root = el('div', chips);
  const past = new Map(); // how far behind each was at the last looks

  function told(answer, fault) {
    if (fault) {
      mark(chips, 'data-stale', true);
      if (fault.status === 403) {
        root.replaceChildren();
      } else if (chips.childElementCount === 0) {
        chips.replaceChildren(el('li.soft', fault.message));
      }
      return;
    }
    mark(chips, 'data-stale', false);
    chips.replaceChildren(...answer.services.map(service => chip(service, answer.instance)));
  }

  function chip(service, here) {
    const looks = [...(past.get(service.name) ?? []), service.behind].slice(-LOOKS);
    past.set(service.name, looks);
    const health = standing(service, looks, here);
    const instances = service.instances.map(one => `${one.host}, ${some(one.threads, 'thread')}`);
    return el(
      'li',
      { 'data-tone': health.tone, title: instances.join('\n') },
      el('span.dot', { 'aria-hidden': 'true' }),
      el('b', service.name),
      el('span.soft', health.words),
      service.deadLetters > 0 && el('span.letters', some(service.deadLetters, 'dead letter')),
    );
  }

  return { root, told };
}

/** How a service does, in words. What falls further behind, look for look, does not keep up, or does not answer at all. */
function standing(service, looks, here) {
  if (service.state === 'stopped') {
    return {
      tone: 'fail',
      words: `stopped${service.behind > 0 ? `, ${some(service.behind, 'record')} wait` : ''}`,
    };
  }
  if (service.name === 'orders-service' && !here.ready) {
    return { tone: 'warn', words: 'not ready' };
  }
  if (service.state === 'rebalancing') {
    return { tone: 'warn', words: 'sharing out the work' };
  }
  if (looks.length === LOOKS && looks.every((behind, i) => i === 0 || behind > looks[i - 1])) {
    return { tone: 'warn', words: `falls behind: ${some(service.behind, 'record')} wait` };
  }
  return { tone: 'pass', words: some(service.instances.length, 'instance') };
}
