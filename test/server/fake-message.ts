import type { ItemSummary } from '../../app/api.ts';
import { itemId } from '../../model/ids.ts';
import type { Item } from '../../model/item.ts';
import { itemOf, summaryOf } from './fake-items.ts';
import { first } from './fake-records.ts';

const text = 'Back in stock: bromazolam 2 mg bars, 100 for 75 EUR, 500 for 310.\nWrite to @grey <b>only</b> by PGP.';
const id = itemId('message', 'paperboat', '77');
const base = itemOf(first);
const listing = base.current?.kind === 'listing' ? base.current.value : null;

/** An invented message of a channel that offers something. */
export const message: Item = {
  ...base,
  id,
  kind: 'message',
  source: 'paperboat',
  key: '77',
  current: {
    kind: 'message',
    value: {
      channel: 'Paper Boat',
      author: 'grey',
      sentAt: '2026-11-23T18:05:00.000Z',
      text,
      replyTo: '76',
      edited: null,
      media: ['photo-1'],
      offer: listing,
    },
  },
};

export const messageSummary: ItemSummary = {
  ...summaryOf(first),
  id,
  kind: 'message',
  source: 'paperboat',
  market: 'Paper Boat',
  key: '77',
  title: 'Back in stock: bromazolam 2 mg bars…',
  vendor: 'grey',
  vendorId: null,
};
