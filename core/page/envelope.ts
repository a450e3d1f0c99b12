/** When the server says it answered, epoch ms; `null` without a readable `Date` header. */
export function servedAt(date: string | null): number | null {
  const at = date === null ? Number.NaN : Date.parse(date);
  return Number.isFinite(at) ? at : null;
}

/** Streams come as event streams or as newline-delimited JSON. */
export function isEventStream(contentType: string | null): boolean {
  return contentType !== null && /event-stream|ndjson|jsonl/.test(contentType);
}
