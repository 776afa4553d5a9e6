import { type Element, isTag, isText } from 'domhandler';
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

/** What icons are called by their classes; only names that say what the value beside them is. */
const iconLabels: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|[\s_-])(?:ships?-?from|shipping-?from|sent-?from|origin|plane-departure|flight-?takeoff)(?:$|[\s_-])/i,
    'Ships from: ',
  ],
  [/(?:^|[\s_-])(?:ships?-?to|shipping-?to|destination|plane-arrival|flight-?land)(?:$|[\s_-])/i, 'Ships to: '],
  [/(?:^|[\s_-])(?:stock|inventory|in-?stock)(?:$|[\s_-])/i, 'Stock: '],
  [/(?:^|[\s_-])(?:sold|sales)(?:$|[\s_-])/i, 'Sold: '],
  [/(?:^|[\s_-])(?:vendor|seller|merchant)(?:$|[\s_-])/i, 'Vendor: '],
  [/(?:^|[\s_-])(?:category)(?:$|[\s_-])/i, 'Category: '],
];

const arrowIcon = /(?:^|[\s_-])(?:long-)?arrow(?:-long|-alt|-circle)*-right(?:-long)?(?:$|[\s_-])/i;

function iconOf(element: Element): string | null {
  const words = `${element.attribs.class ?? ''} ${
    (element.attribs.src ?? '')
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? ''
  }`;
  if (words.length < 4 || !/^(?:i|img|svg|span|em|b)$/.test(element.name)) return null;
  if (arrowIcon.test(words)) return '→';
  return iconLabels.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** The title that a drawing has inside. */
const drawnTitle = (element: Element): string => {
  const title = element.children.find((child): child is Element => isTag(child) && child.name === 'title');
  return title ? title.children.map((child) => (isText(child) ? child.data : '')).join('') : '';
};

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
  const said = (title || element.attribs['aria-label'] || alt || drawnTitle(element)).trim();
  if (!said || said.length > 40) return iconOf(element);
  const field = fieldOfLabel(said);
  if (field && field !== 'other' && field !== 'fee') return `${said.replace(/[\s:：]+$/u, '')}: `;
  if (element.name === 'img' && (parsePlaces(said)?.confidence ?? 0) > 0.9) return said;
  return iconOf(element);
}
