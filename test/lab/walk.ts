import { get, type IncomingMessage } from 'node:http';
import { SocksProxyAgent } from 'socks-proxy-agent';
import type { SiteName } from '../../lab/nouns.ts';
import type { Lab } from '../../lab/start.ts';

export interface Answer {
  readonly url: string;
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** A client of the lab that looks like any other: one keep-alive connection pool through the SOCKS server. */
export function client(lab: Lab, user = 'walker') {
  const agent = new SocksProxyAgent(lab.socksUrl.replace('//', `//${user}:x@`), { keepAlive: true, maxSockets: 4 });
  const fetch = (url: string, options: { headers?: Record<string, string>; method?: string } = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      get(url, { agent, ...options }, (answer) => {
        answer.setEncoding('utf8');
        let text = '';
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ url, status: answer.statusCode ?? 0, headers: answer.headers, text }));
      }).on('error', reject);
    });
  return { fetch, close: () => agent.destroy() };
}

const acting =
  /logout|abmelden|cart|basket|warenkorb|order|message|inbox|nachricht|favorite|report|watch|merken|wallet|action=|join=|\.msg\d/i;
const decode = (text: string): string => text.replaceAll('&amp;', '&');

/** Addresses of the links of a page that lead to pages of the same site and do nothing. */
function linksOf({ url, text }: Answer): readonly string[] {
  const host = new URL(url).host;
  return [...text.matchAll(/<a\s[^>]*?href="([^"]*)"/g)]
    .map((match) => new URL(decode(match[1] ?? ''), url))
    .filter((link) => link.host === host && !acting.test(link.pathname + link.search))
    .map((link) => link.href.replace(/#.*$/, ''));
}

/** Every page of a site that a walk along its links finds, each fetched once (twice when it failed). */
export async function walk(lab: Lab, site: SiteName): Promise<readonly Answer[]> {
  const { fetch, close } = client(lab);
  const pages: Answer[] = [];
  const seen = new Set([lab.address(site)]);
  for (const url of seen) {
    const first = await fetch(url);
    const answer = first.status === 503 ? await fetch(url) : first;
    pages.push(answer);
    if (answer.status === 302) seen.add(new URL(answer.headers.location ?? '', url).href);
    for (const link of answer.status === 200 ? linksOf(answer) : []) seen.add(link);
  }
  close();
  return pages;
}
