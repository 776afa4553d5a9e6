import type { Line } from './lines.ts';

/** Letters beside an amount that make a sentence of it: "Refunds over $500 need a video." */
const mostBeside = 26;

/** A sentence that happens to name an amount; a price begins its line or has few words beside it. */
export const isProse = (line: Line): boolean => {
  const beside = line.moneys().reduce((rest, money) => rest.replace(money.raw, ' '), line.text);
  return beside.replace(/[^\p{L}]+/gu, '').length > mostBeside && !/^\P{L}{0,4}\d/u.test(line.text);
};
