import { type Exchange, header } from '../../model/capture.ts';
import { GiveUp } from '../../model/errors.ts';
import { canonicalUrl } from '../canonical-url.ts';
import { isActing } from '../links.ts';

/** Every exchange from the first address to the last, oldest first; there is at least one. */
export interface Followed {
  readonly exchanges: readonly [Exchange, ...Exchange[]];
  readonly finalUrl: string;
}

export interface RedirectRule {
  readonly limit: number;
  readonly isInside: (url: string) => boolean;
  /** What the server would see of us at an address; the same twice means a circle. */
  readonly stateAt: (url: string) => string;
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** Where an answer points to, absolute and without a fragment; null when it is no redirect. */
function redirectTarget(exchange: Exchange): string | null {
  const location = header(exchange.response.headers, 'location');
  return isRedirect(exchange.response.status) && location ? canonicalUrl(location, exchange.url) : null;
}

function checkTarget(target: string, from: string, rule: RedirectRule): void {
  if (!rule.isInside(target)) {
    throw new GiveUp('redirect-away', `The address redirects outside its source, to ${new URL(target).host}.`, {
      where: from,
    });
  }
  if (isActing(target)) {
    throw new GiveUp('redirect-away', `The address redirects to one that acts: ${new URL(target).pathname}`, {
      where: from,
    });
  }
}

/**
 * Follows redirects inside the source. Throws `redirect-away` when one leaves it or leads to an address that acts, and `redirect-loop`
 * when nothing would be different the next time round or the limit is reached.
 */
export async function followRedirects(
  url: string,
  fetchOne: (url: string) => Promise<Exchange>,
  rule: RedirectRule,
): Promise<Followed> {
  const first = await fetchOne(url);
  const exchanges: [Exchange, ...Exchange[]] = [first];
  const seen = new Set<string>();
  for (let last = first; ; ) {
    const target = redirectTarget(last);
    if (target === null) return { exchanges, finalUrl: last.url };
    checkTarget(target, last.url, rule);
    const state = `${target}\n${rule.stateAt(target)}`;
    if (seen.has(state) || exchanges.length > rule.limit) {
      throw new GiveUp('redirect-loop', `The address still redirects after ${exchanges.length} requests.`, {
        where: url,
      });
    }
    seen.add(state);
    last = await fetchOne(target);
    exchanges.push(last);
  }
}
