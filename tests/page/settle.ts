/** Gives messages, streams and promises time to run dry. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise((done) => setTimeout(done, 1));
}
