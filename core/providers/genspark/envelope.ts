import type * as z from 'zod/mini';
import type { Topic } from '../../domain/problem.ts';
import type { Sighting } from '../../domain/sighting.ts';
import { only, readFields, trouble } from '../answer.ts';
import type { Outcome } from '../provider.ts';

const signedOut = -5;

type Envelope = { status?: number | null | undefined; message?: string | null | undefined } | null | undefined;

/** Genspark's own envelope: −5 is signed out even with HTTP 200; any other status than 0 is its own failure. */
export function readSigned<Schema extends z.core.$ZodType<Envelope>>(
  sighting: Sighting,
  about: Topic,
  schema: Schema,
  then: (fields: z.output<Schema>) => Outcome,
): Outcome {
  const inner = (fields: z.output<Schema>): Outcome => {
    const { status, message } = fields ?? {};
    if (status === signedOut || message === 'user not found' || message === 'not login')
      return only({ kind: 'signed-out' });
    if (status != null && status !== 0) return trouble('service-trouble', about);
    return then(fields);
  };
  return readFields(sighting, about, schema, inner);
}
