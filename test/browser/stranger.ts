import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { needChromium } from './open-browser.ts';

/** Somebody else on this machine: what reaches it got past the proxy. Counts connections over TCP and packets over UDP. */
export async function openStranger() {
  let connections = 0;
  let packets = 0;
  const server = createServer((_, response) =>
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('x'),
  );
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const udp = createSocket('udp4');
  udp.on('message', () => {
    packets += 1;
  });
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
  return {
    port,
    reached: () => ({ connections, packets }),
    async close() {
      udp.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Everything that a page may try in order to be heard past the proxy, or to do more than show itself. Marks itself when it is through. */
export const attempts = (port: number): string => `<!DOCTYPE html><title>trying</title>
<link rel="prefetch" href="http://127.0.0.1:${port}/prefetch"><link rel="preconnect" href="http://127.0.0.1:${port}">
<link rel="dns-prefetch" href="//leak.example"><link rel="stylesheet" href="http://127.0.0.1:${port}/a.css">
<img src="http://127.0.0.1:${port}/image.png"><iframe src="http://127.0.0.1:${port}/frame"></iframe>
<a id="file" href="/file" download>file</a><form id="form" method="post" action="/form"></form>
<script>(async () => {
  const attempt = async (work) => { try { await work(); } catch {} };
  await attempt(async () => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${port}' }] });
    peer.createDataChannel('x');
    await peer.setLocalDescription(await peer.createOffer());
  });
  await attempt(() => fetch('http://127.0.0.1:${port}/foreign', { mode: 'no-cors' }));
  await attempt(() => fetch('/posted', { method: 'POST', body: 'x' }));
  await attempt(() => fetch('/posted', { method: 'PUT', body: 'x' }));
  await attempt(() => navigator.sendBeacon('/posted', 'x'));
  await attempt(() => navigator.sendBeacon('http://127.0.0.1:${port}/beacon', 'x'));
  await attempt(() => new WebSocket('ws://' + location.host + '/socket'));
  await attempt(() => new WebSocket('ws://127.0.0.1:${port}/socket'));
  await attempt(() => new EventSource('http://127.0.0.1:${port}/events'));
  await attempt(() => window.open('http://127.0.0.1:${port}/window'));
  await attempt(() => window.open('/item/1'));
  await attempt(() => navigator.serviceWorker.register('/worker.js'));
  await attempt(() => new Worker(URL.createObjectURL(new Blob(["fetch('http://127.0.0.1:${port}/worker', { mode: 'no-cors' }); fetch('/posted', { method: 'POST' })"]))));
  await attempt(() => document.getElementById('file').click());
  await attempt(() => fetch('/logout'));
  await attempt(() => { const frame = document.createElement('iframe'); frame.srcdoc = '<img src="http://127.0.0.1:${port}/inner">'; document.body.append(frame); });
  await attempt(() => { alert('stop'); confirm('stop'); prompt('stop'); });
  await new Promise((done) => setTimeout(done, 400));
  document.documentElement.id = 'through';
})();</script>`;

/** The same page in Chromium as it comes: shows that the attempts are real. */
export async function inPlainChromium(url: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: needChromium(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    page.on('dialog', (dialog) => dialog.dismiss());
    await page.goto(url);
    await page.waitForSelector('#through', { state: 'attached', timeout: 10_000 });
  } finally {
    await browser.close();
  }
}
