// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// Server-sent events over fetch: an EventSource cannot send a token, and does not say why it was refused.

import { authorization, listen, reached, refusal } from './api.js';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8000;
const REFUSED_PAUSE = 60000;
const SILENCE = 40000; // the server sends a sign of life each 15 s
const HIDDEN = 10000;
const TURN = 8; // milliseconds; then others have theirs

/**
 * Follows `path` until the returned function is called: `event(name, data)` is called for each event, data as text,
 * `state('live' | 'away' | 'refused', why)` as it comes and goes. A page that nobody sees follows nothing: a browser has but
 * six connections for all its tabs. What came meanwhile is not told; whoever goes live again looks it up.
 */
export function follow(path, event, state) {
  let ended = false;
  let current;
  let wake = () => {};
  let hiding;

  const end = () => current?.abort();

  const seen = () => {
    clearTimeout(hiding);
    if (document.visibilityState === 'hidden') {
      hiding = setTimeout(end, HIDDEN);
    } else {
      wake();
    }
  };

  async function run() {
    let pause = FIRST_PAUSE;
    while (!ended) {
      let wait = 3600000; // until it is seen
      if (document.visibilityState !== 'hidden') {
        const begun = performance.now();
        const why = await once();
        if (performance.now() - begun > LONGEST_PAUSE) {
          pause = FIRST_PAUSE; // what is opened and closed at once is asked for ever more seldom
        }
        if (ended) {
          return;
        }
        state(why ? 'refused' : 'away', why);
        wait =
          why?.status === 403
            ? REFUSED_PAUSE
            : Math.max((why?.retryAfter ?? 0) * 1000, pause * (0.7 + Math.random() * 0.6));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
      await new Promise(resolve => {
        wake = resolve;
        setTimeout(resolve, wait);
      });
    }
  }

  /** Reads one connection to its end; returns why it was refused, if it was. */
  async function once() {
    current = new AbortController();
    const { signal } = current;
    try {
      const response = await fetch(path, {
        headers: { Accept: 'text/event-stream', ...authorization() },
        cache: 'no-store',
        signal,
      });
      reached(true);
      if (!response.ok) {
        return await refusal(response);
      }
      state('live');
      await read(response.body, signal);
    } catch {
      if (!ended && !signal.aborted) {
        reached(false);
      }
    }
    current.abort();
    return undefined;
  }

  async function read(body, signal) {
    const reader = body.pipeThrough(new TextDecoderStream(), { signal }).getReader();
    let rest = '';
    let silence;
    let turn = 0;
    try {
      for (;;) {
        clearTimeout(silence);
        silence = setTimeout(end, SILENCE);
        const { value, done } = await reader.read();
        if (done || ended) {
          return;
        }
        const blocks = (rest + value).split('\n\n');
        rest = blocks.pop();
        for (const text of blocks) {
          if (performance.now() - turn > TURN) {
            await new Promise(resolve => setTimeout(resolve));
            turn = performance.now();
          }
          block(text);
        }
      }
    } finally {
      clearTimeout(silence);
    }
  }

  function block(text) {
    let name = 'message';
    let data;
    for (const line of text.split('\n')) {
      if (line.startsWith('data: ')) {
        data = data === undefined ? line.slice(6) : `${data}\n${line.slice(6)}`;
      } else if (line.startsWith('event: ')) {
        name = line.slice(7);
      }
    }
    if (data !== undefined) {
      event(name, data);
    }
  }

  const unlisten = listen(what => {
    if (what === 'token') {
      end();
      wake();
    }
  });
  document.addEventListener('visibilitychange', seen);
  addEventListener('online', seen);
  run();
  return () => {
    ended = true;
    clearTimeout(hiding);
    unlisten();
    document.removeEventListener('visibilitychange', seen);
    removeEventListener('online', seen);
    end();
    wake();
  };
}
