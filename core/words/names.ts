import type { Label, Unit } from '../domain/reading.ts';
import { day, hour, type Ms, week } from '../domain/time.ts';
import { asShown, type Words } from './words.ts';

/** What users call the thing measured; product names are the same in every language. */
export function nameOf({ t }: Words, label: Label): string {
  return typeof label === 'string' ? t(`label.${label}`) : label.name;
}

/** Whose limit a sentence speaks of: the product a person uses, not the site it lives on. */
export function productOf(words: Words, label: Label, short: string): string {
  return label === 'codex' ? nameOf(words, label) : short;
}

type Meter = { readonly label: Label; readonly length: Ms | null };

/** `5-hour limit`, `weekly limit`, `GPT-5.3-Codex-Spark, weekly`. Classified by length alone. */
export function meterName(words: Words, { label, length }: Meter): string {
  const { t } = words;
  const name = label === 'codex' || label === 'plan' ? null : nameOf(words, label);
  if (length === null) return name === null ? t('meter.unknown') : t('meter.named', { name });
  if (length >= 28 * day) return name === null ? t('meter.monthly') : t('meter.named-monthly', { name });
  if (length === week) return name === null ? t('meter.weekly') : t('meter.named-weekly', { name });
  if (length >= day) {
    const n = Math.round(length / day);
    return name === null ? t('meter.days', { n }) : t('meter.named-days', { name, n });
  }
  const n = Math.max(1, Math.round(length / hour));
  return name === null ? t('meter.hours', { n }) : t('meter.named-hours', { name, n });
}

/** Whether a meter has a name of its own: such a name stands beside a sentence, not in it. */
export function isNamed({ label }: Pick<Meter, 'label'>): boolean {
  return label !== 'codex' && label !== 'plan';
}

/** `9,717 credits`, `7 videos`, `82%`. */
export function quantity(words: Words, value: number, unit: Unit): string {
  const shown = unit === 'percent' ? Math.floor(value) : asShown(value);
  return words.t(`unit.${unit}`, { count: shown, number: words.amount(shown) });
}

/** A count in at most four characters (five with a sign): `950`, `9.7k`, `125k`, `1.2M`. Never more than there is. */
export function compact(value: number): string {
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  const short = (by: number, letter: string) => {
    const scaled = Math.floor((size / by) * 10) / 10;
    return `${sign}${scaled < 10 && sign === '' ? scaled : Math.floor(scaled)}${letter}`;
  };
  if (size < 1_000) return `${sign}${Math.floor(size)}`;
  if (size < 1e6) return short(1e3, 'k');
  return size < 1e9 ? short(1e6, 'M') : short(1e9, 'G');
}
