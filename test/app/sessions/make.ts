import { join } from 'node:path';
import { openKeys } from '../../../app/sessions/keys.ts';
import { openPlainFiles } from '../../../app/sessions/plain-files.ts';
import { openSessions, type Sessions } from '../../../app/sessions/sessions.ts';
import type { Cookie } from '../../../crawler/fetch/cookies.ts';
import type { SessionHint } from '../../../crawler/session-cookies.ts';
import type { Collection } from '../../../model/ports.ts';
import type { SealedSession } from '../../../model/session.ts';
import { politenessSchema, type Source } from '../../../model/source.ts';
import { openSqlite } from '../../../storage/sqlite/open.ts';

export const now = Date.UTC(2026, 5, 1);
export const host = 'http://shop.invalid/';

export const shop = (more: Partial<Source> = {}): Source => ({
  id: 'shop',
  name: 'Shop',
  kind: 'market',
  addresses: [host],
  via: 'tor',
  profile: null,
  account: null,
  politeness: politenessSchema.parse({ minIntervalMs: 0, jitter: 0 }),
  everyMs: 86_400_000,
  state: 'active',
  reason: null,
  lastTurnAt: null,
  lastSuccessAt: null,
  ...more,
});

export const cookie = (name: string, value: string, more: Partial<Cookie> = {}): Cookie => ({
  name,
  value,
  domain: 'shop.invalid',
  hostOnly: true,
  path: '/',
  expires: null,
  httpOnly: true,
  secure: false,
  ...more,
});

export interface OpenOn {
  readonly data: string;
  readonly keyFile?: string;
  readonly keyCommand?: readonly string[];
  readonly hint?: SessionHint;
  /** Stands between the sessions and the store. */
  readonly between?: (collection: Collection<SealedSession>) => Collection<SealedSession>;
}

/** Sessions over a real store in a folder; `close` lets the next one open it. */
export function sessionsOn({ data, keyFile, keyCommand, hint, between }: OpenOn): {
  readonly sessions: Sessions;
  readonly stored: Collection<SealedSession>;
  close(): Promise<void>;
} {
  const storage = openSqlite(join(data, 'leadline.db'));
  const sessions = openSessions({
    collection: between ? between(storage.sessions) : storage.sessions,
    keys: openKeys({ data, sessions: { keyFile: keyFile ?? null, keyCommand: keyCommand ? [...keyCommand] : null } }),
    plain: openPlainFiles(join(data, 'sessions')),
    clock: { now: () => now, sleep: async () => undefined },
    hintOf: () => hint ?? null,
  });
  return { sessions, stored: storage.sessions, close: () => storage.close() };
}
