import type { IncomingMessage, ServerResponse } from 'node:http';
import { createDrawingFetch, type Drawing, type DrawingOptions } from '../../crawler/browser/fetch.ts';
import { findChromium } from '../../crawler/browser/places.ts';
import { createJar } from '../../crawler/fetch/cookies.ts';
import { createHttpFetch } from '../../crawler/fetch/http.ts';
import { identityOf } from '../../crawler/fetch/identity.ts';
import { startScripted } from '../../lab/scripted.ts';
import { createTestClock } from '../crawler/site.ts';

/** Chromium is a program of the system, like Tor; without it nothing here can be tested. */
export function needChromium(): string {
  const path = process.env.CHROMIUM ?? findChromium(null);
  if (path === null)
    throw new Error('These tests need Chromium: apt-get install chromium, or name another one in CHROMIUM.');
  return path;
}

export const everything: Drawing = { pages: 'all', shells: false, scripts: true, images: false, wait: null };

export const html = (body: string) => (_: IncomingMessage, response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!DOCTYPE html><title>x</title>${body}`);

/** The scripted market with further pages, and a browser that draws them. */
export async function openBrowser(
  extra: NonNullable<NonNullable<Parameters<typeof startScripted>[0]>['extra']> = {},
  options: Partial<DrawingOptions> = {},
) {
  const market = await startScripted({ extra });
  const clock = createTestClock();
  const http = createHttpFetch({ proxy: market.socksUrl, clock });
  const refused: string[] = [];
  const drawing = createDrawingFetch({
    clock,
    path: needChromium(),
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0',
    tool: 'leadline/test browser',
    onRefused: (what) => refused.push(what),
    ...options,
  });
  const jar = createJar();
  const identity = identityOf('undertow', null, 'secret');
  const isInside = (url: string) => new URL(url).host === new URL(market.address).host;
  return {
    market,
    drawing,
    jar,
    identity,
    refused,
    async fetch(path: string, what: Drawing = everything, more: { page?: string; signal?: AbortSignal } = {}) {
      const url = new URL(path, market.address).href;
      const got = await drawing.for(what, http)({ source: 'undertow', url, identity, cookies: jar, isInside, ...more });
      const answer = got.exchanges.at(-1) ?? got.exchanges[0];
      return { ...got, answer, text: Buffer.from(answer.response.body).toString() };
    },
    paths: () => market.requests().map(({ path }) => path),
    async close() {
      await drawing.close();
      http.close();
      await market.close();
    },
  };
}
