/** A number or, with `max` above `min`, a range that the text states. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** One measure, number of pieces or multiplier in a text. */
export interface Part extends Range {
  readonly kind: 'mg' | 'g' | 'ml' | 'unit' | 'times';
  readonly start: number;
  readonly end: number;
  /** False for a unit without a number, such as the "oz" of "£190 oz". */
  readonly numbered: boolean;
}
