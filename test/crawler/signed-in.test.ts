import { afterEach, describe, expect, it } from 'vitest';
import { endsSession } from '../../crawler/signed-in.ts';
import { openSite, type Route } from './site.ts';
import { createTurns, page } from './turn-lab.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const items = Array.from({ length: 12 }, (_, index) => `/item/${index + 1}`);
const member = `${page('listing')}<nav><a href="/logout">x</a></nav>`;
const visitor = `${page('listing')}<nav><a href="/join">x</a></nav>`;

async function open(routes: Readonly<Record<string, Route | string>>) {
  const site = await openSite({ '/': page('index', items), ...routes });
  const turns = createTurns(site);
  closing.push(turns.close, site.close);
  return { ...turns, site };
}

describe('a session that ends without a login being shown', () => {
  it('is told by the link to log out that is gone, and what was read without it is read again with the next session', async () => {
    let served = 0;
    let isOpen = true;
    const item: Route = (_, response) => {
      served += 1;
      if (served === 6) isOpen = false;
      response.end(isOpen ? member : visitor);
    };
    const { run, stored, site } = await open(Object.fromEntries(items.map((path) => [path, item])));
    expect(await run()).toMatchObject({ outcome: 'parked', code: 'login-required' });
    expect(site.paths()).not.toContain('/logout');
    const waiting = () => [...stored.values()].filter(({ state }) => state === 'waiting');
    // Five were read by a member; three by nobody, and one of the five was asked once more.
    expect(waiting()).toHaveLength(8);
    isOpen = true;
    expect((await run()).outcome).toBe('complete');
    expect(waiting()).toHaveLength(0);
  });

  it('is not seen in single pages without that link, nor where one kind of page never has it', async () => {
    const odd = Object.fromEntries(items.map((path, index) => [path, index % 3 === 2 ? visitor : member]));
    expect((await (await open(odd)).run()).outcome).toBe('complete');
    const never = Object.fromEntries(items.map((path) => [path, visitor]));
    const { run, site } = await open(never);
    expect(await run()).toMatchObject({ outcome: 'complete', counts: { captured: 13 } });
    expect(site.seen).toHaveLength(13);
  });

  it('is asked for at a page that had the link, before anybody is called', async () => {
    const routes = Object.fromEntries(items.map((path, index) => [path, index < 4 ? member : visitor]));
    const { run, site } = await open(routes);
    expect((await run()).outcome).toBe('complete');
    expect(site.seen).toHaveLength(14);
  });
});

it.each([
  '/logout',
  '/user/log-out.php',
  '/index.php?action=logout;s=1',
  '/abmelden',
  '/d%C3%A9connexion/../deconnexion',
  '/member.php?do=signout',
  '/%D0%B2%D1%8B%D0%B9%D1%82%D0%B8',
])('%s ends a session', (path) => expect(endsSession(`http://shop.invalid${path}`)).toBe(true));

it.each(['/item/logout-shirt', '/login', '/catalogue', '/exit-bag', '/?q=logoutx'])('%s ends none', (path) =>
  expect(endsSession(`http://shop.invalid${path}`)).toBe(false),
);
