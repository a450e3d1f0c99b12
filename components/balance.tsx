import type { BalanceView } from '../core/app/meters.ts';
import type { Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';
import { Linked, type Links } from './linked.tsx';
import { Countdown, Meter, type Of, OwnSource, ofData, TellMe } from './meter.tsx';

type Props = {
  readonly balance: BalanceView;
  readonly of: Of;
  readonly words: Words;
  readonly settings: Settings;
  readonly onTellMe?: ((meter: string, on: boolean) => void) | undefined;
  readonly cardSource?: string | undefined;
  /** What is known of purchases leads to where all of them stand. */
  readonly links?: Links | undefined;
};

/** Credits, videos, uses: what is left, what is known of its return, and its cycle as a meter where there is one. */
export function Balance({ balance, of, words, settings, onTellMe, cardSource, links }: Props) {
  return (
    <div class={`balance level-${balance.level}`}>
      <div
        class="balance-head"
        {...ofData(of)}
        data-balance={balance.id}
        data-value={balance.value === null ? '' : String(balance.value)}
      >
        <span class="balance-name">{balance.name}</span>
        <span class="balance-text">{balance.text}</span>
      </div>
      {balance.cycle !== null && (
        <Meter meter={balance.cycle} of={of} words={words} settings={settings} cardSource={balance.cycle.source} />
      )}
      {balance.returns !== null && <Countdown time={balance.returns} of={of} />}
      {balance.notes.map((note) => (
        <p key={note} class="quiet small">
          <Linked to="credits" links={links}>
            {note}
          </Linked>
        </p>
      ))}
      {balance.why !== null && (
        <details class="why small">
          <summary>{words.t('share.why')}</summary>
          <p class="quiet">{balance.why}</p>
        </details>
      )}
      <OwnSource source={balance.source} cardSource={cardSource} />
      <TellMe of={of} meter={balance.id} state={balance.tellMe} words={words} onTellMe={onTellMe} />
    </div>
  );
}
