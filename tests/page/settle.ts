const digest = crypto.subtle.digest.bind(crypto.subtle);
const nothing = new Uint8Array();

/**
 * Gives messages, streams and promises time to run dry. Accounts are hashed beside the thread that waits for them: what
 * is hashed after them says that this has gone on, however busy the machine is.
 */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) {
    await new Promise((done) => setTimeout(done, 1));
    await digest('SHA-256', nothing);
  }
}
