import { z } from 'zod';
import { parseDuration } from '../../model/duration.ts';
import { itemKinds, pageStates, walls } from '../../model/observation.ts';
import { sourceKinds } from '../../model/source.ts';

const selector = z
  .string()
  .min(1)
  .describe(
    'A CSS selector. In a row or within `within` it is looked for below that element; a leading ">" means a direct child.',
  );
const pattern = z.string().min(1).describe('A regular expression (JavaScript, unicode mode).');
const labels = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** How one value is found. The parts narrow each other in this order: within, after, select, attr or text, regex. */
export const ruleSchema = z.strictObject({
  within: selector.optional().describe('Look only inside the first element that matches.'),
  after: labels.optional().describe('The value that follows this label: next cell, dd after dt, text after "Label:".'),
  select: selector.optional(),
  all: z.boolean().optional().describe('Join the values of all matching elements instead of taking the first.'),
  attr: z.string().optional().describe('Take this attribute instead of the text.'),
  text: z.enum(['all', 'own']).optional().describe('own: only the text directly inside the element.'),
  drop: selector.optional().describe('Leave matching parts out of the text.'),
  url: pattern.optional().describe('Take the value from the address of the page; group 1 or the named group `key`.'),
  value: z.string().optional().describe('A constant.'),
  regex: pattern.optional().describe('Keep what group 1 (or the whole expression) matches.'),
  join: z.string().optional().describe('Put between the values of `all`; " " when absent.'),
  of: z.number().positive().optional().describe('The top of the rating scale; 5 when absent.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3,5}$/)
    .optional()
    .describe('For amounts printed without a currency.'),
});
export type Rule = z.infer<typeof ruleSchema>;

/** One rule, or several of which the first that gives a readable value counts. A string is short for `{select}`. */
const cascade = z.union([z.string().min(1), ruleSchema, z.array(z.union([z.string().min(1), ruleSchema])).min(1)]);
export type Cascade = z.infer<typeof cascade>;

export const fieldNames = [
  'title',
  'description',
  'vendor',
  'category',
  'price',
  'quantity',
  'purity',
  'shipsFrom',
  'shipsTo',
  'stock',
  'sold',
  'rating',
  'payment',
  'images',
  'handle',
  'pgp',
  'joined',
  'lastActive',
  'sales',
  'channel',
  'author',
  'sentAt',
  'text',
  'replyTo',
  'edited',
  'media',
] as const;
export type FieldName = (typeof fieldNames)[number];

const fields = z.partialRecord(z.enum(fieldNames), cascade);

const offersSchema = z.strictObject({
  select: selector.describe('One element per price step.'),
  quantity: cascade.optional().describe('Absent: quantity and price are read from the whole text of the element.'),
  price: cascade.optional(),
});

const rowsSchema = z.strictObject({
  select: selector.describe('One element per record.'),
  kind: z.enum(itemKinds),
  link: selector.optional().describe('The link to the record; the first link of that kind when absent.'),
  key: cascade.optional().describe("The site's own id; taken from the link's address when absent."),
  keyWithin: cascade
    .optional()
    .describe('Where ids count only within their page, such as posts 1, 2, 3 of a topic: what names the page.'),
  fields,
  offers: offersSchema.optional(),
  hint: cascade
    .optional()
    .describe('What tells that the record changed; price, title and stock as printed when absent.'),
});

/** A test of the page: every part that is given must hold. */
const testSchema = z.strictObject({
  select: selector.optional(),
  text: z.string().optional(),
  url: pattern.optional(),
  status: z.number().int().optional(),
});
const tests = z.array(z.union([z.string().min(1), testSchema])).min(1);

const pageSchema = z.strictObject({
  state: z.enum(pageStates),
  urls: z
    .array(pattern)
    .default([])
    .describe('Patterns on path and query of an address; the named group `key` is the id.'),
  when: tests.optional().describe('Any of these on the page proves its type; a string is short for `{select}`.'),
  follow: z
    .number()
    .int()
    .min(0)
    .max(9)
    .optional()
    .describe('Links to such pages are followed, lower numbers sooner. Absent: never.'),
  key: cascade.optional(),
  kind: z.enum(itemKinds).optional().describe('The page is about one record of this kind.'),
  fields: fields.default({}),
  offers: offersSchema.optional(),
  rows: z.array(rowsSchema).default([]),
  next: selector.optional().describe('Links to further pages of the same list.'),
});

const browserOptionsSchema = z.strictObject({
  pages: z.array(z.string().min(1)).min(1).optional().describe('Only pages of these types; every page when absent.'),
  scripts: z.boolean().default(true).describe('false: the page is only drawn, and runs no script.'),
  images: z.boolean().default(false).describe('Load the images, fonts and media of the site.'),
  wait: selector.optional().describe('The page is done when this matches; when it asks for nothing more, when absent.'),
});

/** Which pages a browser draws, and what they may do. */
const browserSchema = z.union([z.boolean(), z.array(z.string().min(1)).min(1), browserOptionsSchema]);
export type BrowserRule = z.infer<typeof browserSchema>;

const sessionSchema = z.strictObject({
  maxAge: z
    .string()
    .refine((text) => parseDuration(text) !== null, 'expected a duration such as 90m, 2h or 7d')
    .optional()
    .describe('A login is over after this time, whatever its cookies say.'),
  cookie: z.string().min(1).optional().describe('The cookie that holds the login; told by its name when absent.'),
});

/** A site profile: how the pages of one site are recognised, read and walked. Printed as JSON Schema for editors. */
export const profileSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  version: z.number().int().min(1),
  title: z.string().optional(),
  kind: z.enum(sourceKinds),
  engine: z
    .boolean()
    .default(false)
    .describe('Describes a piece of software, not one site: asked only when the profile of no site fits.'),
  marker: tests.describe('Any of these on a page shows that it is of this site, whatever its host.'),
  language: z.string().nullable().default(null).describe('ISO 639-1; the language of dates and labels.'),
  dayOrder: z
    .enum(['dmy', 'mdy', 'ymd', 'page'])
    .default('dmy')
    .describe('The order of dates in figures. page: told by the dates on each page, else by the language it names.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3,5}$/)
    .nullable()
    .default(null),
  decimal: z.enum(['auto', ',', '.']).default('auto'),
  symbols: z
    .record(z.string().min(1), z.string().regex(/^[A-Z]{3,5}$/))
    .default({})
    .describe('What a sign means on this site where it differs from usual, such as "฿" for BTC.'),
  mirrors: z.array(z.string()).default([]).describe('Further host names of the site; links to them are not off-site.'),
  walls: z.array(z.strictObject({ state: z.enum([...walls, 'not-found', 'other']), when: tests })).default([]),
  browser: browserSchema
    .optional()
    .describe('Pages that only a script fills: true, page types, or more. Absent: what HTTP finds empty; false: none.'),
  session: sessionSchema.optional().describe('When a login is over, so that an operator hears of it before.'),
  pages: z.record(z.string(), pageSchema),
  skip: z.array(z.strictObject({ url: pattern, reason: z.string() })).default([]),
});
export type Profile = z.infer<typeof profileSchema>;
export type PageProfile = z.infer<typeof pageSchema>;
export type RowsProfile = z.infer<typeof rowsSchema>;
export type OffersProfile = z.infer<typeof offersSchema>;
export type Tests = z.infer<typeof tests>;

/** JSON Schema of a profile file, for editors. */
export const profileJsonSchema = (): z.core.JSONSchema.BaseSchema => z.toJSONSchema(profileSchema, { io: 'input' });
