import { expect, test } from 'vitest';
import { attackReaders } from './readers.ts';
import { services } from './told.ts';

test.each(services.map(([id]) => id))(
  '%s',
  (id) => {
    const begun = Date.now();
    const r = attackReaders({ seed: 1, n: Number(process.env.N ?? 500) }, id)[id];
    console.log(id, Date.now() - begun, r?.attempted, r?.survived, r?.largest);
    console.log(r?.false.slice(0, 25).join('\n'));
    console.log(r?.thrown.slice(0, 15).join('\n'));
  },
  600000,
);
