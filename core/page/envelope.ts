/**
 * When the server says it answered, epoch ms; `null` without a readable `Date` header. A copy from a shared cache says
 * how old it is (`Age`, seconds).
 */
export function servedAt(headers: { get(name: string): string | null }): number | null {
  const at = Date.parse(headers.get('date') ?? '');
  const age = Number(headers.get('age') ?? 0) * 1_000;
  return Number.isFinite(at + age) ? at + age : null;
}

/** Streams come as event streams or as newline-delimited JSON. */
export function isEventStream(contentType: string | null): boolean {
  return contentType !== null && /event-stream|ndjson|jsonl/.test(contentType);
}
