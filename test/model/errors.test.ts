import { describe, expect, it } from 'vitest';
import {
  type ErrorCode,
  errorCodes,
  errorHints,
  errorText,
  GiveUp,
  LeadlineError,
  NeedsOperator,
  TryLater,
  withHint,
} from '../../model/errors.ts';

describe('an error for a person', () => {
  it('says what to do, whoever throws it and however little they know', () => {
    for (const code of Object.keys(errorCodes) as ErrorCode[]) {
      for (const Kind of [LeadlineError, TryLater, NeedsOperator, GiveUp]) {
        expect(new Kind(code, 'It happened').hint, code).toBe(errorHints[code]);
      }
    }
  });

  it('says what its thrower knows better', () => {
    const error = new GiveUp('not-found', 'There is no x.', { hint: 'try y' });
    expect(error.hint).toBe('try y');
    expect(withHint(error)).toBe('There is no x (try y)');
  });
});

describe('the words of what was thrown', () => {
  it('are found also where it is no error', () => {
    expect(errorText(new Error('broken'))).toBe('broken');
    expect(errorText('broken')).toBe('broken');
    expect(errorText(undefined)).toBe('undefined');
  });
});
