import type { LoadedConfig } from '../../config/load.ts';
import { checkDisplay, type LoginWindow, openLoginWindow } from '../../crawler/browser/login-window.ts';
import { LeadlineError } from '../../model/errors.ts';
import type { HandIn } from '../../model/session.ts';
import { identityFor } from '../identities.ts';
import type { Parts } from '../parts.ts';
import { sourceById } from '../queries/sources.ts';
import type { WayOut } from '../way-out.ts';
import { accountNamed, handInCookies } from './hand-in.ts';
import { hostsOf, type Sessions } from './sessions.ts';

export interface LogIn {
  readonly parts: Parts;
  readonly sessions: Sessions;
  readonly wayOut: Pick<WayOut, 'proxy' | 'ready'>;
  readonly config: Pick<LoadedConfig, 'browser' | 'crawl'>;
  readonly secret: string;
}

export interface LogInOptions extends Pick<LoginWindow, 'signal' | 'onRefused' | 'inPlaceOfPerson'> {
  /** The window is about to open. */
  readonly onOpen?: () => void;
}

/** A person logs in with a browser on the source's own circuit; its cookies are sealed, and the source goes on with them. */
export async function logIn(
  { parts, sessions, wayOut, config, secret }: LogIn,
  id: string,
  given: string | null,
  options: LogInOptions = {},
): Promise<HandIn> {
  const source = await sourceById(parts, id);
  const account = accountNamed(source, given);
  const [start] = source.addresses;
  if (start === undefined)
    throw new LeadlineError('usage', `${id} has no address to log in at`, { hint: 'it is only fed by imports' });
  if (!options.inPlaceOfPerson) checkDisplay(process.env, process.platform);
  await wayOut.ready(options.signal);
  options.onOpen?.();
  const cookies = await openLoginWindow({
    ...options,
    path: config.browser.path,
    proxy: new URL(await wayOut.proxy()),
    identity: await identityFor(parts, id, account, secret),
    userAgent: config.crawl.userAgent,
    start,
    hosts: hostsOf(source),
  });
  return handInCookies(parts, sessions, id, { account, cookies });
}
