const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** True for an ISO 3166-1 alpha-2 code in capitals, EU or WW. */
export const isPlace = (code: string): boolean =>
  code === 'EU' ||
  code === 'WW' ||
  (/^[A-Z]{2}$/.test(code) && !/^(ZZ|XA|XB|QO|EZ|UN)$/.test(code) && regions.of(code) !== undefined);

/** The English name of a place code: "Netherlands", "European Union", "world-wide"; the code itself when it is unknown. */
export const placeName = (code: string): string => (code === 'WW' ? 'world-wide' : (regions.of(code) ?? code));
