import { html } from 'hono/html';
import type { ItemSummary } from '../../app/api.ts';
import { move } from '../format.ts';
import { type Html, none } from '../parts.ts';
import { at } from './scale.ts';

const width = 104;
const middle = 13;
const window = 90 * 86_400_000;

interface Step {
  readonly time: number;
  readonly value: number;
}

/** Price steps in one currency and one unit: the newest run of points that can be compared. */
function stepsOf(item: ItemSummary): readonly Step[] {
  const last = item.prices.at(-1);
  if (!last) return [];
  const unit = last.unitPrice;
  const comparable = item.prices.filter((point) =>
    unit
      ? point.unitPrice?.currency === unit.currency && point.unitPrice.per === unit.per
      : point.unitPrice === null && point.price.currency === last.price.currency,
  );
  return comparable.map((point) => ({
    time: Date.parse(point.at),
    value: point.unitPrice?.amount ?? Number(point.price.amount),
  }));
}

const heightOf = (value: number, base: number): number =>
  Math.min(25, Math.max(1, middle - ((value / base - 1) / 0.3) * 12));

function drawing(steps: readonly Step[], base: number, from: number, to: number, words: string): Html {
  const x = (time: number) => at((width * (Math.max(time, from) - from)) / (to - from));
  const start = steps[0] ?? { time: from, value: base };
  const rest = steps.slice(1).map((step) => `H${x(step.time)}V${at(heightOf(step.value, base))}`);
  const end = at(width);
  return html`<svg class="spark" viewBox="0 0 ${width} 26" preserveAspectRatio="none" role="img" aria-label="unit price over 90 days: ${words}"><path class="g" d="M0 ${middle}H${end}"/><path class="l2" d="M${x(start.time)} ${at(heightOf(start.value, base))}${rest.join('')}H${end}"/></svg><span>${words}</span>`;
}

/** Ninety days of the price up to `now` (ISO 8601), 30 % above and below the price at the start, with the change in words. */
export function spark(item: ItemSummary, now: string): Html {
  const steps = stepsOf(item);
  const to = Math.max(Date.parse(item.gone ?? now), ...steps.map((step) => step.time));
  const from = to - window;
  const before = steps.findLast((step) => step.time <= from);
  const inside = steps.filter((step) => step.time > from);
  const shown = before ? [before, ...inside] : inside;
  const base = shown[0]?.value;
  const last = shown.at(-1)?.value;
  if (base === undefined || last === undefined || base <= 0) return none;
  const fresh = to - Date.parse(item.firstSeen) < 7 * 86_400_000 && shown.length === 1;
  return drawing(shown, base, from, to, fresh ? 'new' : move(last / base - 1));
}
