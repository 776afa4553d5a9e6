/** An estimate of how many there are, with its standard error and the bounds of a 95 % interval. */
export interface Estimate {
  readonly estimate: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How many listings there are, from two independent ways to them: `first` and `second` were met each way, `both` both ways.
 * Chapman (1951): N = (n1+1)(n2+1)/(m+1) - 1; variance after Seber (1970): (n1+1)(n2+1)(n1-m)(n2-m) / ((m+1)^2 (m+2)).
 * The interval is log-normal on the unseen part, after Burnham et al. (1987), so that it never falls below what was seen.
 * Some listings are easier to meet both ways than others, which makes N too small: a share of N is an upper bound of the coverage.
 */
export function chapman(first: number, second: number, both: number): Estimate {
  const seen = first + second - both;
  const estimate = ((first + 1) * (second + 1)) / (both + 1) - 1;
  const variance = ((first + 1) * (second + 1) * (first - both) * (second - both)) / ((both + 1) ** 2 * (both + 2));
  const unseen = estimate - seen;
  if (unseen <= 0 || variance <= 0)
    return {
      estimate,
      error: Math.sqrt(Math.max(0, variance)),
      low: Math.max(seen, estimate),
      high: Math.max(seen, estimate),
    };
  const spread = Math.exp(1.959964 * Math.sqrt(Math.log(1 + variance / unseen ** 2)));
  return { estimate, error: Math.sqrt(variance), low: seen + unseen / spread, high: seen + unseen * spread };
}

/** A share with the bounds of its 95 % interval. */
export interface Share {
  readonly part: number;
  readonly of: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The share of all that a random sample speaks for: `part` of `of` drawn had the property. Interval after Wilson (1927). */
export function shareOf(part: number, of: number): Share {
  const z = 1.959964;
  const share = part / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return { part, of, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
