import { useRef, useState } from 'preact/hooks';
import type { Card as CardView } from '../core/app/card.ts';
import type { Trouble } from '../core/app/trouble.ts';
import type { Screen } from '../core/app/view.ts';
import type { Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';
import { type Actions, type Answer, Card } from './card.tsx';
import { FirstRun, type FirstRunActions } from './first-run.tsx';
import { JobButton, type JobChoice, JobPanel } from './job-picker.tsx';
import { Linked, type Links } from './linked.tsx';
import { type SilenceActions, SilenceButton, SilenceChoice } from './silence.tsx';
import { TroubleBanner } from './trouble.tsx';

export type PopupProps = {
  readonly screen: Screen;
  readonly words: Words;
  readonly settings: Settings;
  readonly actions: Actions & SilenceActions & { readonly links: Links; readonly pause: (paused: boolean) => void };
  readonly jobs: JobChoice;
  readonly firstRun: { readonly pinned: boolean; readonly tested: boolean; readonly actions: FirstRunActions };
  /** Services a person may open at first. */
  readonly services: readonly { readonly name: string; readonly home: string }[];
  /** What keeps the record from being used, if anything does. */
  readonly trouble: Trouble | null;
  /** What refreshes came to, by `provider/account number`. */
  readonly answers: Readonly<Record<string, Answer>>;
};

/** The whole popup: painted from one read, and then kept up by the clock. */
export function Popup({ screen, words, settings, actions, jobs, firstRun, services, trouble, answers }: PopupProps) {
  const { t } = words;
  const [choosing, setChoosing] = useState(false);
  const [picking, setPicking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const chosen = () => {
    setPicking(false);
    opener.current?.focus();
  };
  const welcoming = !settings.firstRun.dismissed && (screen.fresh || settings.firstRun.appeared !== 'yes');
  const cards = screen.fresh && welcoming ? screen.cards.filter(({ state }) => state !== 'empty') : screen.cards;
  return (
    <main class="popup">
      <header class="top">
        <h1 title={t('app.dashboard')}>
          <Linked to="now" links={actions.links}>
            {t('app.name')}
          </Linked>
        </h1>
        <span class="spacer" />
        {!screen.fresh && (
          <JobButton job={screen.job} words={words} open={picking} opener={opener} onOpen={setPicking} />
        )}
        <button
          type="button"
          class="icon"
          aria-pressed={screen.paused}
          title={screen.paused ? t('app.resume') : t('app.pause')}
          onClick={() => actions.pause(!screen.paused)}
        >
          {screen.paused ? <PlayMark /> : <PauseMark />}
          <span class="hidden">{screen.paused ? t('app.resume') : t('app.pause')}</span>
        </button>
        <SilenceButton screen={screen} words={words} open={choosing} onOpen={setChoosing} />
        <button type="button" class="icon" title={t('app.settings')} onClick={() => actions.links.go('settings')}>
          <SettingsMark />
          <span class="hidden">{t('app.settings')}</span>
        </button>
      </header>
      {picking && <JobPanel settings={settings} words={words} actions={jobs} onClose={chosen} />}
      {screen.job?.spent.map((line) => (
        <p key={line} class={`job-spent line level-${screen.job?.level}`} role="status">
          {line}
        </p>
      ))}
      <SilenceChoice screen={screen} words={words} actions={actions} open={choosing} onOpen={setChoosing} />
      {trouble !== null && <TroubleBanner trouble={trouble} known words={words} links={actions.links} />}
      {screen.paused && <p class="banner">{t('app.paused')}</p>}
      {screen.offline !== null && <p class="banner">{screen.offline}</p>}
      {screen.clock !== null && <p class="banner">{screen.clock}</p>}
      {welcoming && (
        <FirstRun
          words={words}
          settings={settings}
          services={services}
          opened={!screen.fresh}
          pinned={firstRun.pinned}
          tested={firstRun.tested}
          actions={firstRun.actions}
        />
      )}
      {cards.map((card: CardView) => (
        <Card
          key={`${card.provider}/${card.account}`}
          card={card}
          words={words}
          settings={settings}
          actions={actions}
          answer={answers[`${card.provider}/${card.account}`] ?? null}
        />
      ))}
      {screen.retired.map(({ provider, text }) => (
        <p key={provider} class="retired" data-provider={provider} data-account="1" data-state="retired">
          {text}
        </p>
      ))}
      {screen.cards.length + screen.retired.length === 0 && <p class="retired">{t('app.nothing-watched')}</p>}
    </main>
  );
}

function PauseMark() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M6 4v8M10 4v8" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" />
    </svg>
  );
}

function PlayMark() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M6 4v8l6-4z" fill="currentColor" />
    </svg>
  );
}

function SettingsMark() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" />
      <circle cx="10.25" cy="5" r="1.75" fill="none" stroke="currentColor" stroke-width="1.5" />
      <circle cx="5.75" cy="11" r="1.75" fill="none" stroke="currentColor" stroke-width="1.5" />
    </svg>
  );
}
