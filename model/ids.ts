import { createHash } from 'node:crypto';

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** A deterministic id of the parts; a length before each part keeps ("a","bc") and ("ab","c") apart. 32 hex digits. */
export const idOf = (...parts: readonly string[]): string =>
  sha256(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('')).slice(0, 32);

export const itemId = (kind: string, source: string, key: string): string => idOf('item', kind, source, key);
export const captureId = (source: string, url: string, capturedAt: string, payload: string): string =>
  idOf('capture', source, url, capturedAt, payload);
export const observationId = (capture: string, kind: string, key: string): string =>
  idOf('observation', capture, kind, key);
export const alertId = (subscription: string, item: string, reason: string, version: number): string =>
  idOf('alert', subscription, item, reason, String(version));
export const deliveryId = (alert: string, to: string): string => idOf('delivery', alert, to);
