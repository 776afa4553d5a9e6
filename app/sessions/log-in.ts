import type { LoadedConfig } from '../../config/load.ts';
import { checkDisplay, type LoginWindow, openLoginWindow } from '../../crawler/browser/login-window.ts';
import { createJar } from '../../crawler/fetch/cookies.ts';
import { LeadlineError } from '../../model/errors.ts';
import type { HandIn } from '../../model/session.ts';
import type { Source } from '../../model/source.ts';
import { identityFor } from '../identities.ts';
import { openSourceMirrors } from '../mirrors.ts';
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

/** The address that answered best last; never one that served another site. */
async function whereToLogIn(parts: Parts, source: Source): Promise<Pick<LoginWindow, 'start' | 'hosts'>> {
  const [first] = source.addresses;
  if (first === undefined)
    throw new LeadlineError('usage', `${source.id} has no address to log in at`, { hint: 'it is only fed by imports' });
  const mirrors = await openSourceMirrors(parts, source, { cookies: createJar() });
  if (mirrors.isSpent())
    throw new LeadlineError('address-invalid', `No address of ${source.id} is known to be its own any more`, {
      hint: 'look for its new addresses in a list that the site has signed; leadline source update FILE takes them over',
    });
  const found = await parts.storage.mirrors.find({ where: { source: source.id }, limit: 1_000 });
  const others = found.values.flatMap(({ address, standing }) => (standing === 'other-site' ? [address] : []));
  const refused = new Set(others.map((address) => new URL(address).hostname));
  return { start: mirrors.urlOf(first), hosts: hostsOf(source).filter((host) => !refused.has(host)) };
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
  const place = await whereToLogIn(parts, source);
  if (!options.inPlaceOfPerson) checkDisplay(process.env, process.platform);
  await wayOut.ready(options.signal);
  options.onOpen?.();
  const cookies = await openLoginWindow({
    ...options,
    path: config.browser.path,
    proxy: new URL(await wayOut.proxy()),
    identity: await identityFor(parts, id, account, secret),
    userAgent: config.crawl.userAgent,
    ...place,
  });
  return handInCookies(parts, sessions, id, { account, cookies });
}
