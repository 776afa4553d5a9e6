import type { Truth } from '../../lab/truth.ts';

/** The two alerts of the demo, in the search language; expectedAlerts() asks the same of the lab's truth. */
export const demoAlerts = [
  { name: 'New nitazenes', query: 'class:nitazene', on: ['first-seen'] as const },
  { name: 'Ketamine prices', query: 'substance:ketamine kind:listing', on: ['price'] as const },
];

/** How many alerts must fire: one for each offer of a nitazene that could be seen, and one for each change of a price of ketamine. */
export function expectedAlerts(truth: Truth, isNitazene: (substance: string) => boolean): number {
  const listings = truth.listings.filter((listing) => listing.substances.some(isNitazene)).length;
  const messages = [...truth.messages, ...truth.posts].filter((message) =>
    message.offer?.substances.some(isNitazene),
  ).length;
  const ketamine = new Set(
    truth.listings
      .filter((listing) => listing.substances.includes('ketamine'))
      .map((listing) => `${listing.site}|${listing.key}`),
  );
  const prices = truth.events.filter(
    (event) => event.reason === 'price' && ketamine.has(`${event.site}|${event.key}`),
  ).length;
  return listings + messages + prices;
}

/** Listings that a market offered in a week. */
export const liveListings = (truth: Truth, site: string, week: number): number =>
  truth.listings.filter((listing) => listing.site === site && listing.firstWeek <= week && week <= listing.lastWeek)
    .length;
