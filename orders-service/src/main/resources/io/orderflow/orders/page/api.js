// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// The one way to the server: the public API, with a token where one is asked for. The token is kept until the tab is closed.

import { parse } from './format.js';

const KEY = 'orderflow-token';
const PATIENCE = 20000;
const CLOCK = 5000;
const LONGEST_PAUSE = 300; // seconds, whatever a server or what stands before it says

let token = kept();
const listeners = new Set();

/** Whether the server answers: true, false, or undefined before it has been asked. */
export const link = { up: undefined, since: Date.now() };

/** How far this browser's clock is ahead of the server's, in milliseconds; 0 where it is about the same. */
let ahead = 0;

/** The time as the server has it: what it tells is not older or newer for a clock that is wrong here. */
export const now = () => Date.now() - ahead;

function compare(response) {
  const difference = Date.now() - Date.parse(response.headers.get('Date'));
  ahead = Math.abs(difference) > CLOCK ? difference : 0; // a header has whole seconds, and was on its way; NaN is 0
}

/** What the server said of itself, once it has. */
export const about = { open: true, checks: [], shadowChecks: [], desk: false, links: {} };

function kept() {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export const hasToken = () => token !== '';

/** Takes a token, or with '' forgets it. */
export function useToken(text) {
  token = text.trim().replace(/^Bearer\s+/i, '');
  try {
    if (token) {
      sessionStorage.setItem(KEY, token);
    } else {
      sessionStorage.removeItem(KEY);
    }
  } catch {
    // then it is kept as long as the page is
  }
  tell('token');
}

/** Has `listener` told of 'link' (it came or went), 'token' (there is another) and 'refused' (none, or not this one). */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(what, detail) {
  listeners.forEach(listener => listener(what, detail));
}

/** The server has answered, or has not. */
export function reached(up) {
  if (link.up !== up) {
    link.up = up;
    link.since = Date.now();
    tell('link');
  }
}

/** Why the server did not do what was asked: its own words (RFC 9457), or that it does not answer (status 0). */
export class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail || problem.title || `the server answered ${status}`);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** A refusal as it is; any other fault is one of this page's own. */
export function why(fault) {
  if (fault instanceof Refusal) {
    return fault;
  }
  throw fault;
}

/** The header that a request needs. */
export const authorization = () => (token ? { Authorization: `Bearer ${token}` } : {});

/** What `response`, which is no success, says. */
export async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401) {
    tell('refused', token ? problem.detail : '');
  }
  const retryAfter = Number(response.headers.get('Retry-After')) || 0;
  return new Refusal(response.status, problem ?? {}, Math.min(Math.max(0, retryAfter), LONGEST_PAUSE));
}

/** Asks, and returns `{ status, body }`; throws a Refusal. A body that is text is sent as it is. */
export async function ask(path, { method = 'GET', body, headers, signal, patience = PATIENCE } = {}) {
  const given = AbortSignal.timeout(patience);
  const sent = {
    method,
    cache: 'no-store',
    headers: { Accept: 'application/json', ...authorization(), ...headers },
    signal: signal ? AbortSignal.any([given, signal]) : given,
  };
  if (body !== undefined) {
    sent.body = typeof body === 'string' ? body : JSON.stringify(body);
    sent.headers['Content-Type'] = 'application/json';
  }
  let response;
  let text;
  try {
    response = await fetch(path, sent);
    text = response.ok ? await response.text() : '';
  } catch (fault) {
    if (signal?.aborted) {
      throw fault;
    }
    reached(false);
    throw new Refusal(0, { detail: 'the server does not answer' }, 0);
  }
  reached(true);
  compare(response);
  if (!response.ok) {
    throw await refusal(response);
  }
  return { status: response.status, body: text ? parse(text) : undefined };
}

/** Learns what the server says of itself. */
export async function introduce() {
  Object.assign(about, (await ask('page/about.json')).body);
  tell('about');
}

/**
 * Asks again and again while the page is seen, and once more as soon as it is seen again. `told` gets what is answered, or
 * the Refusal. Returns what ends it.
 */
export function poll(path, every, told) {
  let timer;
  let ended = false;
  const stop = new AbortController();
  const next = async () => {
    clearTimeout(timer);
    if (ended || document.visibilityState === 'hidden') {
      return;
    }
    let pause = every;
    try {
      told((await ask(path, { signal: stop.signal })).body);
    } catch (fault) {
      if (ended) {
        return;
      }
      told(undefined, why(fault));
      pause = fault.status === 403 ? 60000 : Math.max(every, fault.retryAfter * 1000);
    }
    clearTimeout(timer);
    timer = setTimeout(next, pause);
  };
  const unlisten = listen(what => what === 'token' && next());
  document.addEventListener('visibilitychange', next);
  next();
  return () => {
    ended = true;
    clearTimeout(timer);
    stop.abort();
    unlisten();
    document.removeEventListener('visibilitychange', next);
  };
}
