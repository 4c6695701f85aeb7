// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// Values as people read them: the same words and digits as in the services' reasons, whatever the browser's language.

const SCALE = 10000n;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const PLAIN = /^-?\d+(?:\.\d+)?$/;

/** True for what JSON takes for a number. */
export const isNumber = text => NUMBER.test(text);

/** JSON, with amounts as they were written: a double has not enough digits for all of them. */
export function parse(text) {
  return JSON.parse(text, (key, value, context) =>
    key === 'unitPrice' && typeof value === 'number' ? (context?.source ?? String(value)) : value,
  );
}

/** An amount in ten-thousandths; none of what is no amount. */
function units(amount) {
  const text = String(amount);
  if (!PLAIN.test(text)) {
    return undefined;
  }
  const [whole, part = ''] = text.replace('-', '').split('.');
  const sum = BigInt(whole) * SCALE + BigInt((part + '0000').slice(0, 4));
  return text.startsWith('-') ? -sum : sum;
}

function amount(sum) {
  const digits = String(sum < 0n ? -sum : sum).padStart(5, '0');
  const whole = digits.slice(0, -4).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${sum < 0n ? '-' : ''}${whole}.${digits.slice(-4).replace(/0{1,2}$/, '')}`;
}

/** `1,024.90 EUR` */
export function money(value, currency) {
  const sum = units(value);
  return `${sum === undefined ? value : amount(sum)} ${currency ?? ''}`.trim();
}

/** What an order comes to. */
export function total(order) {
  let sum = 0n;
  for (const line of order.lines ?? []) {
    const price = units(line.unitPrice);
    if (price === undefined || !Number.isSafeInteger(line.quantity)) {
      return '';
    }
    sum += price * BigInt(line.quantity);
  }
  return `${amount(sum)} ${order.currency ?? ''}`.trim();
}

/** `2 kettle, 1 mug` */
export function contents(order, most = 3) {
  const lines = order.lines ?? [];
  const first = lines
    .slice(0, most)
    .map(line => `${line.quantity} ${line.product}`)
    .join(', ');
  return lines.length > most ? `${first} and ${lines.length - most} more` : first;
}

/** `412 ms`, `1.24 s`, `3 min 20 s` */
export function duration(ms) {
  if (ms === undefined || ms === null || !Number.isFinite(ms)) {
    return '–';
  }
  const abs = Math.abs(ms);
  if (abs < 999.5) {
    return `${Math.round(ms)} ms`;
  }
  if (abs < 9995) {
    return `${(ms / 1000).toFixed(2)} s`;
  }
  if (abs < 59950) {
    return `${(ms / 1000).toFixed(1)} s`;
  }
  const seconds = Math.round(abs / 1000);
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
  if (seconds < 172800) {
    return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} min`;
  }
  return `${Math.floor(seconds / 86400)} days`;
}

/** Text whose marks of direction turn nothing around that stands beside it. */
export const isolated = text => `\u2068${text}\u2069`;

/** `12,345` */
export const count = number => String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** `0.4`, `12`, `212` */
export function rate(perSecond) {
  return perSecond > 0 && perSecond < 9.95 ? perSecond.toFixed(1) : count(Math.round(perSecond));
}

const two = number => String(number).padStart(2, '0');

/** `14:03:22`, with the date if it is not today's. */
export function time(at) {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) {
    return '–';
  }
  const clock = `${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`;
  return moment.toDateString() === new Date().toDateString() ? clock : `${day(moment)} ${clock}`;
}

const day = moment => `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;

/** `1 instance`, `3 instances` */
export const some = (number, what) => `${count(number)} ${what}${number === 1 ? '' : 's'}`;
