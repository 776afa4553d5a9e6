import { z } from 'zod';

/** `pgp` holds upper-case hexadecimal primary-key fingerprints. `contacts` are `kind:value`, such as `telegram:@name` or `mail:a@b.org`. */
export const vendorSchema = z.object({
  handle: z.string(),
  description: z.string().nullable(),
  pgp: z.array(z.string().regex(/^[0-9A-F]{40,64}$/)),
  contacts: z.array(z.string()),
  /** `CURRENCY:address`, checksum verified. */
  wallets: z.array(z.string()),
  shipsFrom: z.array(z.string()),
  joined: z.string().nullable(),
  lastActive: z.string().nullable(),
  /** Out of 5. */
  rating: z.number().nullable(),
  sales: z.number().nullable(),
});
export type Vendor = z.infer<typeof vendorSchema>;

export const emptyVendor = (handle: string): Vendor => ({
  handle,
  description: null,
  pgp: [],
  contacts: [],
  wallets: [],
  shipsFrom: [],
  joined: null,
  lastActive: null,
  rating: null,
  sales: null,
});
