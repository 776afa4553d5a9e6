/** The middle of sorted values; the mean of the two middle ones when their number is even. Null for none. */
export function median(sorted: readonly number[]): number | null {
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

const exactUpTo = 1_000;
const smallest = 6;

/** The largest k with P(Binomial(n, 1/2) < k) <= 0.025. */
function rank(n: number): number {
  if (n > exactUpTo) return Math.floor((n - 1.959964 * Math.sqrt(n)) / 2);
  let logarithm = -n * Math.LN2;
  let below = 0;
  for (let k = 0; k < n; k++) {
    below += Math.exp(logarithm);
    if (below > 0.025) return k;
    logarithm += Math.log((n - k) / (k + 1));
  }
  return 0;
}

/**
 * A 95 % interval of the median by order statistics (Conover, Practical Nonparametric Statistics, 3.2): the k-th smallest and k-th largest
 * value, k by the binomial distribution; it assumes nothing about the shape. Null for fewer than six values, which cannot give 95 %.
 */
export function medianInterval(sorted: readonly number[]): { readonly low: number; readonly high: number } | null {
  if (sorted.length < smallest) return null;
  const k = rank(sorted.length);
  const low = sorted[k - 1];
  const high = sorted[sorted.length - k];
  return low === undefined || high === undefined ? null : { low, high };
}
