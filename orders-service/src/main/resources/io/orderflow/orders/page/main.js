// Copyright The Orderflow Authors
// SPDX-License-Identifier: Apache-2.0

// The frame around the views: which is shown, whether the server is there, who asks.

import { about, hasToken, introduce, link, listen, useToken } from './api.js';
import { el, mark, note, say } from './dom.js';
import { duration } from './format.js';

/** Each view is loaded when it is first shown: `view(root, rest, query)` fills root, and returns what ends it. */
const VIEWS = {
  place: { name: 'Place', load: () => import('./place.js') },
  live: { name: 'Live', load: () => import('./live.js') },
  stock: { name: 'Stock', load: () => import('./stock.js') },
  letters: { name: 'Dead letters', load: () => import('./letters.js') },
  audit: { name: 'Audit', load: () => import('./audit.js') },
  break: { name: 'Break it', load: () => import('./break.js'), desk: true },
  order: { load: () => import('./order.js') },
  topics: { load: () => import('./topics.js') },
};

const main = document.getElementById('main');
const nav = document.getElementById('views');
const pill = document.getElementById('link');
const token = document.getElementById('token');
const dialog = document.getElementById('token-dialog');
let close = () => {};
let turn = 0;

function place() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/');
  return { name: Object.hasOwn(VIEWS, name) ? name : 'place', rest: decoded(rest.join('/')), query: new URLSearchParams(query) };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function show() {
  const { name, rest, query } = place();
  const mine = ++turn;
  close();
  close = () => {};
  nav.querySelectorAll('a').forEach(a => mark(a, 'aria-current', a.dataset.view === name ? 'page' : undefined));
  try {
    const { view } = await VIEWS[name].load();
    if (mine !== turn) {
      return;
    }
    main.replaceChildren();
    document.title = `${rest || VIEWS[name].name || name} · Orderflow`;
    close = view(main, rest, query) ?? (() => {});
  } catch (fault) {
    main.replaceChildren(
      note(`This view cannot be shown: ${fault.message}. Reload the page when the server is there again.`, 'bad'),
    );
    throw fault;
  }
}

// --------------------------------------------------------------------------------------------------- is the server there

function connection() {
  mark(pill, 'data-up', String(link.up));
  say(pill.children[1], link.up === undefined ? 'Connecting' : link.up ? 'Connected' : 'Not connected');
  say(pill.children[2], link.up === false ? `for ${duration(Date.now() - link.since)}` : ''); // not read out each second
}

// -------------------------------------------------------------------------------------------------------------- who asks

function askForToken(why) {
  say(document.getElementById('token-why'), why ?? '');
  if (!dialog.open) {
    dialog.showModal();
  }
}

token.addEventListener('click', () => askForToken(''));
dialog.addEventListener('submit', event => {
  event.preventDefault();
  const field = document.getElementById('token-text');
  useToken(field.value);
  field.value = '';
  dialog.close();
});
document.getElementById('token-forget').addEventListener('click', () => {
  useToken('');
  dialog.close();
});
document.getElementById('token-later').addEventListener('click', () => dialog.close());

listen((what, detail) => {
  if (what === 'refused') {
    askForToken(detail || 'The service asks who you are.');
  } else if (what === 'about') {
    token.hidden = about.open;
    nav.querySelector('[data-view=break]').parentElement.hidden = !about.desk;
    document
      .getElementById('links')
      .replaceChildren(
        ...(about.desk ? [el('li', el('a', { href: '#/topics' }, 'Topics'))] : []),
        ...Object.entries(about.links).map(([name, address]) =>
          el('li', el('a', { href: address, rel: 'noreferrer' }, name)),
        ),
      );
  } else if (what === 'token') {
    say(token, hasToken() ? 'Token ✓' : 'Token');
    show();
  } else {
    connection();
  }
});

// ------------------------------------------------------------------------------------------------------------- the start

nav.replaceChildren(
  ...Object.entries(VIEWS)
    .filter(([, view]) => view.name)
    .map(([name, view]) =>
      el('li', { hidden: view.desk }, el('a', { href: `#/${name}`, 'data-view': name }, view.name)),
    ),
);
document.getElementById('skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', () => {
  show();
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
});
setInterval(connection, 1000);

async function start() {
  for (let pause = 500; ; pause = Math.min(pause * 2, 5000)) {
    try {
      await introduce();
      break;
    } catch {
      await new Promise(resolve => setTimeout(resolve, pause));
    }
  }
  say(token, hasToken() ? 'Token ✓' : 'Token');
  if (!about.open && !hasToken()) {
    askForToken('The service asks who you are.');
  }
  show();
}

start();
