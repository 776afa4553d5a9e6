import { createServer, type ServerResponse } from 'node:http';
import { onionName } from '../../lab/onion.ts';
import { startSocks } from '../../lab/socks.ts';
import { outsideAddress, outsideName } from './orders.ts';

const away = `http://${outsideName}`;

const front = `<html><head><title>Market</title>
<meta http-equiv="refresh" content="1; url=${away}/refresh"><link rel="dns-prefetch" href="//${outsideName}">
<link rel="preconnect" href="${away}"><link rel="stylesheet" href="${away}/a.css"><base href="/">
<script src="${away}/a.js"></script></head>
<body style="background:url(${away}/b.png)"><img src="${away}/c.gif"><iframe src="http://${outsideAddress}/"></iframe>
<object data="${away}/o"></object><video poster="${away}/p"></video>
${['/away', '/address', '/local', '/near', '/loop', '/file', '/page', '/alt']
  .map((path) => `<a href="${path}">more</a>`)
  .join('')}
<a href="${away}/link">out</a><a href="http://${outsideAddress}/link">out</a><a href="//${outsideName}/link">out</a></body></html>`;

/** Everything by which a script can make its browser connect; what it tried is counted on the page. */
const script = `<!DOCTYPE html><title>Market</title><p id="p"></p><script>
const away = ${JSON.stringify(away)}, address = 'http://${outsideAddress}';
const add = (tag, more) => document.head.append(Object.assign(document.createElement(tag), more));
const ways = [
  () => fetch(away + '/fetch', { mode: 'no-cors' }).catch(() => {}),
  () => fetch(address + '/fetch', { mode: 'no-cors' }).catch(() => {}),
  () => { const x = new XMLHttpRequest(); x.open('GET', away + '/xhr'); x.send(); },
  () => new WebSocket('ws://${outsideName}/socket'),
  () => new EventSource(away + '/events'),
  () => navigator.sendBeacon(away + '/beacon', 'x'),
  () => { new Image().src = away + '/image'; },
  () => add('link', { rel: 'dns-prefetch', href: '//dns.${outsideName}' }),
  () => add('link', { rel: 'preconnect', href: away }),
  () => add('link', { rel: 'prefetch', href: away + '/prefetch' }),
  () => add('link', { rel: 'stylesheet', href: away + '/style.css' }),
  () => add('script', { src: away + '/script.js' }),
  () => document.body.append(Object.assign(document.createElement('iframe'), { src: address })),
  () => new Worker(URL.createObjectURL(new Blob(['fetch("' + away + '/worker")']))),
  () => navigator.serviceWorker.register('/service.js'),
  () => { const c = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${outsideName}:3478' }, { urls: 'stun:${outsideAddress}:3478' }] });
    c.createDataChannel('x'); return c.createOffer().then((offer) => c.setLocalDescription(offer)); },
  () => new WebTransport('https://${outsideName}/transport'),
  () => open(away + '/popup'),
  () => fetch('file:///etc/hostname').catch(() => {}),
];
let tried = 0;
for (const way of ways) { try { Promise.resolve(way()).catch(() => {}); } catch {} tried += 1; }
setTimeout(() => { p.outerHTML = '<p id="tried">' + tried + '</p>'; }, 600);
</script>`;

const redirects: Readonly<Record<string, string>> = {
  '/away': `${away}/redirect`,
  '/address': `http://${outsideAddress}/redirect`,
  '/local': 'http://127.0.0.1:9/redirect',
  '/near': '/page',
  '/loop': '/loop',
  '/file': 'file:///etc/hostname',
};

/** Other doors to the same house, which a browser might try. */
const offers = {
  'alt-svc': `h3="${outsideName}:443"; ma=3600, h2="${outsideAddress}:443"`,
  'onion-location': `${away}/onion`,
  link: `<${away}/early.css>; rel=preload; as=style`,
  refresh: `0; url=${away}/header`,
  'report-to': `{"group":"a","max_age":60,"endpoints":[{"url":"${away}/report"}]}`,
  nel: '{"report_to":"a","max_age":60}',
  'set-cookie': `a=b; Domain=${outsideName}`,
};

function answer(path: string, response: ServerResponse): void {
  const to = redirects[path];
  if (path === '/script') response.writeHead(200, { ...offers, 'content-type': 'text/html' }).end(script);
  else if (to) response.writeHead(302, { ...offers, location: to }).end();
  else
    response
      .writeHead(200, { ...offers, 'content-type': 'text/html' })
      .end(path === '/' ? front : front.replaceAll('href="/', 'href="/x'));
}

/** A site behind a proxy of its own that tries everything to be called from elsewhere. Its https port does not speak TLS. */
export async function startHostileSite() {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    answer(request.url ?? '/', response);
  });
  const host = onionName('hostile');
  const socks = await startSocks({
    route: (request) => (request.host === host ? { kind: 'server', server } : { kind: 'refused', reply: 4 }),
  });
  return { proxy: socks.url, address: `http://${host}/`, requests: () => requests, close: socks.close };
}
