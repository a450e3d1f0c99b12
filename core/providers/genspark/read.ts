import type { BalanceReading, Reading } from '../../domain/reading.ts';
import type { Sighting } from '../../domain/sighting.ts';
import { day, hour, type Ms, minute, readMoment } from '../../domain/time.ts';
import { comesBackAt, composing, entryOf, isShare, nothing, only, readFields, trouble } from '../answer.ts';
import { number } from '../lenient.ts';
import type { Outcome } from '../provider.ts';
import { readSigned } from './envelope.ts';
import {
  balanceAnswer,
  cycleAnswer,
  freePoolAnswer,
  type LogAnswer,
  type LogRow,
  logAnswer,
  loginAnswer,
  menuText,
  userAnswer,
} from './schema.ts';
import { readAgent, readImage, readMedia, readProjects, readSuperAgent } from './tasks.ts';

const readers: Readonly<Record<string, (sighting: Sighting) => Outcome>> = {
  balance: (sighting) => readSigned(sighting, 'numbers', balanceAnswer, ({ data }) => balanceOf(data?.balance)),
  user: readUser,
  login: readLogin,
  'free-pool': readFreePool,
  cycle: readCycle,
  charges: (sighting) => readSigned(sighting, 'history', logAnswer, chargesOf),
  recharges: (sighting) => readSigned(sighting, 'history', logAnswer, grantsOf),
  agent: readAgent,
  'agent-resume': readAgent,
  media: readMedia,
  image: readImage,
  projects: readProjects,
  'super-agent': readSuperAgent,
  'menu-text': readMenu,
  'video-composer': composing('video'),
  'image-composer': composing('image'),
  'audio-composer': composing('audio'),
  'slides-composer': composing('slides'),
  'research-composer': composing('research'),
  'agent-composer': composing('agent'),
};

/** Reads what a Genspark page saw. Pure and total; an unknown watch says nothing. */
export function read(sighting: Sighting): Outcome {
  return entryOf(readers, sighting.watch)?.(sighting) ?? nothing;
}

const credits = {
  kind: 'balance',
  feature: 'credits',
  label: 'credits',
  unit: 'credits',
  unlimited: false,
  returnsAt: null,
  pool: null,
} as const;

/** One pooled number: plan, packs and daily credits together. At or below zero nothing can be generated. */
function balanceOf(left: number | null | undefined): Outcome {
  if (left == null) return trouble('changed-shape', 'numbers');
  const reading: BalanceReading = { ...credits, left, usable: left > 0, blocked: left <= 0 };
  return only(reading);
}

function readUser(sighting: Sighting): Outcome {
  return readSigned(sighting, 'plan', userAnswer, ({ data }) => {
    const { personal_plan: personal, plan: own } = data?.cogen ?? {};
    // Members of a team are "free" for themselves; what pays is the team's plan.
    const plan = personal == null || (personal === 'free' && own != null) ? own : personal;
    return plan == null
      ? trouble('changed-shape', 'plan')
      : only({ kind: 'plan', plan, renewsAt: null, willRenew: null });
  });
}

function readLogin(sighting: Sighting): Outcome {
  return readSigned(sighting, 'plan', loginAnswer, ({ data, is_login }) =>
    (data?.is_login ?? is_login) === false ? only({ kind: 'signed-out' }) : nothing,
  );
}

const units: Readonly<Record<string, Ms>> = { m: minute, h: hour, d: day };

