import type { Hono } from 'hono';
import { createServer, type ServerOptions } from '../../server/create-server.ts';
import { itemOf, now, vendorItem } from './fake-items.ts';
import { type FakeOptions, fakeLeadline } from './fake-leadline.ts';
import { message } from './fake-message.ts';
import { offered } from './offers.data.ts';

export const clock = { now: () => Date.parse(now), sleep: async () => {} };

/** A server over invented data, with the writes that it passed on. */
export function openServer(options: FakeOptions & Partial<ServerOptions> = {}): {
  readonly app: Hono;
  readonly calls: readonly unknown[];
} {
  const { empty, ...rest } = options;
  const leadline = fakeLeadline({ empty: empty ?? false });
  return { app: createServer({ leadline, clock, version: '0.1.0', secret: 'test', ...rest }), calls: leadline.calls };
}

const ids = offered.map((offer) => itemOf(offer).id);
export const [firstId = '', , , hostileId = ''] = ids;
export const vendorId = vendorItem('halyard').id;

/** One address of every page, with the ways in which it can look. */
export const pages: readonly (readonly [name: string, path: string])[] = [
  ['search', '/'],
  ['a search with filters', '/?q=nitazene*+-sample+seen%3A%3E-90d&sort=unit&from=30'],
  ['a query with a mistake', '/?q=nitazene*+pric%3A%3C20eur%2Fg'],
  ['a listing', `/items/${firstId}`],
  ['a hostile listing', `/items/${hostileId}`],
  ['a message', `/items/${message.id}`],
  ['a vendor', `/vendors/${vendorId}`],
  ['a vendor known from listings', '/vendors?source=halyard&handle=nobody'],
  ['sources', '/sources'],
  ['a source', '/sources/northquay'],
  ['a source fed by imports', '/sources/paperboat'],
  ['candidates', '/candidates'],
  ['alerts', '/alerts'],
  ['an alert that was tested', '/alerts?name=New&query=class%3Anitazene&on=gone'],
  ['an alert with a mistake', '/alerts?query=pric%3A3'],
  ['trends', '/trends'],
  ['trends of one substance', '/trends?q=x&metric=listings&by=class&every=month&currency=USD&s=bromazolam&all=1'],
  ['docs', '/docs'],
  ['a page that is not there', '/nowhere'],
  ['an item that is not there', '/items/nothing'],
];
