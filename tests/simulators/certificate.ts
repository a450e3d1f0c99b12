import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generate } from 'selfsigned';

export type Certificate = { readonly key: string; readonly cert: string };

const file = join(import.meta.dirname, '../../.cache/certificate.json');
const names = ['chatgpt.com', 'ws.chatgpt.com', 'sora.chatgpt.com', 'www.genspark.ai', 'localhost'];

/** A certificate for the simulated sites, made once and kept. The test browsers accept it; nothing else ever sees it. */
export async function certificate(): Promise<Certificate> {
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Certificate & { until: number };
    if (kept.until > Date.now() + 86_400_000) return kept;
  }
  const until = Date.now() + 365 * 86_400_000;
  const made = await generate([{ name: 'commonName', value: 'nokori simulators' }], {
    notAfterDate: new Date(until),
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
    ],
  });
  const kept = { key: made.private, cert: made.cert, until };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(kept));
  return kept;
}

if (process.argv[1] === import.meta.filename) await certificate();
