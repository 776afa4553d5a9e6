import type { LabListing, World } from '../../lab/nouns.ts';
import { isLive } from '../../lab/world.ts';

/** The two alerts of the demo, in the search language and as a question to the lab's truth. */
export const demoAlerts = [
  { name: 'New nitazenes', query: 'class:nitazene', on: ['first-seen'] as const },
  { name: 'Ketamine prices', query: 'substance:ketamine kind:listing', on: ['price'] as const },
];

const priceChanges = (listing: LabListing): number =>
  listing.prices.filter((price, index) => index > 0 && Number(price) !== Number(listing.prices[index - 1])).length;

/** How many alerts must fire over all weeks: nitazenes that were ever offered, and every price change of ketamine. */
export function expectedAlerts(world: World, isNitazene: (substance: string) => boolean): number {
  const nitazenes =
    world.listings.filter((listing) => listing.substances.some(isNitazene)).length +
    world.messages.filter((message) => message.offer?.substances.some(isNitazene)).length;
  const prices = world.listings
    .filter((listing) => listing.substances.includes('ketamine'))
    .reduce((sum, listing) => sum + priceChanges(listing), 0);
  return nitazenes + prices;
}

/** Listings that a market offers in a week. */
export const liveListings = (world: World, site: string, week: number): number =>
  world.listings.filter((listing) => listing.site === site && isLive(listing, week)).length;
