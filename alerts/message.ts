import type { Alert, Subscription } from '../model/alert.ts';
import type { Item } from '../model/item.ts';
import type { Notice } from '../model/notice.ts';
import type { AlertMessage, ItemBrief, NoticeMessage } from './notifier.ts';

const titleLength = 120;

/** The first words of a text, in one line. */
const shortened = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  const letters = [...line];
  return letters.length <= titleLength ? line : `${letters.slice(0, titleLength - 1).join('')}…`;
};

/** Listing title, vendor handle or the first words of a message; the key while nothing more is known. */
export function titleOf(item: Item): string {
  switch (item.current?.kind) {
    case 'listing':
      return shortened(item.current.value.title);
    case 'vendor':
      return item.current.value.handle;
    case 'message':
      return shortened(item.current.value.text);
    case undefined:
      return item.key;
  }
}

function vendorOf(item: Item): string | null {
  switch (item.current?.kind) {
    case 'listing':
      return item.current.value.vendor;
    case 'vendor':
      return item.current.value.handle;
    case 'message':
      return item.current.value.author;
    case undefined:
      return null;
  }
}

const briefOf = (alert: Alert, item: Item | null): ItemBrief => ({
  id: alert.item,
  title: alert.title,
  kind: item?.kind ?? null,
  source: item?.source ?? null,
  vendor: item ? vendorOf(item) : null,
  price: item?.current?.kind === 'listing' ? item.current.value.price : null,
  firstSeen: item?.firstSeen ?? null,
  lastSeen: item?.lastSeen ?? null,
  gone: item?.gone ?? null,
});

/** An alert with what a receiver wants to know beside it. */
export const messageOf = (alert: Alert, subscription: Subscription | null, item: Item | null): AlertMessage => ({
  type: 'alert',
  id: alert.id,
  timestamp: alert.at,
  data: {
    subscription: alert.subscription,
    name: subscription?.name ?? alert.subscription,
    query: subscription?.query ?? '',
    reason: alert.reason,
    detail: alert.detail,
    item: briefOf(alert, item),
    matched: alert.matched,
    url: item?.url ?? null,
  },
});

export const noticeMessageOf = ({ id, at, source, name, account, code, reason, hint }: Notice): NoticeMessage => ({
  type: 'notice',
  id,
  timestamp: at,
  data: { source, name, account, code, reason, hint },
});
