import type { LabSource } from '../../lab/start.ts';

/** What the program under watch is told, and what it answers; one order at a time. */
export interface Order {
  readonly run: string;
  readonly seats: Seats;
}

/** Where things stand on loopback. */
export interface Seats {
  /** Of the lab's sites. */
  readonly proxy: string;
  /** Of a site that tries to make its visitors connect elsewhere. */
  readonly hostileProxy: string;
  readonly hostile: string;
  readonly sites: readonly LabSource[];
  readonly data: string;
  readonly week: number;
}

/** `wrong`: why it did not go as it should, or null. `detail`: for a person. */
export interface Done {
  readonly wrong: string | null;
  readonly detail: string;
}

/** A name and an address that no proxy knows: whatever reaches them has leaked. */
export const outsideName = 'tracker.example';
export const outsideAddress = '198.51.100.7';
