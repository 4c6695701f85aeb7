// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// The topics, and what was written to each last.

import { ask, poll, why } from './api.js';
import { columns, el, note, scroll } from './dom.js';
import { count, time } from './format.js';

export function view(root, chosen) {
  const body = el('tbody');
  const records = el('div.stack');
  root.append(
    el('h1', 'Topics'),
    el(
      'section.card',
      scroll(
        'The topics',
        el('table', columns(['Topic', 'Value', 'Kept', 'Partitions', 'Offsets', 'Written by'], [3, 4]), body),
      ),
    ),
    records,
  );
  if (chosen) {
    show();
  }

  async function show() {
    try {
      const found = (await ask(`desk/records?topic=${encodeURIComponent(chosen)}`)).body.records;
      records.replaceChildren(
        el('h2', `The newest of ${chosen}`),
        ...(found.length > 0 ? found.map(record) : [note('It is empty.')]),
      );
    } catch (fault) {
      records.replaceChildren(note(why(fault).message, 'bad'));
    }
  }

  return poll('desk/topics', 5000, told => {
    if (told) {
      body.replaceChildren(
        ...told.topics.map(topic =>
          el(
            'tr',
            el(
              'td',
              el('a', { href: `#/topics/${topic.name}`, 'aria-current': topic.name === chosen && 'true' }, topic.name),
            ),
            el('td', topic.value),
            el('td', topic.cleanup === 'compact' ? 'newest of a key' : 'for a time'),
            el('td.number', count(topic.partitions)),
            el('td.number', count(topic.offsets)),
            el('td.soft', topic.writer),
          ),
        ),
      );
    }
  });
}

function record(one) {
  const { topic, partition, offset, time: at, key, headers, ...content } = one;
  return el(
    'details.card',
    el(
      'summary',
      el('code', key ?? 'no key'),
      el('span.soft', ` ${content.type ?? ''} · ${time(at)} · [${partition}]@${offset}`),
    ),
    el('pre', JSON.stringify(content.value ?? content, null, 2)),
    Object.keys(headers).length > 0 && el('pre.soft', JSON.stringify(headers, null, 2)),
  );
}
