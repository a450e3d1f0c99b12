/**
 * A body as text, or `undefined` where it is longer than `most` bytes; the rest of it is then let go, as it is once
 * `late` resolves.
 */
export async function readUpTo(
  most: number,
  source: Request | Response,
  late?: Promise<void>,
): Promise<string | undefined> {
  const reader = source.body?.getReader();
  // Where a request shows no stream it has not been made of one: then it is all there.
  if (reader === undefined) return source.text();
  const letGo = () => void reader.cancel().catch(() => undefined);
  void late?.then(letGo);
  const decoder = new TextDecoder();
  let text = '';
  let left = most;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    left -= value.byteLength;
    if (left < 0) return letGo();
    text += decoder.decode(value, { stream: true });
  }
}
