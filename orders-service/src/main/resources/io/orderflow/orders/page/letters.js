// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// What services have put aside: what it is, why, and sending it back.

import { about, ask, poll, why } from './api.js';
import { announce, arrange, command, el, note, say } from './dom.js';
import { some, time } from './format.js';

const EVERY = 5000;

export function view(root) {
  const counts = el('ul.services');
  const list = el('div.stack');
  const status = el('p.note', { role: 'status' });
  root.append(
    el('h1', 'Dead letters'),
    el(
      'p.soft.lead',
      'A record that a service cannot read or process goes here with its reason, and the service goes on.',
    ),
    counts,
    status,
    list,
  );
  if (!about.desk) {
    list.append(
      el(
        'section.card',
        el('h2', 'From the command line'),
        command('bin/orderflow dlq list'),
        command('bin/orderflow dlq show orders-service'),
        command('bin/orderflow dlq replay orders-service --partition 0 --offset 0'),
      ),
    );
    return poll(
      'v1/services',
      EVERY,
      told => told && tell(Object.fromEntries(told.services.map(one => [one.name, one.deadLetters]))),
    );
  }
  const none = note('There are none.');
  let cards = new Map(); // by place: who reads one, or is about to send it back, keeps it while others come

  function tell(now) {
    counts.replaceChildren(
      ...Object.entries(now).map(([service, number]) =>
        el(
          'li',
          { 'data-tone': number > 0 ? 'warn' : 'pass' },
          el('span.dot', { 'aria-hidden': 'true' }),
          el('b', service),
          el('span.soft', number > 0 ? some(number, 'letter') : 'none'),
        ),
      ),
    );
  }

  return poll('desk/letters', EVERY, (told, fault) => {
    if (fault) {
      say(status, fault.message);
      return;
    }
    tell(told.counts);
    const place = one => `${one.topic}-${one.partition}@${one.offset}`;
    cards = new Map(told.letters.map(one => [place(one), cards.get(place(one)) ?? card(one, status)]));
    arrange(list, cards.size > 0 ? [...cards.values()] : [none]);
  });
}

function card(letter, status) {
  const content =
    letter.unreadable !== undefined ? { unreadable: letter.unreadable, bytes: letter.bytes } : letter.value;
  const again = el('button', { type: 'button' }, 'Send back');
  const place = `${letter.service}, partition ${letter.partition}, offset ${letter.offset}`;
  again.addEventListener('click', async () => {
    if (again.dataset.sure === undefined) {
      again.dataset.sure = '';
      say(again, 'Send it back: sure?');
      setTimeout(() => {
        delete again.dataset.sure;
        say(again, 'Send back');
      }, 4000);
      return;
    }
    again.disabled = true;
    try {
      const { written } = (
        await ask('desk/letters/replay', {
          method: 'POST',
          body: { service: letter.service, partition: letter.partition, offset: letter.offset },
        })
      ).body;
      say(status, `Written to ${written}. All readers of that topic get it again; the letter stays where it is.`);
    } catch (fault) {
      say(status, `Not sent back: ${why(fault).message}`);
    }
    announce(status.textContent);
    again.disabled = false;
  });
  return el(
    'article.card.letter',
    { 'aria-label': `Dead letter of ${place}` },
    el('header', el('b', letter.service), el('span.soft', time(letter.time)), again),
    el('p.reasons', { 'data-tone': 'fail' }, letter.reason),
    el(
      'p.soft',
      'found in ',
      el('code', letter.source ?? 'an unknown place'),
      ', key ',
      el('code', letter.key ?? 'none'),
      `, kept at partition ${letter.partition}, offset ${letter.offset}`,
    ),
    el(
      'details',
      el('summary', letter.type ?? (letter.unreadable === undefined ? 'Nothing (a tombstone)' : 'Its bytes')),
      el('pre', JSON.stringify(content ?? null, null, 2)),
      el('pre', JSON.stringify(letter.headers, null, 2)),
    ),
  );
}
