import { hash32 } from '../random.ts';
import type { Ware } from './ware.ts';

/** What a buyer wrote under a ware, with the price paid then: rows that repeat like offers and are none. */
export interface Feedback {
  readonly buyer: string;
  readonly text: string;
  readonly amount: number;
  readonly at: number;
}

const remarks = [
  'Landed in 4 days, all good',
  '10/10',
  'ok',
  'A bit late, but fine. Paid 12.00 more for express',
  'Gracias!',
  'Danke, gerne wieder',
];
const day = 86_400_000;

/** Two to six remarks on a ware; buyers are printed with most letters hidden. */
export const feedbackOn = (ware: Ware): readonly Feedback[] =>
  Array.from({ length: 2 + (ware.id % 5) }, (_, at) => {
    const chance = hash32(`feedback|${ware.id}|${at}`);
    return {
      buyer: `${'abcdefghkm'[chance % 10]}***${'nprstuvwxz'[(chance >>> 4) % 10]}`,
      text: remarks[chance % remarks.length] ?? '',
      amount: Math.round(ware.amount * (90 + (chance % 20))) / 100,
      at: ware.listedAt - (1 + (chance % 40)) * day,
    };
  });
