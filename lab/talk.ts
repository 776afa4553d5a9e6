import { weekMs, weekStart } from './calendar.ts';
import { type Product, products } from './catalogue.ts';
import type { LabMessage, LabOffer, LabTopic } from './nouns.ts';
import { createRandom, type Random } from './random.ts';

const members: readonly [string, ...string[]] = [
  'marlow',
  'tin_whistle',
  'Ostrava',
  'ferryman22',
  'pepperjack',
  'nine_lives',
  'kobold',
  'Saltmarsh',
  'ondine',
  'brass_monkey',
  'lowtide',
  'Juniper',
  'oldsalt',
  'mira_k',
  'bowline',
  'Gannet',
];
const chatter: readonly [string, ...string[]] = [
  'Anyone else waiting longer than a week? Mine still says accepted.',
  'Got it this morning, packing was fine and the weight was right.',
  'Support answered after three days and the matter is settled now.',
  'Please post the signed message again, I cannot verify the old one.',
  'Half of the links in that list are phishing, check the key first.',
  'Reagent turned dark at once. Looks as it should.',
  'Keep names of carriers out of this board, you know the rules.',
  'Is the escrow still 14 days here? Could not find it in the rules.',
  'Thanks for the report, that helps.',
  'Second order from the same seller, a bit late but all good.',
];
const subjects: readonly [string, ...string[]] = [
  'Shipping times this month',
  'Which sellers answer messages?',
  'Test results, collected',
  'Verify your keys',
  'Phishing links, report here',
  'Experiences with small orders',
  'Seller presentation',
  'Escrow questions',
  'New here, how do reviews work?',
  'Mirror was down yesterday',
];
const sellable = products.filter((product) => product.substance !== null && product.measure === 'gram');

interface Spoken {
  readonly text: string;
  readonly offer: LabOffer | null;
}

/** A sentence that offers a round amount of something at a price in euros. */
function offerText(random: Random): Spoken {
  const product: Product | undefined = sellable[random.int(0, sellable.length - 1)];
  const grams = random.pick([5, 10, 25, 50]);
  const amount = Math.round((product?.price ?? 20) * grams * (0.6 + random.next() * 0.3));
  const name = product?.en[0] ?? '';
  const text = random.pick([
    `Restock: ${grams}g ${name} for ${amount}€. Ships from Netherlands.`,
    `In stock today\n${name} ${grams} g - €${amount}\nEU only, write me a message.`,
    `${name}, ${grams} grams ${amount} EUR, two letters left.`,
  ]);
  return {
    text,
    offer: {
      substances: product?.substance ? [product.substance] : [],
      quantity: { value: grams, unit: 'g' },
      price: { amount: amount.toFixed(2), currency: 'EUR' },
    },
  };
}

const speak = (random: Random, share: number): Spoken =>
  random.chance(share) ? offerText(random) : { text: random.pick(chatter), offer: null };

/** Moments from `past` weeks before the calendar to its end, oldest first, on whole minutes. */
const moments = (random: Random, count: number, past: number, weeks: number): readonly number[] =>
  Array.from({ length: count }, () => {
    const span = (past + weeks) * weekMs;
    return Math.floor((weekStart(1) - past * weekMs + random.next() * span) / 60_000) * 60_000;
  }).sort((a, b) => a - b);

/** Posts of the channel. Their numbers have gaps, as after deleted posts and albums. */
export function createChannel(seed: number, weeks: number, count: number): readonly LabMessage[] {
  const random = createRandom(`${seed}|channel`);
  let number = 100;
  return moments(random, count, 8, weeks).map((sentAt) => {
    number += random.chance(0.1) ? random.int(2, 4) : 1;
    return {
      site: 'slacktide',
      number,
      topic: null,
      author: 'Slack Tide',
      quotes: null,
      sentAt,
      ...speak(random, 0.45),
    };
  });
}

interface Post {
  readonly topic: number;
  readonly sentAt: number;
  readonly seller: boolean;
}

/** Topics and posts of the forum; a topic's first post is its oldest. */
export function createForum(
  seed: number,
  weeks: number,
  count: number,
): { readonly topics: readonly LabTopic[]; readonly posts: readonly LabMessage[] } {
  const random = createRandom(`${seed}|forum`);
  const starts = moments(random, count, 8, weeks - 1);
  const topics = starts.map((_, index): LabTopic => {
    const subject = random.pick(subjects);
    return { number: 40 + index, board: random.int(1, 3), subject };
  });
  const planned = topics.flatMap((topic, index): readonly Post[] => {
    const start = starts[index] ?? 0;
    const length = random.chance(0.15) ? random.int(16, 34) : random.int(2, 10);
    const later = Array.from(
      { length: length - 1 },
      () => start + Math.ceil((random.next() ** 2 * 5 * weekMs) / 60_000) * 60_000,
    );
    return [start, ...later].map((sentAt) => ({
      topic: topic.number,
      sentAt,
      seller: topic.subject === 'Seller presentation',
    }));
  });
  const last = new Map<number, number>();
  const posts = [...planned]
    .sort((a, b) => a.sentAt - b.sentAt || a.topic - b.topic)
    .map(({ topic, sentAt, seller }, index): LabMessage => {
      const number = 310 + index;
      const before = last.get(topic) ?? null;
      last.set(topic, number);
      const quotes = before !== null && random.chance(0.25) ? before : null;
      return {
        site: 'slipway',
        number,
        topic,
        author: random.pick(members),
        quotes,
        sentAt,
        ...speak(random, seller ? 0.6 : 0.06),
      };
    });
  return { topics, posts };
}
