// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// Reads the whole log and judges it: what must hold, does it?

import { about, ask, poll, why } from './api.js';
import { announce, command, el, note, say } from './dom.js';
import { duration } from './format.js';

export function view(root) {
  const run = el('button.primary', { type: 'button' }, 'Run the audit');
  const result = el('div.stack', { role: 'status' });
  root.append(
    el('h1', 'Audit'),
    el(
      'p.soft.lead',
      'Reads the log from its beginning, and checks by the published contract alone: one final state an order, versions without gaps, decisions that the verdicts explain, no unit promised twice, one mail a decision.',
    ),
  );
  if (!about.desk) {
    root.append(
      el(
        'section.card',
        el('h2', 'From the command line'),
        el('p.soft', 'It reads all there is, so it does not run in the service that answers customers.'),
        command('bin/orderflow audit'),
      ),
    );
    return undefined;
  }
  root.append(el('section.card.stack', el('div.actions', run), result));
  let before;
  const end = poll('desk/audit', 500, (told, fault) =>
    fault ? result.replaceChildren(note(fault.message, 'bad')) : show(told),
  );

  run.addEventListener('click', async () => {
    try {
      show((await ask('desk/audit', { method: 'POST', body: {} })).body);
    } catch (fault) {
      result.replaceChildren(note(why(fault).message, 'bad'));
    }
  });

  function show(told) {
    const key = JSON.stringify(told);
    if (key === before) {
      return;
    }
    before = key;
    run.disabled = told.state === 'running';
    say(run, told.state === 'running' ? 'It runs' : told.state === 'none' ? 'Run the audit' : 'Run it again');
    if (told.state === 'running') {
      result.replaceChildren(
        el(
          'label',
          el('span.soft', `${told.percent} % of the log is read`),
          el('progress', { max: 100, value: told.percent }),
        ),
      );
    } else if (told.state === 'failed') {
      result.replaceChildren(note(`It could not be done: ${told.lines.join(' ')}`, 'bad'));
    } else if (told.state === 'done') {
      const took = duration(Date.parse(told.ended) - Date.parse(told.begun));
      const words = told.clean ? 'Clean: all that must hold, holds.' : `Faults: ${told.findings.length} shown.`;
      announce(words);
      result.replaceChildren(
        el('p.verdict', { 'data-tone': told.clean ? 'pass' : 'fail' }, words, el('span.soft', ` in ${took}`)),
        told.findings.length > 0
          ? el(
              'ul.reasons',
              { 'data-tone': 'fail' },
              told.findings.map(one => el('li', one)),
            )
          : '',
        el(
          'dl.counts',
          told.lines
            .filter(line => line !== 'clean' && !/^(?:FAULT|faults:)/.test(line))
            .flatMap(line => [el('dt', line.slice(0, 14).trim()), el('dd', line.slice(14).trim())]),
        ),
      );
    }
  }

  return end;
}
