import type { Lasting } from '../core/app/lasting.ts';
import type { MeterView, TimeView } from '../core/app/meters.ts';
import type { Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';

/** Whose number it is; carried by everything for tests and assistive tools. */
export type Of = { readonly provider: string; readonly account: number };

export const ofData = ({ provider, account }: Of) => ({ 'data-provider': provider, 'data-account': String(account) });

type Props = {
  readonly meter: MeterView;
  readonly of: Of;
  readonly words: Words;
  readonly settings: Settings;
  readonly onTellMe?: ((meter: string, on: boolean) => void) | undefined;
  /** Said beside the name: that of several limits this one comes first. */
  readonly binds?: string | undefined;
  /** Where the card's newest number comes from: a number from elsewhere says so itself. */
  readonly cardSource?: string | undefined;
};

/** Age and origin of a number that did not come with the card's newest one. */
export function OwnSource({
  source,
  cardSource,
}: {
  readonly source: string;
  readonly cardSource?: string | undefined;
}) {
  return source === cardSource ? null : <p class="source">{source}</p>;
}

/** A window with its bar, its marks and its countdown; what is not known now is said in words instead. */
export function Meter({ meter, of, words, settings, onTellMe, binds, cardSource }: Props) {
  if (meter.used === null)
    return <Unknown meter={meter} of={of} words={words} cardSource={cardSource} onTellMe={onTellMe} />;
  return (
    <div class={`meter level-${meter.level}`}>
      <div class="meter-head">
        <span>
          <span class="meter-name">{meter.name}</span>
          {binds !== undefined && <span class="binds">{binds}</span>}
        </span>
        <span class="meter-share">{meter.headline}</span>
      </div>
      <Bar meter={meter} of={of} settings={settings} />
      <div class="meter-foot">
        {meter.reset === null ? <span class="quiet">{meter.note}</span> : <Countdown time={meter.reset} of={of} />}
        <span class="quiet">{meter.amounts ?? otherSide(meter, settings, words)}</span>
      </div>
      {meter.lasting !== null && <Lasts lasting={meter.lasting} words={words} />}
      {meter.why !== null && (
        <details class="why small">
          <summary>
            <span class="quiet">{words.t('share.no-credits-used')}</span> {words.t('share.why')}
          </summary>
          <p class="quiet">{meter.why}</p>
        </details>
      )}
      <OwnSource source={meter.source} cardSource={cardSource} />
      <TellMe of={of} meter={meter.id} state={meter.tellMe} words={words} onTellMe={onTellMe} />
    </div>
  );
}

/** Whether it lasts, in one line; what that rests on only for who wants to know. */
function Lasts({ lasting, words }: { readonly lasting: Lasting; readonly words: Words }) {
  return (
    <details class="why small">
      <summary>
        <span class={lasting.level === 'none' ? 'quiet' : `said level-${lasting.level}`}>{lasting.text}</span>{' '}
        <span class="unbroken">{words.t('share.why')}</span>
      </summary>
      {lasting.evidence.map((line) => (
        <p key={line} class="quiet">
          {line}
        </p>
      ))}
    </details>
  );
}

/** The side of the share that is not the headline. */
function otherSide({ used }: MeterView, { show }: Settings, words: Words): string {
  const whole = Math.floor(used ?? 0);
  const left = words.percent(Math.max(0, 100 - whole));
  return show === 'used'
    ? words.t('share.left', { percent: left })
    : words.t('share.used', { percent: words.percent(whole) });
}

/** The bar itself. Filled is always what is used: only the words follow the setting. */
function Bar({ meter, of, settings }: { readonly meter: MeterView; readonly of: Of; readonly settings: Settings }) {
  const used = meter.used ?? 0;
  const { notice, warning } = settings.thresholds;
  const said = [meter.both, meter.reset?.countdown ?? meter.note].filter((one) => one != null && one !== '').join(', ');
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> cannot carry the two marks, and its colours are the browser's.
    <div
      role="meter"
      class="bar"
      {...ofData(of)}
      data-meter={meter.id}
      data-state="known"
      aria-label={meter.name}
      aria-valuemin={0}
      aria-valuenow={Math.round(used * 100) / 100}
      aria-valuemax={Math.max(100, Math.ceil(used))}
      aria-valuetext={said}
    >
      <div class="bar-fill" style={{ width: `${Math.min(100, used)}%` }} />
      <span class="bar-mark" style={{ left: `${notice}%` }} />
      <span class="bar-mark" style={{ left: `${warning}%` }} />
    </div>
  );
}

function Unknown({ meter, of, words, cardSource, onTellMe }: Omit<Props, 'settings' | 'binds'>) {
  return (
    <div class="meter unknown" {...ofData(of)} data-meter={meter.id} data-state={meter.phase}>
      <div class="meter-head">
        <span class="meter-name">{meter.name}</span>
      </div>
      <p class="quiet small">{meter.note}</p>
      <OwnSource source={meter.source} cardSource={cardSource} />
      <TellMe of={of} meter={meter.id} state={meter.tellMe} words={words} onTellMe={onTellMe} />
    </div>
  );
}

/** Counts down; the moment itself stands beside it, in local time. */
export function Countdown({ time, of }: { readonly time: TimeView; readonly of: Of }) {
  return (
    <time class="countdown" {...ofData(of)} dateTime={time.iso}>
      {time.first === 'clock' ? time.moment : time.countdown}{' '}
      <span class="quiet">· {time.first === 'clock' ? time.countdown : time.moment}</span>
    </time>
  );
}

type TellMeProps = {
  readonly of: Of;
  readonly meter: string;
  readonly state: MeterView['tellMe'];
  readonly words: Words;
  readonly onTellMe?: ((meter: string, on: boolean) => void) | undefined;
};

/** Offered where somebody is likely to be waiting. */
export function TellMe({ of, meter, state, words, onTellMe }: TellMeProps) {
  if (state === 'no' || onTellMe === undefined) return null;
  const asked = state === 'asked';
  return (
    <button
      type="button"
      class="link"
      {...ofData(of)}
      data-tell-me={meter}
      aria-pressed={asked}
      onClick={() => onTellMe(meter, !asked)}
    >
      {asked ? words.t('reset.told') : words.t('reset.tell-me')}
    </button>
  );
}
