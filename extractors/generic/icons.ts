import type { Element } from 'domhandler';
import { parsePlaces } from '../fields/place.ts';
import { fieldOfLabel } from './labels.ts';

const coins: Readonly<Record<string, string>> = {
  btc: 'BTC',
  bitcoin: 'BTC',
  xmr: 'XMR',
  monero: 'XMR',
  ltc: 'LTC',
  litecoin: 'LTC',
  eth: 'ETH',
  ethereum: 'ETH',
  usd: 'USD',
  dollar: 'USD',
  eur: 'EUR',
  euro: 'EUR',
  gbp: 'GBP',
  pound: 'GBP',
};

/** Countries by the file or class of a flag: "flags/de.png", "flag-icon-nl", "fi fi-gb". */
function flagOf(element: Element): string | null {
  const { src = '', class: classes = '' } = element.attribs;
  const named =
    /(?:^|[/_-])flags?(?:[/_-]\w+)?[/_-]([a-z]{2})\.\w+$/i.exec(src.split('?')[0] ?? '') ??
    /(?:^|\s)(?:flag-icon-|fi-|flag-|flag:)([a-z]{2})(?:\s|$)/i.exec(classes) ??
    /(?:^|\s)flag\s+(?:\S+\s+)*([a-z]{2})(?:\s|$)/i.exec(classes);
  const code = named?.[1]?.toUpperCase();
  return code && parsePlaces(code) ? code : null;
}

function coinOf(element: Element): string | null {
  if (element.name !== 'i' && element.name !== 'span') return null;
  const name = /(?:^|\s)(?:fa|fab|cf|icon|bi|cc)-(?:currency-)?([a-z]+)(?:-sign)?(?:\s|$)/i.exec(
    element.attribs.class ?? '',
  )?.[1];
  return (name && Object.hasOwn(coins, name.toLowerCase()) ? coins[name.toLowerCase()] : null) ?? null;
}

/**
 * The words that an element without text stands for: a flag's country, a coin's code, or the label in its tool tip followed by a colon.
 * null when it says nothing.
 */
export function symbolOf(element: Element): string | null {
  const flag = flagOf(element);
  if (flag) return flag;
  const coin = coinOf(element);
  if (coin) return coin;
  const { title, alt } = element.attribs;
  const said = (title || element.attribs['aria-label'] || alt || '').trim();
  if (!said || said.length > 40) return null;
  const field = fieldOfLabel(said);
  if (field && field !== 'other' && field !== 'fee') return `${said.replace(/[\s:：]+$/u, '')}: `;
  return element.name === 'img' && (parsePlaces(said)?.confidence ?? 0) > 0.9 ? said : null;
}