/** Windows named by their length (`5h`, `7d`), measured in dollars of a free quota: no credits are used in them. */
function readFreePool(sighting: Sighting): Outcome {
  return readSigned(sighting, 'numbers', freePoolAnswer, ({ windows, data }) => {
    const named = windows ?? data?.windows;
    if (named == null) return trouble('changed-shape', 'numbers');
    const readings = named.flatMap(([name, window]): Reading[] => {
      const { limit_dollars: limit, remaining_dollars: left, spent_dollars: spent } = window;
      if (limit == null || limit <= 0) return [];
      const used = spent ?? (left == null ? null : limit - left);
      if (used === null) return [];
      const share = Math.max(0, (used / limit) * 100);
      if (!isShare(share)) return [];
      const length = /^(\d+)([mhd])$/.exec(name);
      return [
        {
          kind: 'window',
          feature: 'free-quota',
          label: 'free-quota',
          length: length === null ? null : Number(length[1]) * (units[length[2] ?? ''] ?? 0),
          used: share,
          amount: { unit: 'dollars', used, limit, left: left ?? limit - used },
          resetsAt: comesBackAt(sighting, { at: window.reset_at }),
          blocked: null,
        },
      ];
    });
    return readings.length === named.length
      ? { ...only(...readings), complete: ['free-quota'] }
      : trouble('changed-shape', 'numbers');
  });
}

/**
 * The names of the boundaries are not public: two times count as the cycle only if the answer lies between them and
 * they are at most a year apart. `remaining` is not read: a 0 there can be a stale cache, and the balance has its own answer.
 */
function readCycle(sighting: Sighting): Outcome {
  return readSigned(sighting, 'plan', cycleAnswer, ({ data }) => {
    if (data == null) return trouble('changed-shape', 'plan');
    const times = Object.values(data).flatMap((value) => comesBackAt(sighting, { at: value }) ?? []);
    // Of no time at all the last is infinitely long ago, the next infinitely far.
    const from = Math.max(...times.filter((time) => time <= sighting.at));
    const to = Math.min(...times.filter((time) => time > sighting.at));
    return to - from <= 367 * day && to - from >= day ? only({ kind: 'cycle', from, to }) : nothing;
  });
}

function rowsOf({ data }: LogAnswer): readonly LogRow[] | null {
  return data?.logs ?? data?.items ?? data?.records ?? data?.list ?? null;
}
const idOfRow = (row: LogRow) => row.id ?? row._id ?? row.log_id ?? null;
const amountOf = (row: LogRow) =>
  row.credits ?? row.credit ?? row.credit_amount ?? row.amount ?? row.cost ?? row.delta ?? null;
const momentOf = (row: LogRow) =>
  readMoment(row.created_at ?? row.create_time ?? row.ctime ?? row.time ?? row.timestamp ?? row.date);

/** The account's own log of what was spent. Signs differ between logs; a charge is what left, so its size counts. */
function chargesOf(answer: LogAnswer): Outcome {
  const rows = rowsOf(answer);
  if (rows === null) return trouble('changed-shape', 'history');
  return only(
    ...rows.flatMap((row): Reading[] => {
      const [id, credits] = [idOfRow(row), amountOf(row)];
      if (id === null || credits === null) return [];
      return [
        {
          kind: 'charge',
          id,
          at: momentOf(row),
          credits: Math.abs(credits),
          what: row.type ?? row.action ?? row.category ?? null,
        },
      ];
    }),
  );
}

function grantsOf(answer: LogAnswer): Outcome {
  const rows = rowsOf(answer);
  if (rows === null) return trouble('changed-shape', 'history');
  return only(
    ...rows.flatMap((row): Reading[] => {
      const [id, credits, at] = [idOfRow(row), amountOf(row), momentOf(row)];
      if (id === null || credits === null || at === null || credits <= 0) return [];
      const expiresAt = readMoment(row.expire_at ?? row.expires_at ?? row.expired_at ?? row.expire_time);
      return [{ kind: 'grant', id, at, credits, expiresAt }];
    }),
  );
}

/** The account menu's own number, where no answer was seen. It says nothing about what may be spent. */
function readMenu(sighting: Sighting): Outcome {
  return readFields(sighting, 'numbers', menuText, (rows) => {
    const told = rows?.find(([row]) => row === 'credits')?.[1].number;
    const left = number.parse((told ?? '').replaceAll(',', ''));
    // While a page loads, a stable 0 may stand there.
    if (left == null || left <= 0) return nothing;
    return only({ ...credits, left, usable: null, blocked: null });
  });
}
