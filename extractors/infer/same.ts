/** Two readings of a value are one: numbers by size, sets without order, text by its words. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [a, b].map((text) => text.replace(/\s+/g, ' ').trim().slice(0, 200));
    return left === right;
  }
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each) => b.some((other) => sameValue(each, other)));
  if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') {
    const [left, right] = [a, b] as Record<string, unknown>[]; // plain values of the model
    return Object.keys({ ...left, ...right }).every((key) =>
      key === 'amount' ? Number(left?.amount) === Number(right?.amount) : sameValue(left?.[key], right?.[key]),
    );
  }
  return a === b;
}
