import { LeadlineError } from '../../model/errors.ts';
import { type Crawl, computeTrend, methodOf } from '../../search/trends.ts';
import type { TrendAnswer, TrendRequest } from '../api.ts';
import type { Parts } from '../parts.ts';
import { classOf, marketNames, readQuery, substanceName } from './context.ts';

async function crawlsOf(parts: Parts): Promise<readonly Crawl[]> {
  const crawls: Crawl[] = [];
  for await (const turn of parts.storage.turns.each())
    crawls.push({ source: turn.source, at: turn.startedAt, complete: turn.outcome === 'complete' });
  return crawls;
}

function checkZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch (cause) {
    throw new LeadlineError('usage', `"${zone}" is no time zone`, {
      hint: 'write one such as Europe/Berlin, or leave it out for UTC',
      cause,
    });
  }
}

/** Series over the sightings of every match. Throws `query-syntax`, and `usage` for an unknown zone. */
export async function trend(parts: Parts, request: TrendRequest): Promise<TrendAnswer> {
  if (request.zone !== undefined) checkZone(request.zone);
  const { query } = readQuery(parts, request.query);
  const names = await marketNames(parts);
  const label = (key: string): string => {
    switch (request.by) {
      case 'market':
        return names.get(key) ?? key;
      case 'substance':
        return substanceName(parts, key);
      default:
        return key;
    }
  };
  const context = { crawls: await crawlsOf(parts), classOf: (id: string) => classOf(parts, id), label };
  return {
    request,
    method: methodOf(request),
    series: await computeTrend(parts.storage.items.sightings(query, null, null), request, context),
  };
}
