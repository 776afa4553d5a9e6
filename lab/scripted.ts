import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onionName } from './onion.ts';
import { createRandom } from './random.ts';
import { type SocksConnect, startSocks } from './socks.ts';

/** One offer of the market, as its own data gives it. */
export interface ScriptedOffer {
  readonly id: number;
  readonly title: string;
  readonly vendor: string;
  /** In dollars, with two digits. */
  readonly price: string;
  readonly from: string;
}

export interface ScriptedRequest {
  readonly method: string;
  readonly path: string;
  readonly cookie: string | null;
}

/** A market whose pages are empty until a script of its own fills them. Part of no world and no score. */
export interface ScriptedMarket {
  /** `socks5h://127.0.0.1:PORT`; asks for a user name and reaches this market only. */
  readonly socksUrl: string;
  readonly address: string;
  /** All there is to be read. */
  readonly offers: readonly ScriptedOffer[];
  requests(): readonly ScriptedRequest[];
  connects(): readonly SocksConnect[];
  close(): Promise<void>;
}

export type ExtraRoute = (request: IncomingMessage, response: ServerResponse) => void;

const goods: readonly [string, ...string[]] = [
  'MDMA crystals 5 g',
  'Ketamine needles 2 g',
  'LSD 10 tabs 150 ug',
  'Amphetamine paste 20 g',
  '2C-B 25 pills',
];
const vendors: readonly [string, ...string[]] = ['tidepool', 'northkiln', 'brackwater'];
const places: readonly [string, ...string[]] = ['NL', 'DE', 'PL'];

function offersOf(seed: number, count: number): readonly ScriptedOffer[] {
  const random = createRandom(`scripted ${seed}`);
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    title: `${random.pick(goods)} no. ${index + 1}`,
    vendor: random.pick(vendors),
    price: (random.int(40, 440) / 2).toFixed(2),
    from: random.pick(places),
  }));
}

/** Every page is this: the script looks at the address and fetches what belongs there. */
const shell = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Undertow</title><link rel="stylesheet" href="/app.css"></head>
<body><div id="app"></div><script src="/app.js"></script></body></html>`;

const script = `(async () => {
  const app = document.getElementById('app');
  const add = (parent, tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    parent.append(element);
    return element;
  };
  const id = /^\\/item\\/(\\d+)/.exec(location.pathname)?.[1];
  add(app, 'header', 'Undertow market');
  const data = await (await fetch(id ? '/api/item/' + id : '/api/items')).json();
  document.cookie = 'seen=' + (id || 'all') + '; path=/';
  if (id) {
    const main = add(app, 'main', '', { class: 'offer' });
    add(main, 'h1', data.title);
    const list = add(main, 'dl', '');
    for (const [label, value] of [['Vendor', data.vendor], ['Price', data.price + ' USD'], ['Ships from', data.from]]) {
      add(list, 'dt', label);
      add(list, 'dd', value);
    }
  } else {
    for (const each of data) add(add(app, 'article', ''), 'a', each.title, { href: '/item/' + each.id });
  }
})();`;

/** Starts the market on loopback behind a SOCKS5 server of its own. `extra` serves further paths. */
export async function startScripted(
  options: {
    readonly offers?: number;
    readonly seed?: number;
    readonly extra?: Readonly<Record<string, ExtraRoute>>;
  } = {},
): Promise<ScriptedMarket> {
  const { seed = 1, extra = {} } = options;
  const offers = offersOf(seed, options.offers ?? 6);
  const host = onionName(`scripted ${seed}`);
  const requests: ScriptedRequest[] = [];
  const connects: SocksConnect[] = [];

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '/', `http://${host}`).pathname;
    requests.push({ method: request.method ?? '', path, cookie: request.headers.cookie ?? null });
    const send = (type: string, body: string, status = 200) =>
      response.writeHead(status, { 'content-type': type, 'cache-control': 'max-age=3600' }).end(body);
    const offer = offers.find(({ id }) => path === `/api/item/${id}`);
    const more = extra[path];
    if (more) more(request, response);
    else if (path === '/app.js') send('text/javascript', script);
    else if (path === '/app.css') send('text/css', 'article { margin: 1em }');
    else if (path === '/api/items')
      send('application/json', JSON.stringify(offers.map(({ id, title }) => ({ id, title }))));
    else if (offer) send('application/json', JSON.stringify(offer));
    else if (path === '/' || offers.some(({ id }) => path === `/item/${id}`)) send('text/html; charset=utf-8', shell);
    else send('text/html', '<h1>Not found</h1>', 404);
  }

  const server = createServer(serve);
  const socks = await startSocks({
    requireUser: true,
    route: (connect) => {
      connects.push(connect);
      return connect.host === host ? { kind: 'server', server } : { kind: 'refused', reply: 4 };
    },
  });
  return {
    socksUrl: socks.url,
    address: `http://${host}/`,
    offers,
    requests: () => requests,
    connects: () => connects,
    async close() {
      await socks.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
